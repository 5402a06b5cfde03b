"""Locks of a canal: the water is low, and deep boats cannot pass."""

from flask import Flask, request

app = Flask(__name__)
DEPTH = {4: 180, 5: 260}


@app.post("/locks/<int:number>/passages")
def pass_through(number):
    if request.json["draught"] > DEPTH[number]:
        return {"error": {"code": "failed", "message": "Operation failed"}}, 409
    return {"lock": number}, 202
