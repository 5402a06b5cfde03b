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
}


def ask_lab(day):
    answer = LAB[day]
    if isinstance(answer, Exception):
        raise answer
    return answer


@app.get("/pollen/<any(monday, tuesday, wednesday, thursday, friday):day>")
def pollen(day):
    try:
        status, body = ask_lab(day)
        if status != 200:
            app.logger.error("The laboratory said %s: %s", status, body)
            return {"error": "The laboratory gave a wrong answer"}, 502
        return {"grains": json.loads(body)["grains"]}
    except TimeoutError:
        return {"error": "The laboratory is too slow"}, 504
    except ConnectionError:
        return {"error": "The laboratory is closed"}, 503, {"Retry-After": 300}
    except (ValueError, KeyError, TypeError):
        return {"error": "The laboratory gave a wrong answer"}, 502
