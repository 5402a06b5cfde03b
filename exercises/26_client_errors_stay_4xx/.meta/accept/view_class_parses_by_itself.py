"""CVs for the jobs of a hospital. Run it: flask --app exercises/26_client_errors_stay_4xx/app run"""

import json

from flask import Flask, abort, current_app, jsonify, make_response, request
from flask.views import MethodView
from werkzeug.exceptions import HTTPException, RequestEntityTooLarge

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


class Cvs(MethodView):
    def post(self):
        if (request.content_length or 0) > 5000:
            return refuse(413, "At most 5000 bytes.")
        if request.mimetype != "application/json":
            return refuse(415, "Send application/json.")
        try:
            cv = json.loads(request.get_data())
        except (ValueError, RequestEntityTooLarge) as problem:
            return refuse(
                413 if isinstance(problem, RequestEntityTooLarge) else 400, "This content is not JSON."
            )
        if not is_cv(cv):
            return refuse(422, "job is a whole number, name and text are strings.")
        try:
            title = current_app.config["JOBS"](cv["job"])
            address = current_app.config["ARCHIVE"](cv)
        except HTTPException as answer:
            if answer.response is not None:
                return answer.response
            return refuse(answer.code, answer.name)
        except Exception:
            current_app.logger.critical("A CV could not be kept", exc_info=True)
            return refuse(500, "The fault is ours.")
        response = jsonify(receipt=address, job=title, status="kept")
        response.status_code = 201
        response.location = address
        return response


def refuse(code, text):
    return make_response(jsonify(error=text), code)


app.add_url_rule("/cv", view_func=Cvs.as_view("cv"))
