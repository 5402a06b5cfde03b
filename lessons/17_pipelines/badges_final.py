"""A machine presses badges. Only what is final is kept under a key."""

from flask import Flask, request

app = Flask(__name__)
machine = {"on": False}
answers = {}
badges = []


def press(text):
    if not machine["on"]:
        return {"error": "The machine is off"}, 503, {"Retry-After": "60"}
    badges.append(text)
    return {"badge": text}, 201, {"Location": f"/badges/{len(badges)}"}


@app.post("/badges")
def order():
    key = request.headers.get("Idempotency-Key")
    if not key:
        return {"error": "Send an Idempotency-Key"}, 400
    form = request.get_json()
    if not isinstance(form, dict) or not isinstance(form.get("text"), str):
        return {"error": "text must be a text"}, 400
    if key in answers:
        return answers[key]
    answer = press(form["text"])
    if answer[1] < 500:
        answers[key] = answer
    return answer


@app.get("/badges/<int:number>")
def badge(number):
    if not 0 < number <= len(badges):
        return {"error": "No such badge"}, 404
    return {"badge": badges[number - 1]}


@app.put("/machine")
def switch_on():
    machine["on"] = True
    return "", 204
