"""Locks of a canal, with an answer that a skipper can steer by."""

from flask import Flask, request

app = Flask(__name__)
DEPTH = {4: 180, 5: 260}


def refuse(status, code, message, instead=()):
    return {"error": {"code": code, "message": message, "instead": list(instead)}}, status


@app.post("/locks/<int:number>/passages")
def pass_through(number):
    boat = request.json
    draught = boat.get("draught") if isinstance(boat, dict) else None
    if type(draught) is not int:
        return refuse(400, "bad_shape", "draught must be a whole number of centimetres")
    if number not in DEPTH:
        return refuse(404, "no_such_lock", f"The locks are {', '.join(map(str, DEPTH))}")
    if draught > DEPTH[number]:
        words = f"Lock {number} takes boats up to {DEPTH[number]} cm deep while the water is low. "
        words += "Come back after the rain, or use a deeper lock."
        deeper = [f"/locks/{other}" for other in DEPTH if DEPTH[other] >= draught]
        return refuse(409, "too_shallow", words, deeper)
    return {"lock": number}, 202
