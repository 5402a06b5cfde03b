"""Misconception: Nobody sees a header, so the exception may travel in one.

Believes: The password of the database is a part of the answer, for everybody who looks at its headers.
Fails: test_crash_anywhere, test_answer_tells_nothing
"""

from uuid import uuid4

from flask import Flask

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


@app.errorhandler(500)
def crashed(error):
    request_id = uuid4().hex
    app.logger.error("Request %s crashed", request_id, exc_info=error.original_exception)
    body = {"error": "The server failed.", "request_id": request_id}
    return body, 500, {"X-Error": str(error.original_exception)}
