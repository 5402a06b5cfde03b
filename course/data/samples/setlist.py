from flask import Flask, request

app = Flask(__name__)
SETLIST = {"mark": "v2", "songs": ["Opener"]}


@app.put("/setlist")
def change():
    if not request.if_match:
        return {"error": "Send If-Match with the mark you saw."}, 428
    if SETLIST["mark"] not in request.if_match:
        return {"error": "Somebody was faster."}, 412, {"ETag": f'"{SETLIST["mark"]}"'}
    SETLIST.update(songs=request.get_json(), mark="v3")
    return "", 204
