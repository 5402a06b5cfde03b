"""Like: code_of_whatever_was_raised"""

import uuid

from flask import Flask, jsonify
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


@app.errorhandler(Exception)
def handle(e):
    if isinstance(e, HTTPException):
        return jsonify(error=e.description), e.code
    request_id = str(uuid.uuid4())
    app.logger.exception("request %s", request_id)
    status = e.code if hasattr(e, "code") else 500
    return jsonify(error="The server failed.", request_id=request_id), status
