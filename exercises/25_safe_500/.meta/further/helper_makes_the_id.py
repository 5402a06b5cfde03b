"""Like: two_ids"""

import random
import string

from flask import Flask

app = Flask(__name__)


def read_ledger(number):
    if number == 13:
        raise ConnectionError("no answer from postgresql://payroll:plum-7730@10.8.0.4/wages")
    slips = {7: {"number": 7, "gross": 2410}, 8: {"number": 8, "gross": 1985}}
    return slips.get(number)


app.config["LEDGER"] = read_ledger


def new_id():
    return "".join(random.choices(string.ascii_lowercase + string.digits, k=12))


@app.get("/payslips/<int:number>")
def show_payslip(number):
    slip = app.config["LEDGER"](number)
    if slip is None:
        return {"error": f"There is no payslip {number}."}, 404
    return slip


@app.errorhandler(500)
def broken(e):
    app.logger.error(f"{new_id()} crashed", exc_info=e.original_exception)
    body = {"error": "We are sorry.", "request_id": new_id()}
    return body, 500
