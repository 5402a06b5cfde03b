"""Tours of a cave, with problem details, and a phone that knows JSON by its suffix."""

from flask import Flask

tours = Flask("tours")
app = Flask(__name__)
PROBLEM = {"Content-Type": "application/problem+json"}


def problem(status, kind, title, detail, **more):
    body = {"type": f"https://caves.example/problems/{kind}", "title": title, "status": status}
    return {**body, "detail": detail, **more}, status, PROBLEM


@tours.post("/tours/dawn")
def book():
    detail = "The tour takes 8 people, and 5 have booked."
    return problem(409, "tour-full", "Not enough places", detail, places=3)


@app.get("/phone")
def phone():
    answer = tours.test_client().post("/tours/dawn")
    if not answer.is_json:
        return {"shown": "Unknown problem"}
    return {"shown": answer.json["detail"]}
