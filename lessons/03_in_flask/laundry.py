"""A laundry: response objects, on their own and inside tuples."""

from flask import Flask, Response, make_response

app = Flask(__name__)


@app.post("/washes")
def wash():
    answer = make_response({"machine": 3, "minutes": 40}, 202)
    answer.set_cookie("machine", "3")
    return answer


@app.post("/dries")
def dry():
    answer = make_response({"machine": 8, "minutes": 25}, 202)
    return answer, {"Cache-Control": "no-store"}


@app.get("/prices")
def prices():
    return Response("wash,4\ndry,2\n", mimetype="text/csv")
