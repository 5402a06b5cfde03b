"""A scoreboard with a date of last change; goals fall quickly."""

from datetime import UTC, datetime, timedelta

from flask import Flask, jsonify, request

app = Flask(__name__)
board = {"goals": 1, "changed": datetime(2026, 3, 7, 15, 0, 20, tzinfo=UTC)}


@app.get("/board")
def show():
    response = jsonify(goals=board["goals"])
    response.last_modified = board["changed"]
    return response.make_conditional(request)


@app.post("/goals")
def goal():
    board["goals"] += 1
    board["changed"] += timedelta(milliseconds=400)
    return "", 204
