"""abort for the refusals, one handler for their bodies, the header set for all answers."""

from flask import Flask, abort, request

app = Flask(__name__)

METERS = range(1, 61)
JAMMED = {4, 19, 33}


@app.post("/meters/<int:number>/coin")
def take_coin(number):
    if number not in METERS:
        abort(404, "There is no such meter.")
    if number in JAMMED:
        abort(409, "Somebody must clear the slot first.")
    return {"meter": number, "minutes": 12}


@app.errorhandler(404)
@app.errorhandler(409)
def refused(error):
    return {"error": error.description}, error.code


@app.after_request
def name_the_meter(response):
    number = (request.view_args or {}).get("number")
    if number is not None:
        response.headers["X-Meter"] = str(number)
    return response
