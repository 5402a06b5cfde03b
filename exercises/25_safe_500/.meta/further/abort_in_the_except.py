"""Like: aborted_with_500"""

from uuid import uuid4

from flask import Flask, abort

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
        abort(500)
    if slip is None:
        return {"error": f"There is no payslip {number}."}, 404
    return slip


@app.errorhandler(500)
def crash(error):
    request_id = uuid4().hex
    app.logger.error("crash %s", request_id, exc_info=error.original_exception)
    return {"error": "Internal server error", "request_id": request_id}, 500
