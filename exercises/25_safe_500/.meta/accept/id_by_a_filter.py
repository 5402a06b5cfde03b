"""A filter of the log gives the id of the request to every entry."""

import logging
from http import HTTPStatus
from uuid import uuid4

from flask import Flask, g, has_request_context
from werkzeug.exceptions import InternalServerError

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


class NameTheRequest(logging.Filter):
    def filter(self, record):
        if has_request_context():
            record.msg = f"[{g.request_id}] {record.msg}"
        return True


app.logger.addFilter(NameTheRequest())


@app.before_request
def name_the_request():
    g.request_id = f"req-{uuid4()}"


@app.errorhandler(InternalServerError)
def crashed(error):
    body = {"error": "We could not answer.", "request_id": g.request_id, "support": "extension 12"}
    return body, HTTPStatus.INTERNAL_SERVER_ERROR
