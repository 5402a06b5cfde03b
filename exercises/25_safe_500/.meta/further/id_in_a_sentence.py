"""Like: sentence_instead_of_json"""

from uuid import uuid4

from flask import Flask, Response

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
def sorry(e):
    number = uuid4().hex
    app.logger.error("crash %s", number, exc_info=e.original_exception)
    return Response(f"We are sorry. request_id: {number}", status=500, mimetype="text/plain")
