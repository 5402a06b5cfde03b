"""Rings on the legs of birds: the app shows what the parser made of a body."""

from flask import Flask, request

app = Flask(__name__)


@app.post("/rings")
def ring():
    return request.get_json()
