"""A print shop. It keeps the answer for each key that it has seen."""

from flask import Flask, request

app = Flask(__name__)
printed = []
answers = {}


@app.post("/posters")
def order():
    key = request.headers.get("Idempotency-Key")
    if key in answers:
        return answers[key]
    motif = request.json["motif"]
    printed.append(motif)
    answers[key] = {"poster": len(printed), "motif": motif}, 201
    return answers[key]


@app.get("/posters")
def posters():
    return {"printed": printed}
