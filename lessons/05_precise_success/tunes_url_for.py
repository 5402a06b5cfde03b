"""Tunes of a folk band; Flask writes the address."""

from flask import Flask, request, url_for

app = Flask(__name__)
tunes = {}


@app.post("/tunes")
def add():
    title = request.json["title"]
    tunes[title] = {"title": title}
    return tunes[title], 201, {"Location": url_for("tune", title=title)}


@app.get("/tunes/<title>")
def tune(title):
    if title not in tunes:
        return {"error": f"No tune is called {title}"}, 404
    return tunes[title]
