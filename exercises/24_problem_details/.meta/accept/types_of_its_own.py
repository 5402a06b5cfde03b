"""Exceptions with a URI for each kind of problem; an application is 400; instances are named."""

from dataclasses import asdict, dataclass, field
from uuid import uuid4

from flask import Flask, Response, json, request
from werkzeug.exceptions import HTTPException

app = Flask(__name__)
app.config["SURVEY"] = lambda street: 2.5

permits = {}


@dataclass(eq=False)
class Problem(Exception):
    status: int
    kind: str
    title: str
    detail: str
    extra: dict = field(default_factory=dict)

    def answer(self, headers=()):
        members = {name: value for name, value in asdict(self).items() if name not in ("kind", "extra")}
        members |= self.extra | {"type": f"https://permits.example/problems#{self.kind}"}
        members["instance"] = f"urn:uuid:{uuid4()}"
        return Response(
            json.dumps(members), self.status, headers, content_type="application/problem+json; charset=utf-8"
        )


@app.errorhandler(Problem)
def own(problem):
    return problem.answer()


@app.errorhandler(HTTPException)
def of_flask(error):
    headers = [pair for pair in error.get_headers() if pair[0] != "Content-Type"]
    return Problem(error.code, f"http-{error.code}", error.name, error.description).answer(headers)


@app.errorhandler(Exception)
def crash(error):
    app.logger.exception("crash")
    return Problem(500, "fault", "Our fault", "Something broke here. Try again later.").answer()


@app.get("/permits/<int:number>")
def show_permit(number):
    try:
        return permits[number]
    except KeyError:
        raise Problem(404, "no-permit", "No such permit", f"Nobody has permit no. {number}.") from None


def read(data):
    checks = {
        "street": lambda value: isinstance(value, str) and value.strip() != "",
        "days": lambda value: isinstance(value, int) and value is not True and value in range(1, 15),
    }
    if not isinstance(data, dict):
        raise Problem(400, "invalid", "Invalid application", "Send an object.")
    wrong = [name for name, fits in checks.items() if not fits(data.get(name))]
    if wrong:
        errors = [{"field": name, "message": f"{name} is missing or wrong"} for name in wrong]
        raise Problem(400, "invalid", "Invalid application", f"{len(wrong)} wrong", {"errors": errors})
    return data["street"], data["days"]


@app.post("/permits")
def apply_for_permit():
    street, days = read(request.get_json())
    if street in [permit["street"] for permit in permits.values()]:
        raise Problem(409, "taken", "The street has a van", f"A van may stand in {street} already.")
    permit = {"street": street, "days": days, "width": app.config["SURVEY"](street)}
    permit["number"] = len(permits) + 100
    permits[permit["number"]] = permit
    return permit, 201, {"Location": f"http://localhost/permits/{permit['number']}"}
