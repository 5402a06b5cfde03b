"""A recording of a blackbird that was replaced once."""

from flask import Flask, Response, request

app = Flask(__name__)
SONG = "tsee tsee tuk tuk"


@app.get("/blackbird")
def blackbird():
    answer = Response(SONG, mimetype="text/plain")
    answer.set_etag("take-2")
    return answer.make_conditional(request, accept_ranges=True, complete_length=len(SONG))
