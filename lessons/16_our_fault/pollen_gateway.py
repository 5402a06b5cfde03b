"""A pollen forecast that asks a laboratory; the laboratory has a bad week."""

import json

from flask import Flask

app = Flask(__name__)
LAB = {
    "monday": (200, '{"grains": 12}'),
    "tuesday": (200, "<h1>We are moving house</h1>"),
    "wednesday": TimeoutError("no answer within 2 seconds"),
    "thursday": ConnectionRefusedError("nobody listens at 10.0.0.7:8080"),
    "friday": (401, '{"error": "Your key has expired"}'),
    "saturday": (503, '{"error": "The counter is being cleaned"}'),
    "sunday": (404, '{"error": "Nobody counts on Sundays"}'),
}


def ask_lab(day):
    answer = LAB[day]
    if isinstance(answer, Exception):
        raise answer
    return answer


CLOSED = {"error": "The laboratory is closed"}, 503, {"Retry-After": 300}


@app.get("/pollen/<any(monday, tuesday, wednesday, thursday, friday, saturday, sunday):day>")
def pollen(day):
    try:
        status, body = ask_lab(day)
    except TimeoutError:
        return {"error": "The laboratory is too slow"}, 504
    except ConnectionError:
        return CLOSED
    if status == 503:
        return CLOSED
    if status == 404:
        return {"error": f"The laboratory has no count for {day}"}, 404
    try:
        if status == 200:
            return {"grains": json.loads(body)["grains"]}
    except (ValueError, KeyError, TypeError):
        pass  # not the JSON that was agreed: the line below says so
    app.logger.error("The laboratory said %s: %s", status, body)
    return {"error": "The laboratory gave a wrong answer"}, 502
