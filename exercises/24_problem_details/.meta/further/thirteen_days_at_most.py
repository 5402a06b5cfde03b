"""Like: first_error_only"""

from http import HTTPStatus

from flask import Flask, json, request, url_for
from werkzeug.exceptions import HTTPException

app = Flask(__name__)
app.config["SURVEY"] = lambda street: 2.5
permits = {}


def problem(code, detail, **more):
    body = {"type": "about:blank", "title": HTTPStatus(code).phrase, "status": code, "detail": detail, **more}
    return json.dumps(body), code, {"Content-Type": "application/problem+json"}


@app.get("/permits/<int:number>")
def show_permit(number):
    if number not in permits:
        return problem(404, f"Permit {number} does not exist.")
    return permits[number]


@app.post("/permits")
def apply_for_permit():
    data = request.get_json()
    data = data if isinstance(data, dict) else {}
    street, days = data.get("street"), data.get("days")
    errors = []
    if not isinstance(street, str) or not street.strip():
        errors.append({"field": "street", "message": "Name the street."})
    if type(days) is not int or not 1 <= days < 14:
        errors.append({"field": "days", "message": "A permit is for 1 to 14 days."})
    if errors:
        return problem(422, "Some fields are wrong.", errors=errors)
    if any(permit["street"] == street for permit in permits.values()):
        return problem(409, f"{street} is taken.")
    number, width = len(permits) + 1, app.config["SURVEY"](street)
    permits[number] = {"number": number, "street": street, "days": days, "width": width}
    return permits[number], 201, {"Location": url_for("show_permit", number=number)}


@app.errorhandler(HTTPException)
def anything_else(error):
    response = error.get_response()
    response.data, _, headers = problem(error.code, error.description)
    response.content_type = headers["Content-Type"]
    return response
