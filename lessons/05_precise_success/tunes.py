"""Tunes of a folk band; the address is put together by hand."""

from flask import Flask, request

app = Flask(__name__)
tunes = {}


@app.post("/tunes")
def add():
    title = request.json["title"]
    tunes[title] = {"title": title}
    return tunes[title], 201, {"Location": f"/tunes/{title}"}


@app.get("/tunes/<title>")
def tune(title):
    if title not in tunes:
        return {"error": f"No tune is called {title}"}, 404
    return tunes[title]
