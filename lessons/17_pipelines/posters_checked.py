"""A print shop. It insists on a key, and keeps content and answer for each."""

from flask import Flask, request

app = Flask(__name__)
printed = []
answers = {}


@app.post("/posters")
def order():
    key = request.headers.get("Idempotency-Key")
    if not key:
        return {"error": "Send an Idempotency-Key, a new one for each order"}, 400
    content = request.get_json()
    if not isinstance(content, dict) or not isinstance(content.get("motif"), str):
        return {"error": "motif must be a text"}, 400
    if key in answers:
        first_content, answer = answers[key]
        if content != first_content:
            return {"error": "This key belongs to another order"}, 422
        return answer
    printed.append(content["motif"])
    body = {"poster": len(printed), "motif": content["motif"]}
    answers[key] = content, (body, 201, {"Location": f"/posters/{len(printed)}"})
    return answers[key][1]


@app.get("/posters/<int:number>")
def poster(number):
    if not 0 < number <= len(printed):
        return {"error": "No such poster"}, 404
    return {"poster": number, "motif": printed[number - 1]}


@app.get("/posters")
def posters():
    return {"printed": printed}
