"""A heater that rounds to half degrees and follows the preference for a short answer."""

from flask import Flask, request
from werkzeug.http import parse_dict_header

app = Flask(__name__)
room = {"degrees": 18.0}
programmes = []
APPLIED = {"Preference-Applied": "return=minimal"}


@app.put("/room")
def heat():
    room["degrees"] = round(request.get_json()["degrees"] * 2) / 2
    if minimal():
        return "", 204, APPLIED
    return room


@app.post("/programmes")
def add():
    programmes.append(request.get_json())
    headers = {"Location": f"/programmes/{len(programmes)}"}
    if minimal():
        return "", 201, headers | APPLIED
    return programmes[-1], 201, headers


@app.get("/programmes/<int:number>")
def programme(number):
    if not 0 < number <= len(programmes):
        return {"error": f"There is no programme {number}"}, 404
    return programmes[number - 1]


def minimal():
    return parse_dict_header(request.headers.get("Prefer", "")).get("return") == "minimal"
