"""The handler of the log writes the id in front of every entry."""

import logging
import secrets

from flask import Flask, Response, g, has_app_context, json

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


class WithId(logging.Formatter):
    def format(self, record):
        request_id = g.get("request_id", "-") if has_app_context() else "-"
        return f"{request_id} {super().format(record)}"


handler = logging.StreamHandler()
handler.setFormatter(WithId("%(levelname)s %(message)s"))
app.logger.addHandler(handler)


@app.before_request
def name_the_request():
    g.request_id = secrets.token_urlsafe(12)


@app.errorhandler(500)
def crashed(error):
    body = json.dumps({"error": "A fault of the server.", "request_id": g.request_id})
    return Response(body, 500, mimetype="application/json")
