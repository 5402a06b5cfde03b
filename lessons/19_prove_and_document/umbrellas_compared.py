"""A station lends umbrellas, and its tests compare every answer with the document."""

from flask import Flask, request

hire = Flask("hire")
app = Flask(__name__)
umbrellas = {1: None, 2: "out"}
DOCUMENT = {"PUT /umbrellas/<int:number>": {200, 404, 410}}
seen = {rule: set() for rule in DOCUMENT}


@hire.put("/umbrellas/<int:number>")
def lend(number):
    if number not in umbrellas:
        return {"error": "We have no such umbrella"}, 404
    if umbrellas[number]:
        return {"error": "Somebody has it, out in the rain"}, 409
    umbrellas[number] = request.json
    return {"number": number}


@hire.after_request
def note(answer):
    seen[f"{request.method} {request.url_rule}"].add(answer.status_code)
    return answer


def tests(client):
    assert client.put("/umbrellas/1", json="Ida").status_code == 200
    assert client.put("/umbrellas/1", json="Oz").status_code == 409
    assert client.put("/umbrellas/9", json="Ida").status_code == 404


@app.get("/compare")
def compare():
    tests(hire.test_client())
    (rule,) = DOCUMENT
    return {"surprise": sorted(seen[rule] - DOCUMENT[rule]), "never": sorted(DOCUMENT[rule] - seen[rule])}
