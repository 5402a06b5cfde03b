"""A campsite that moved its booking address, and a phone that follows redirects."""

from flask import Flask, redirect, request

campsite = Flask("campsite")
app = Flask(__name__)


@campsite.post("/pitches/<int:code>")
def moved(code):
    return redirect("/bookings", code=code)


@campsite.route("/bookings", methods=["GET", "POST"])
def bookings():
    return {"method": request.method, "body": request.get_data(as_text=True)}


@app.post("/phone/<int:code>")
def phone(code):
    client = campsite.test_client()
    answer = client.post(f"/pitches/{code}", data="3 nights", follow_redirects=True)
    return answer.json
