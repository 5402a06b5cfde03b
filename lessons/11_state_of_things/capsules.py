"""Time capsules: one that is sealed can be looked at and not changed."""

from flask import Flask, abort, request

app = Flask(__name__)
capsules = {1: {"sealed": True, "note": "Hello, 2075"}, 2: {"sealed": False, "note": ""}}


@app.get("/capsules/<int:number>")
def look(number):
    return capsules[number] if number in capsules else abort(404)


@app.put("/capsules/<int:number>")
def change(number):
    if number not in capsules:
        abort(404)
    if capsules[number]["sealed"]:
        abort(405)
    capsules[number]["note"] = request.json
    return capsules[number]
