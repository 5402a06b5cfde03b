"""Secret wish lists, and a member who is curious."""

from flask import Flask, request

service = Flask("service")
app = Flask(__name__)
CHALLENGE = {"WWW-Authenticate": 'Bearer realm="wishes"'}
MEMBERS = {"Bearer o-7": "otter", "Bearer h-4": "heron", "Bearer c-1": "cuckoo"}
lists = {2: {"owner": "otter", "wish": "drum"}, 5: {"owner": "heron", "wish": "sledge"}}


@service.get("/lists/<int:number>")
def show(number):
    member = MEMBERS.get(request.headers.get("Authorization"))
    if member is None:
        return {"error": "Who are you?"}, 401, CHALLENGE
    if number not in lists:
        return {"error": f"There is no list {number}"}, 404
    if lists[number]["owner"] != member:
        return {"error": f"List {number} is not yours"}, 403
    return lists[number]


@app.get("/curious")
def curious():
    client, cuckoo, found = service.test_client(), {"Authorization": "Bearer c-1"}, []
    for number in range(1, 7):
        if client.get(f"/lists/{number}", headers=cuckoo).status_code != 404:
            found.append(number)
    return {"found": found}
