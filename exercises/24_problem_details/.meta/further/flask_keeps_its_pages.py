"""Like: own_errors_only"""

from flask import Flask, json, request, url_for

app = Flask(__name__)
app.config["SURVEY"] = lambda street: 2.5

permits = {}


def failed(code, title, detail, errors=None):
    body = {"type": f"/problems/{code}", "title": title, "status": code, "detail": detail}
    if errors is not None:
        body["errors"] = errors
    response = app.response_class(json.dumps(body), status=code, mimetype="application/problem+json")
    return response


@app.get("/permits/<int:number>")
def show_permit(number):
    if number not in permits:
        return failed(404, "No such permit", f"Permit {number} was not found.")
    return permits[number]


@app.post("/permits")
def apply_for_permit():
    data = request.get_json()
    data = data if isinstance(data, dict) else {}
    street, days = data.get("street"), data.get("days")
    errors = []
    if not isinstance(street, str) or street.strip() == "":
        errors.append({"field": "street", "message": "missing"})
    if type(days) is not int or days < 1 or days > 14:
        errors.append({"field": "days", "message": "must be 1 to 14"})
    if errors:
        return failed(400, "Invalid", "The application is not valid.", errors)
    if any(permit["street"] == street for permit in permits.values()):
        return failed(409, "Street taken", f"{street} is taken by another van.")
    number, width = len(permits) + 1, app.config["SURVEY"](street)
    permits[number] = {"number": number, "street": street, "days": days, "width": width}
    return permits[number], 201, {"Location": url_for("show_permit", number=number)}
