"""The traceback is put into the message of the entry by hand."""

import traceback
from uuid import uuid4

from flask import Flask, make_response
from werkzeug.exceptions import HTTPException

app = Flask(__name__)


def read_ledger(number):
    if number == 13:
        raise ConnectionError("no answer from postgresql://payroll:plum-7730@10.8.0.4/wages")
    slips = {7: {"number": 7, "gross": 2410}, 8: {"number": 8, "gross": 1985}}
    return slips.get(number)


app.config["LEDGER"] = read_ledger


@app.get("/payslips/<int:number>")
def show_payslip(number):
    slip = app.config["LEDGER"](number)
    if slip is None:
        return {"error": f"There is no payslip {number}."}, 404
    return slip


@app.errorhandler(HTTPException)
def refused(error):
    return error.get_response()


@app.errorhandler(Exception)
def crashed(error):
    request_id = uuid4().hex[:12]
    lines = "".join(traceback.format_exception(error))
    app.logger.critical("%s\n%s", request_id, lines)
    return make_response({"error": "The server has a fault.", "request_id": request_id}, 500)
