"""Like: extra_is_written"""

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
def crash(error):
    request_id = str(uuid4())
    app.logger.error("crash", exc_info=error.original_exception, extra={"request_id": request_id})
    return {"error": "Internal server error", "request_id": request_id}, 500
