"""Misconception: An error may look as each API likes, as long as all of them look alike.

Believes: This is a text in an unknown format; it has to know this town to see that it is a problem.
Fails: test_media_type, test_members, test_status_is_the_code, test_unknown, test_wrong_method,
test_invalid_application, test_taken_street, test_title_belongs_to_the_kind
"""

from flask import Flask, json, request, url_for
from werkzeug.exceptions import HTTPException

app = Flask(__name__)
app.config["SURVEY"] = lambda street: 2.5

permits = {}


def failed(code, message):
    body = {"ok": False, "code": code, "message": message}
    return json.dumps(body), code, {"Content-Type": "text/json"}


@app.get("/permits/<int:number>")
def show_permit(number):
    if number not in permits:
        return failed(404, "This permit does not exist.")
    return permits[number]


@app.post("/permits")
def apply_for_permit():
    data = request.get_json()
    data = data if isinstance(data, dict) else {}
    street, days = data.get("street"), data.get("days")
    if not isinstance(street, str) or not street.strip():
        return failed(422, "Name the street.")
    if type(days) is not int or not 1 <= days <= 14:
        return failed(422, "A permit is for 1 to 14 days.")
    if any(permit["street"] == street for permit in permits.values()):
        return failed(409, "This street is taken.")
    number, width = len(permits) + 1, app.config["SURVEY"](street)
    permits[number] = {"number": number, "street": street, "days": days, "width": width}
    return permits[number], 201, {"Location": url_for("show_permit", number=number)}


@app.errorhandler(HTTPException)
def anything_else(error):
    return failed(error.code, error.description)
