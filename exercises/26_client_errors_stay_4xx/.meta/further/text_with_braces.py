"""Like: labelled_as_a_page"""

import json

from flask import Flask, abort, request
from werkzeug.exceptions import HTTPException

app = Flask(__name__)
app.config["MAX_CONTENT_LENGTH"] = 5000
FIELDS = {"job": int, "name": str, "text": str}


def is_cv(cv):
    return isinstance(cv, dict) and all(type(cv.get(name)) is kind for name, kind in FIELDS.items())


app.config["JOBS"] = lambda number: "nurse"
app.config["ARCHIVE"] = lambda cv: "/receipts/1"


@app.post("/cv")
def take_cv():
    cv = request.get_json()
    if not is_cv(cv):
        abort(422, "Send job, name and text.")
    title = app.config["JOBS"](cv["job"])
    address = app.config["ARCHIVE"](cv)
    return {"job": title, "receipt": address}, 201, {"Location": address}


@app.errorhandler(HTTPException)
def explain(error):
    return json.dumps({"error": error.description}), error.code
