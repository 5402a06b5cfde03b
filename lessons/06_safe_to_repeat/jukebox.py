"""A jukebox: the places of its queue are numbered from 0."""

from flask import Flask

app = Flask(__name__)
queue = ["waltz", "polka", "tango"]


@app.delete("/queue/<int:place>")
def remove(place):
    if place >= len(queue):
        return {"error": f"Place {place} is free"}, 404
    del queue[place]
    return "", 204


@app.get("/queue")
def songs():
    return queue
