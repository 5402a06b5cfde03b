"""A machine strikes medals, slowly. A key is taken before the work begins, and given back if it fails."""

from flask import Flask, request

app = Flask(__name__)
answers = {}
events = []


def strike(key):
    events.append("struck")
    if len(events) == 1:
        again = app.test_client().post("/medals", headers={"Idempotency-Key": key})
        events.append(f"second request: {again.status_code}")


@app.post("/medals")
def order():
    key = request.headers.get("Idempotency-Key")
    if not key:
        return {"error": "Send an Idempotency-Key"}, 400
    if key in answers:
        return answers[key]
    answers[key] = {"error": "The first one is still at work"}, 409, {"Retry-After": "5"}
    try:
        strike(key)
    except BaseException:
        del answers[key]
        raise
    answers[key] = {"medal": "gold"}, 201, {"Location": f"/medals/{events.count('struck')}"}
    return answers[key]


@app.get("/medals/<int:number>")
def medal(number):
    if not 0 < number <= events.count("struck"):
        return {"error": "No such medal"}, 404
    return {"medal": "gold"}


@app.get("/events")
def show_events():
    return events
