"""Like: detail_tells_the_kind"""

from flask import Flask, json, request, url_for
from werkzeug.exceptions import HTTPException

app = Flask(__name__)
app.config["SURVEY"] = lambda street: 2.5

permits = {}


KINDS = {
    404: ("Not found", "What you asked for does not exist."),
    409: ("Taken", "Somebody else was faster."),
    422: ("Invalid", "Please check the fields."),
}


def failed(code, **more):
    title, detail = KINDS[code]
    body = dict(type="about:blank", title=title, status=code, detail=detail, **more)
    return json.dumps(body), code, {"Content-Type": "application/problem+json"}


@app.get("/permits/<int:number>")
def show_permit(number):
    if number not in permits:
        return failed(404)
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
        return failed(422, errors=errors)
    if any(permit["street"] == street for permit in permits.values()):
        return failed(409)
    number, width = len(permits) + 1, app.config["SURVEY"](street)
    permits[number] = {"number": number, "street": street, "days": days, "width": width}
    return permits[number], 201, {"Location": url_for("show_permit", number=number)}


@app.errorhandler(HTTPException)
def other(error):
    response = error.get_response()
    problem = {
        "type": "about:blank",
        "title": error.name,
        "status": error.code,
        "detail": error.description,
    }
    response.data = json.dumps(problem)
    response.content_type = "application/problem+json"
    return response
