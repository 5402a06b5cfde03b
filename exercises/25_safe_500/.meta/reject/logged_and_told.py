"""Misconception: When the traceback is in the log, the client may be told as well.

Believes: The server told it the password of the database, and no id to read out; and whatever the ledger
refuses is a broken server.
Fails: test_crash_is_500, test_crash_anywhere, test_answer_tells_nothing, test_each_crash_has_its_id,
test_log_entry_and_answer_share_the_id, test_refusals_keep_their_code
"""

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
        app.logger.exception(f"Payslip {number} failed: {error}")
        return {"error": str(error)}, 500
    if slip is None:
        return {"error": f"There is no payslip {number}."}, 404
    return slip
