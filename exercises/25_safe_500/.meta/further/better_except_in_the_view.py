"""Like: caught_in_the_view"""

from uuid import uuid4

from flask import Flask, jsonify

app = Flask(__name__)


def read_ledger(number):
    if number == 13:
        raise ConnectionError("no answer from postgresql://payroll:plum-7730@10.8.0.4/wages")
    slips = {7: {"number": 7, "gross": 2410}, 8: {"number": 8, "gross": 1985}}
    return slips.get(number)


app.config["LEDGER"] = read_ledger


@app.get("/payslips/<int:number>")
def show_payslip(number):
    request_id = uuid4().hex
    try:
        slip = app.config["LEDGER"](number)
    except Exception as error:
        app.logger.error("payslip %s, request %s", number, request_id, exc_info=error)
        return jsonify(error="The payslip could not be read.", request_id=request_id), 500
    if slip is None:
        return {"error": f"There is no payslip {number}."}, 404
    return slip
