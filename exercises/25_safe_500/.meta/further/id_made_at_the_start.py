"""Like: one_id_for_the_process"""

import uuid

from flask import Flask, jsonify

app = Flask(__name__)


def read_ledger(number):
    if number == 13:
        raise ConnectionError("no answer from postgresql://payroll:plum-7730@10.8.0.4/wages")
    slips = {7: {"number": 7, "gross": 2410}, 8: {"number": 8, "gross": 1985}}
    return slips.get(number)


app.config["LEDGER"] = read_ledger
app.config["REQUEST_ID"] = str(uuid.uuid4())


@app.get("/payslips/<int:number>")
def show_payslip(number):
    slip = app.config["LEDGER"](number)
    if slip is None:
        return {"error": f"There is no payslip {number}."}, 404
    return slip


@app.errorhandler(500)
def fail(e):
    rid = app.config["REQUEST_ID"]
    app.logger.error("failed: %s", rid, exc_info=e.original_exception)
    return jsonify(error="failed", request_id=rid), 500
