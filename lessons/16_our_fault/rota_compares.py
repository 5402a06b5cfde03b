"""The rota, which recognises a change that it has already made."""

from flask import Flask, request

app = Flask(__name__)
rota = {"edition": 4, "keepers": ["Ada"]}


@app.get("/rota")
def read():
    return {"keepers": rota["keepers"]}, 200, {"ETag": etag()}


@app.put("/rota")
def write():
    body = request.get_json()
    if not isinstance(body, dict) or not isinstance(body.get("keepers"), list):
        return {"error": "keepers must be a list"}, 400
    if not request.if_match:
        return {"error": "Send If-Match with the ETag that you have read"}, 428
    if not request.if_match.contains(f"edition-{rota['edition']}"):
        if body["keepers"] == rota["keepers"]:
            return "", 204, {"ETag": etag()}
        return {"error": "The rota has changed. Read it again"}, 412
    rota.update(keepers=body["keepers"], edition=rota["edition"] + 1)
    return "", 204, {"ETag": etag()}


def etag():
    return f'"edition-{rota["edition"]}"'
