"""Beehives: the code stands inside jsonify."""

from flask import Flask, jsonify

app = Flask(__name__)
HIVES = {"oak": {"frames": 10}, "lime": {"frames": 8}}


@app.get("/hives/<name>")
def hive(name):
    if name not in HIVES:
        return jsonify({"error": f"There is no hive {name}"}, 404)
    return jsonify(HIVES[name])
