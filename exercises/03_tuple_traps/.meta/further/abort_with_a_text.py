"""Like: bare_abort"""

from flask import Flask, abort, jsonify

app = Flask(__name__)

METERS = range(1, 61)
JAMMED = {4, 19, 33}


@app.post("/meters/<int:meter>/coin")
def take_coin(meter):
    if meter not in METERS:
        abort(404, "Unknown meter")
    if meter in JAMMED:
        abort(409, description="Slot is jammed")
    return jsonify(meter=meter, minutes=12), 200, {"X-Meter": str(meter)}
