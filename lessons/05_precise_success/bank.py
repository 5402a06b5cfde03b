"""A seed bank that sows several rows with one request; the mint has no row left."""

from flask import Flask, request

app = Flask(__name__)


@app.post("/rows")
def sow():
    return [{"seed": s, "status": 201 if s == "pea" else 409} for s in request.json], 207
