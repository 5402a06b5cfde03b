"""Refusals of the view have a class of their own; one handler for everything sorts the rest."""

from flask import Flask, abort, make_response, request
from werkzeug.exceptions import HTTPException, UnprocessableEntity

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
    return isinstance(cv, dict) and all(type(cv.get(name)) is kind for name, kind in FIELDS.items())


app.config["JOBS"] = find_job
app.config["ARCHIVE"] = keep


@app.get("/receipts/<int:number>")
def show_receipt(number):
    return receipts.get(request.path) or abort(404)


class NoCv(UnprocessableEntity):
    description = "This is no CV."


@app.post("/cv")
def take_cv():
    cv = request.get_json()
    if not is_cv(cv):
        raise NoCv
    title = app.config["JOBS"](cv["job"])
    response = make_response({"job": title, "receipt": app.config["ARCHIVE"](cv)}, 201)
    response.headers["Location"] = response.json["receipt"]
    return response


@app.errorhandler(Exception)
def any_error(error):
    if isinstance(error, HTTPException):
        return {"error": error.description or error.name}, error.code
    app.logger.exception("Unexpected in %s", request.path)
    return {"error": "Something broke. It is not your CV."}, 500
