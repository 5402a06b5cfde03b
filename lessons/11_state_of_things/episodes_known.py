"""The podcast, marking only what was there."""

from flask import Flask

app = Flask(__name__)
episodes = {1: "Moss", 2: "Fog"}
withdrawn = set()


@app.delete("/episodes/<int:number>")
def withdraw(number):
    if number in episodes:
        del episodes[number]
        withdrawn.add(number)
    return "", 204


@app.get("/episodes/<int:number>")
def episode(number):
    if number in withdrawn:
        return {"error": f"Episode {number} was withdrawn"}, 410
    if number not in episodes:
        return {"error": f"There is no episode {number}"}, 404
    return {"number": number, "title": episodes[number]}
