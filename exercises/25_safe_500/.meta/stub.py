"""The payslips of a theatre. Run it: flask --app exercises/25_safe_500/app run"""

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
    try:
        slip = app.config["LEDGER"](number)
    except Exception as error:
        app.logger.error(f"Payslip {number} failed: {error}")
        return {"error": str(error)}, 500
    if slip is None:
        return {"error": f"There is no payslip {number}."}, 404
    return slip
