"""A print shop that has never heard of keys."""

from flask import Flask, request

app = Flask(__name__)
printed = []


@app.post("/posters")
def order():
    form = request.get_json()
    if not isinstance(form, dict) or not isinstance(form.get("motif"), str):
        return {"error": "motif must be a text"}, 400
    motif = form["motif"]
    printed.append(motif)
    return {"poster": len(printed), "motif": motif}, 201, {"Location": f"/posters/{len(printed)}"}


@app.get("/posters/<int:number>")
def poster(number):
    if not 0 < number <= len(printed):
        return {"error": "No such poster"}, 404
    return {"poster": number, "motif": printed[number - 1]}


@app.get("/posters")
def posters():
    return {"printed": printed}
