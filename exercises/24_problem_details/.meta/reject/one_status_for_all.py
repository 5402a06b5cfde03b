"""Misconception: status says that it is a problem, so one number will do.

Believes: Status line and body disagree, and whoever reads the body sees 400 for everything.
Fails: test_status_is_the_code
"""

from flask import Flask, json, make_response, request, url_for
from werkzeug.exceptions import HTTPException
from werkzeug.http import HTTP_STATUS_CODES

app = Flask(__name__)
app.config["SURVEY"] = lambda street: 2.5

permits = {}


def problem(response, detail, **members):
    code = response.status_code
    body = {"type": "about:blank", "title": HTTP_STATUS_CODES[code], "status": 400, "detail": detail}
    response.data = json.dumps({**body, **members})
    response.content_type = "application/problem+json"
    return response


def failed(code, detail, **members):
    return problem(make_response("", code), detail, **members)


def errors_in(street, days):
    if not isinstance(street, str) or not street.strip():
        yield {"field": "street", "message": "Name the street."}
    if type(days) is not int or not 1 <= days <= 14:
        yield {"field": "days", "message": "A permit is for 1 to 14 days."}


@app.get("/permits/<int:number>")
def show_permit(number):
    if number not in permits:
        return failed(404, f"Permit {number} does not exist.")
    return permits[number]


@app.post("/permits")
def apply_for_permit():
    data = request.get_json()
    data = data if isinstance(data, dict) else {}
    street, days = data.get("street"), data.get("days")
    errors = list(errors_in(street, days))
    if errors:
        return failed(422, "This application cannot be used.", errors=errors)
    if any(permit["street"] == street for permit in permits.values()):
        return failed(409, f"{street} has a permit already.", type="/problems/taken", title="Street taken")
    number, width = len(permits) + 1, app.config["SURVEY"](street)
    permits[number] = {"number": number, "street": street, "days": days, "width": width}
    return permits[number], 201, {"Location": url_for("show_permit", number=number)}


@app.errorhandler(HTTPException)
def anything_else(error):
    return problem(error.get_response(), error.description)
