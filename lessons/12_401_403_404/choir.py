"""A choir's sheet music, and a tablet that signs in again when it is told to."""

from flask import Flask, request

library = Flask("library")
app = Flask(__name__)
CHALLENGE = {"WWW-Authenticate": 'Bearer realm="choir"'}
RIGHTS = {"alto-1": {"read"}, "alto-2": {"read"}, "alto-3": {"read"}}


@library.delete("/sheets/<int:number>")
def remove(number):
    rights = RIGHTS.get(request.headers.get("Authorization", "")[7:])
    if rights is None or "write" not in rights:
        return {"error": "Not for you"}, 401, CHALLENGE
    return "", 204


@app.post("/tablet")
def tablet():
    client, sign_ins, code = library.test_client(), 0, 401
    while code == 401 and sign_ins < 3:
        sign_ins += 1  # each sign-in gives a new token: alto-1, alto-2, alto-3
        headers = {"Authorization": f"Bearer alto-{sign_ins}"}
        code = client.delete("/sheets/5", headers=headers).status_code
    return {"sign_ins": sign_ins, "code": code}
