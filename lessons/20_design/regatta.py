"""A regatta sends its news while the boats are on the water."""

from flask import Flask, Response

app = Flask(__name__)


def lines():
    yield "data: Heron leads\n\n"
    yield "event: trouble\ndata: We have lost the camera\n\n"


@app.get("/news")
def news():
    return Response(lines(), mimetype="text/event-stream")
