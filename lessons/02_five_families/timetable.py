"""The winter timetable of a cable car."""

from flask import Flask, jsonify, request

app = Flask(__name__)


@app.get("/timetable")
def timetable():
    response = jsonify(first="07:30", last="21:00", every_minutes=10)
    response.set_etag("winter-3")
    return response.make_conditional(request)
