"""Like: id_in_a_module_variable"""

from uuid import uuid4

from flask import Flask

request_id = uuid4().hex

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


@app.before_request
def new_id():
    global request_id
    request_id = uuid4().hex


@app.errorhandler(500)
def crash(error):
    app.logger.error("crash", exc_info=error.original_exception)
    return {"error": error.description, "request_id": request_id}, 500
