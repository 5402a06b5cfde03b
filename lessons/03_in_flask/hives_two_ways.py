"""Beehives: the same answer with jsonify and without."""

from flask import Flask, jsonify

app = Flask(__name__)


@app.get("/with")
def with_jsonify():
    return jsonify({"hive": "oak", "frames": 10})


@app.get("/without")
def without_jsonify():
    return {"hive": "oak", "frames": 10}
