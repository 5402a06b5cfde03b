"""Flask writes the log entry; a subclass adds the id of the request to it."""

from uuid import uuid4

from flask import Flask, g, jsonify, request


class Payroll(Flask):
    def log_exception(self, exc_info):
        self.logger.error("%s %s [%s]", g.request_id, request.path, request.method, exc_info=exc_info)


app = Payroll(__name__)


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
def name_the_request():
    g.request_id = uuid4().hex


@app.errorhandler(500)
def crashed(error):
    return jsonify(error="Something broke on our side.", request_id=g.request_id), 500
