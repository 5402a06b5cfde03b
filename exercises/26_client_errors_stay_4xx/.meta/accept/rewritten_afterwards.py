"""Nothing is caught; pages of HTML become JSON on their way out."""

from flask import Flask, abort, request

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
        abort(400, "A CV is an object with job, name and text.")
    title = app.config["JOBS"](cv["job"])
    address = app.config["ARCHIVE"](cv)
    return {"job": title, "receipt": address}, 201, {"Location": address}


@app.after_request
def say_it_in_json(response):
    if response.status_code >= 400 and not response.is_json:
        response.data = f'{{"error": "{response.status}"}}'
        response.mimetype = "application/json"
    return response
