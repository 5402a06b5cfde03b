"""Misconception: An exception with an attribute code is an HTTP error.

Believes: A fault of the database is a payslip that does not exist, or a status line without a code.
Fails: test_crash_is_500, test_answer_tells_nothing, test_traceback_is_logged, test_log_entry_and_answer_share_the_id
"""

from uuid import uuid4

from flask import Flask
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
def any_error(error):
    if isinstance(error, HTTPException):
        return error
    request_id = uuid4().hex
    app.logger.exception("Request %s crashed", request_id)
    body = {"error": "The server failed.", "request_id": request_id}
    return body, getattr(error, "code", 500)
