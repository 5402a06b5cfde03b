from flask import Flask, abort

app = Flask(__name__)
BOOKMARKS = {3: "https://flask.palletsprojects.com/"}


@app.delete("/bookmarks/<int:number>")
def remove(number):
    if BOOKMARKS.pop(number, None) is None:
        abort(404)
    return "", 204
