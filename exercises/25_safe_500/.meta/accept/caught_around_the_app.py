"""The payslips of a theatre. Run it: flask --app exercises/25_safe_500/app run"""

import json
import uuid

from flask import Flask

app = Flask(__name__)
app.config["PROPAGATE_EXCEPTIONS"] = True


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


inner = app.wsgi_app


def guarded(environ, start_response):
    try:
        return inner(environ, start_response)
    except Exception:
        name = uuid.uuid4().hex
        app.logger.exception("crash %s", name)
        body = json.dumps({"error": "The server has a fault.", "request_id": name}).encode()
        start_response(
            "500 INTERNAL SERVER ERROR",
            [("Content-Type", "application/json"), ("Content-Length", str(len(body)))],
        )
        return [body]


app.wsgi_app = guarded
