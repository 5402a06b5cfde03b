"""A decorator turns refusals into JSON; bugs reach Flask, and a handler for 500 answers them."""

from functools import wraps

from flask import Flask, Response, abort, json, request
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
    return isinstance(cv, dict) and all(type(cv.get(name)) is kind for name, kind in FIELDS.items())


app.config["JOBS"] = find_job
app.config["ARCHIVE"] = keep


@app.get("/receipts/<int:number>")
def show_receipt(number):
    return receipts.get(request.path) or abort(404)


def json_refusals(view):
    @wraps(view)
    def wrapped(*args, **kwargs):
        try:
            return view(*args, **kwargs)
        except HTTPException as error:
            if error.code is None:
                raise
            body = json.dumps({"error": error.description})
            return Response(body, error.code, mimetype="application/json")

    return wrapped


@app.post("/cv")
@json_refusals
def take_cv():
    cv = request.get_json()
    if not is_cv(cv):
        return {"error": "job, name and text, please."}, 422
    title = app.config["JOBS"](cv["job"])
    address = app.config["ARCHIVE"](cv)
    return {"job": title, "receipt": address}, 201, {"Location": address}


@app.errorhandler(500)
def broken(error):
    return {"error": "The server has a fault."}, 500
