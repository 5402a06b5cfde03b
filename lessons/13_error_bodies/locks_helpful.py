"""Locks of a canal, with an answer that a skipper can steer by."""

from flask import Flask, request

app = Flask(__name__)
DEPTH = {4: 180, 5: 260}


@app.post("/locks/<int:number>/passages")
def pass_through(number):
    if request.json["draught"] > DEPTH[number]:
        words = f"Lock {number} takes boats up to {DEPTH[number]} cm deep while the water is low. "
        words += "Come back after the rain, or use a deeper lock."
        deeper = [f"/locks/{other}" for other in DEPTH if DEPTH[other] >= request.json["draught"]]
        return {"error": {"code": "too_shallow", "message": words, "instead": deeper}}, 409
    return {"lock": number}, 202
