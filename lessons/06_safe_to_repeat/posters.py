"""A notice board; a poster has a link that takes it down."""

from flask import Flask, request

app = Flask(__name__)
posters = {"1": "Jumble sale", "2": "Lost cat"}


@app.get("/posters/<number>")
def poster(number):
    if number not in posters:
        return {"error": f"There is no poster {number}"}, 404
    if request.args.get("do") == "remove":
        return {"removed": posters.pop(number)}
    return {"poster": posters[number]}
