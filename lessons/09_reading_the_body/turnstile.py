"""A turnstile that takes JSON under any label."""

from flask import Flask, request

app = Flask(__name__)


@app.post("/coins")
def coins():
    return {"inserted": request.get_json(force=True)["coins"]}
