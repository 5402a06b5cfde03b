"""Misconception: The place for a net is around the body of the view that failed.

Believes: What the ledger refuses on purpose is a broken server, and the next view that breaks answers
with a page.
Fails: test_crash_anywhere, test_refusals_keep_their_code
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
    try:
        slip = app.config["LEDGER"](number)
    except Exception:
        request_id = uuid4().hex
        app.logger.exception("Request %s crashed", request_id)
        return {"error": "The server failed.", "request_id": request_id}, 500
    if slip is None:
        return {"error": f"There is no payslip {number}."}, 404
    return slip
