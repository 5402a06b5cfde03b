"""The guest book of a mountain hut; a new entry is answered without a code."""

from flask import Flask, request

app = Flask(__name__)
ENTRIES = ["Clear view down to the lake"]


@app.post("/entries")
def write():
    ENTRIES.append(request.json)
    return {"number": len(ENTRIES)}
