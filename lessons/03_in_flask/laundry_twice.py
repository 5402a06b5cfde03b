"""A laundry: the object names one code, the tuple another."""

from flask import Flask, make_response

app = Flask(__name__)


@app.post("/irons")
def iron():
    answer = make_response({"machine": 5, "minutes": 10}, 202)
    return answer, 200
