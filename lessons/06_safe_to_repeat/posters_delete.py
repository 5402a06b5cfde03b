"""A notice board; taking a poster down needs a method of its own."""

from flask import Flask

app = Flask(__name__)
posters = {"1": "Jumble sale", "2": "Lost cat"}


@app.get("/posters/<number>")
def poster(number):
    if number not in posters:
        return {"error": f"There is no poster {number}"}, 404
    return {"poster": posters[number]}


@app.delete("/posters/<number>")
def take_down(number):
    if number not in posters:
        return {"error": f"There is no poster {number}"}, 404
    del posters[number]
    return "", 204
