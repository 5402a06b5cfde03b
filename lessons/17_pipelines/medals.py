"""A machine strikes medals, slowly. While it strikes the first, the phone asks again."""

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
    strike(key)
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
