"""A laundry: response objects, on their own and inside tuples."""

from flask import Flask, Response, make_response

app = Flask(__name__)


@app.post("/washes")
def start():
    answer = make_response({"wash": 7, "minutes": 40}, 201)
    answer.headers["Cache-Control"] = "no-store"
    return answer


@app.post("/dries")
def dry():
    answer = make_response({"dry": 3}, 201)
    return answer, {"Location": "/dries/3"}


@app.get("/prices")
def prices():
    return Response("wash,4\ndry,2\n", mimetype="text/csv")
