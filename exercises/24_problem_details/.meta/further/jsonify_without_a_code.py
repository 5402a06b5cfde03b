"""Like: status_only_in_the_body"""

from flask import Flask, json, jsonify, request, url_for
from werkzeug.exceptions import HTTPException

app = Flask(__name__)
app.config["SURVEY"] = lambda street: 2.5

permits = {}


def failed(code, detail, title="Problem", **members):
    answer = jsonify(type="about:blank", title=title, status=code, detail=detail, **members)
    answer.content_type = "application/problem+json"
    return answer


@app.get("/permits/<int:number>")
def show_permit(number):
    if number not in permits:
        return failed(404, f"There is no permit {number}.")
    return permits[number]


@app.post("/permits")
def apply_for_permit():
    data = request.get_json()
    data = data if isinstance(data, dict) else {}
    street, days = data.get("street"), data.get("days")
    errors = []
    if not isinstance(street, str) or not street.strip():
        errors.append({"field": "street", "message": "Name the street."})
    if type(days) is not int or not 1 <= days <= 14:
        errors.append({"field": "days", "message": "A permit is for 1 to 14 days."})
    if errors:
        return failed(422, "Some fields are wrong.", errors=errors)
    if any(permit["street"] == street for permit in permits.values()):
        return failed(409, f"{street} is taken.")
    number, width = len(permits) + 1, app.config["SURVEY"](street)
    permits[number] = {"number": number, "street": street, "days": days, "width": width}
    return permits[number], 201, {"Location": url_for("show_permit", number=number)}


@app.errorhandler(HTTPException)
def anything_else(error):
    response = error.get_response()
    response.data = failed(error.code, error.description, error.name).data
    response.content_type = "application/problem+json"
    return response
