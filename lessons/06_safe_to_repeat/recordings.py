"""A choir's exercise; one address can send a part of it."""

from flask import Flask, Response, request

app = Flask(__name__)
SCALE = "do re mi fa sol la ti do"


@app.get("/recording")
def recording():
    answer = Response(SCALE, mimetype="text/plain")
    return answer.make_conditional(request, accept_ranges=True, complete_length=len(SCALE))


@app.get("/leaflet")
def leaflet():
    return Response(SCALE, mimetype="text/plain")
