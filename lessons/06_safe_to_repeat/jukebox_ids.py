"""A jukebox: each song in the queue keeps its number."""

from flask import Flask

app = Flask(__name__)
queue = {0: "waltz", 1: "polka", 2: "tango"}


@app.delete("/queue/<int:number>")
def remove(number):
    if number not in queue:
        return {"error": f"There is no song {number}"}, 404
    del queue[number]
    return "", 204


@app.get("/queue")
def songs():
    return list(queue.values())
