"""Like: reraised_as_pages"""

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
    return isinstance(cv, dict) and all(type(cv.get(name)) is kind for name, kind in FIELDS.items())


app.config["JOBS"] = find_job
app.config["ARCHIVE"] = keep


@app.get("/receipts/<int:number>")
def show_receipt(number):
    return receipts.get(request.path) or abort(404)


@app.post("/cv")
def take_cv():
    cv = request.get_json()
    if not is_cv(cv):
        return {"error": "A CV is an object with job, name and text."}, 400
    try:
        title = app.config["JOBS"](cv["job"])
        address = app.config["ARCHIVE"](cv)
    except HTTPException as error:
        return error
    except Exception:
        app.logger.exception("The upload failed")
        return {"error": "The upload failed. Try again later."}, 500
    return {"job": title, "receipt": address}, 201, {"Location": address}
