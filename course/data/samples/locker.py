from flask import Flask, request

app = Flask(__name__)
ROOM = 1
FILES = ["a"]


@app.post("/files")
def store():
    if len(FILES) >= ROOM:
        return {"error": "The locker is full."}, 507
    FILES.append(request.get_json()["name"])
    return "", 204
