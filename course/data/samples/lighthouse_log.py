from flask import Flask, jsonify, request

app = Flask(__name__)
app.config["MAX_CONTENT_LENGTH"] = 60
LOG = {1: {"mark": "v2", "text": "Fog at dawn"}}
MAY_WRITE = {"keeper": True, "visitor": False}


def refused_at_the_door():
    token = request.authorization.token if request.authorization else None
    if token not in MAY_WRITE:
        return {"error": "Sign in."}, 401, {"WWW-Authenticate": 'Bearer realm="lighthouse"'}
    if not MAY_WRITE[token]:
        return {"error": "Only keepers write."}, 403


def checked_text():
    text = request.get_json()["text"]
    return text if text else None


@app.get("/log/<int:number>")
def read(number):
    if number not in LOG:
        return {"error": "No such entry."}, 404
    response = jsonify(text=LOG[number]["text"])
    response.set_etag(LOG[number]["mark"])
    length = response.content_length
    return response.make_conditional(request, accept_ranges=True, complete_length=length)


@app.put("/log/<int:number>")
def change(number):
    refusal = refused_at_the_door()
    if refusal:
        return refusal
    if number not in LOG:
        return {"error": "No such entry."}, 404
    if LOG[number]["mark"] not in request.if_match:
        return {"error": "Somebody was faster."}, 412
    text = checked_text()
    if text is None:
        return {"error": "An entry needs words."}, 422
    LOG[number] = {"mark": "v3", "text": text}
    return "", 204


@app.post("/log")
def add():
    return refused_at_the_door() or ({"text": checked_text()}, 201)
