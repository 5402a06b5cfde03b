"""Misconception: An exception with a code is an HTTP error.

Believes: A fault of the archive is a missing job, or an answer without a code.
Fails: test_fault_is_500, test_fault_is_logged
"""

from flask import Flask, abort, request
from werkzeug.exceptions import HTTPException

app = Flask(__name__)
app.config["MAX_CONTENT_LENGTH"] = 5000
FIELDS = {"job": int, "name": str, "text": str}
receipts = {}


def find_job(number):
    return {31: "nurse", 32: "cook"}.get(number) or abort(404, f"There is no job {number}.")


def keep(cv):
    address = f"/receipts/{len(receipts) + 1}"
    receipts[address] = {"job": cv["job"], "name": cv["name"]}
    return address


def is_cv(cv):
    return isinstance(cv, dict) and all(isinstance(cv.get(name), kind) for name, kind in FIELDS.items())


app.config["JOBS"] = find_job
app.config["ARCHIVE"] = keep


@app.get("/receipts/<int:number>")
def show_receipt(number):
    return receipts.get(request.path) or abort(404)


@app.post("/cv")
def take_cv():
    try:
        cv = request.get_json()
        if not is_cv(cv):
            abort(400, "A CV is an object with job, name and text.")
        title = app.config["JOBS"](cv["job"])
        address = app.config["ARCHIVE"](cv)
    except Exception as error:
        if getattr(error, "response", None) is not None:
            return error.response
        if not isinstance(error, HTTPException):
            app.logger.exception("POST /cv")
        code = getattr(error, "code", 500)
        return {"error": f"The upload failed with {code}."}, code
    return {"job": title, "receipt": address}, 201, {"Location": address}
