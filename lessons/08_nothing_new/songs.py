"""Songs of a choir. A client may use each answer for ten minutes without asking."""

from flask import Flask, request

app = Flask(__name__)
songs = {7: "Ferry song", 8: "Moon song"}
TEN_MINUTES = {"Cache-Control": "max-age=600"}


@app.get("/songs")
def titles():
    return list(songs.values()), 200, TEN_MINUTES


@app.get("/songs/<int:number>")
def song(number):
    if number not in songs:
        return {"error": f"There is no song {number}"}, 404
    return {"title": songs[number]}, 200, TEN_MINUTES


@app.put("/songs/<int:number>")
def rename(number):
    if number not in songs:
        return {"error": f"There is no song {number}"}, 404
    songs[number] = request.get_json()["title"]
    return "", 204
