"""Plans of old houses, as files in a folder."""

from pathlib import Path

from flask import Flask, send_file

app = Flask(__name__)
PLANS = Path(__file__).parent / "plans"


@app.get("/plans/<name>")
def plan(name):
    return send_file(PLANS / name)
