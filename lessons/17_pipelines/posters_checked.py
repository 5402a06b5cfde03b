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
    content = request.json
    if key in answers:
        first_content, answer = answers[key]
        if content != first_content:
            return {"error": "This key belongs to another order"}, 422
        return answer
    printed.append(content["motif"])
    answers[key] = content, ({"poster": len(printed), "motif": content["motif"]}, 201)
    return answers[key][1]


@app.get("/posters")
def posters():
    return {"printed": printed}
