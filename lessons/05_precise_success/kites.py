"""A program that orders a kite and follows every redirect."""

from flask import Flask

workshop = Flask("workshop")
app = Flask(__name__)
seen = []


@workshop.post("/kites")
def build():
    seen.append("POST /kites")
    return {"kite": 1}, 201, {"Location": "/kites/1"}


@workshop.get("/kites/1")
def kite():
    seen.append("GET /kites/1")
    return {"kite": 1, "colour": "red"}


@app.get("/order")
def order():
    answer = workshop.test_client().post("/kites", follow_redirects=True)
    return {"code": answer.status_code, "requests": seen}
