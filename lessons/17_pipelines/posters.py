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
    form = request.get_json()
    if not isinstance(form, dict) or not isinstance(form.get("motif"), str):
        return {"error": "motif must be a text"}, 400
    motif = form["motif"]
    printed.append(motif)
    address = f"/posters/{len(printed)}"
    answers[key] = {"poster": len(printed), "motif": motif}, 201, {"Location": address}
    return answers[key]


@app.get("/posters/<int:number>")
def poster(number):
    if not 0 < number <= len(printed):
        return {"error": "No such poster"}, 404
    return {"poster": number, "motif": printed[number - 1]}


@app.get("/posters")
def posters():
    return {"printed": printed}
