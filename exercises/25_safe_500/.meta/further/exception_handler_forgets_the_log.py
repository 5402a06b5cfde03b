"""Like: nothing_in_the_log"""

import secrets

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
def on_crash(exc):
    if isinstance(exc, HTTPException):
        return exc
    answer = jsonify({"error": "Something went wrong.", "request_id": secrets.token_hex(8)})
    answer.status_code = 500
    return answer
