"""A print shop that has never heard of keys."""

from flask import Flask, request

app = Flask(__name__)
printed = []


@app.post("/posters")
def order():
    motif = request.json["motif"]
    printed.append(motif)
    return {"poster": len(printed), "motif": motif}, 201


@app.get("/posters")
def posters():
    return {"printed": printed}
