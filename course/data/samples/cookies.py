from flask import Flask, abort, request

app = Flask(__name__)


@app.get("/tour")
def tour():
    if len(request.headers.get("Cookie", "")) > 30:
        abort(431, "The field Cookie is too large.")
    return {"next": "the tower"}
