"""The views abort with finished problems, and a loop registers one function for the rest."""

from http import HTTPStatus

from flask import Flask, abort, json, request, url_for
from werkzeug.exceptions import HTTPException

app = Flask(__name__)
app.config["SURVEY"] = lambda street: 2.5

permits = {}


def failed(code, detail, **members):
    body = {
        "type": f"/problems/{code}",
        "title": HTTPStatus(code).phrase,
        "status": code,
        "detail": detail,
        **members,
    }
    abort(app.response_class(json.dumps(body), code, mimetype="application/problem+json"))


def errors_in(street, days):
    if not isinstance(street, str) or not street.strip():
        yield {"field": "street", "message": "Name the street."}
    if type(days) is not int or not 1 <= days <= 14:
        yield {"field": "days", "message": "A permit is for 1 to 14 days."}


@app.get("/permits/<int:number>")
def show_permit(number):
    if number not in permits:
        failed(404, f"Permit {number} does not exist.")
    return permits[number]


@app.post("/permits")
def apply_for_permit():
    data = request.get_json()
    data = data if isinstance(data, dict) else {}
    street, days = data.get("street"), data.get("days")
    errors = list(errors_in(street, days))
    if errors:
        failed(422, "This application cannot be used.", errors=errors)
    if any(permit["street"] == street for permit in permits.values()):
        failed(409, f"{street} has a permit already.", type="/problems/taken", title="Street taken")
    number, width = len(permits) + 1, app.config["SURVEY"](street)
    permits[number] = {"number": number, "street": street, "days": days, "width": width}
    return permits[number], 201, {"Location": url_for("show_permit", number=number)}


def told(error):
    try:
        failed(error.code, f"{error.name}: {error.description}")
    except HTTPException as made:
        headers = error.get_response().headers
        for name in ("Allow", "Retry-After", "WWW-Authenticate"):
            if name in headers:
                made.response.headers[name] = headers[name]
        return made.response


for code in (400, 404, 405, 413, 415, 500):
    app.register_error_handler(code, told)
