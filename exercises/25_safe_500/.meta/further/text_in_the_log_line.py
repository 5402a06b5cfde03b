"""Like: message_only_log"""

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
def keep(e):
    return e


@app.errorhandler(Exception)
def crash(e):
    rid = str(uuid4())
    app.logger.error(f"request_id={rid} error={type(e).__name__}: {e}")
    return make_response({"error": "Server error", "request_id": rid}, 500)
