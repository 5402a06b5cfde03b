"""A tea shop in the shape that most tutorials show."""

from flask import Flask, request

app = Flask(__name__)
teas = {"1": "Darjeeling"}


@app.get("/teas/<tea_id>")
def show(tea_id):
    if tea_id not in teas:
        return {"error": "no such tea"}, 404
    return {"name": teas[tea_id]}, 200


@app.post("/teas")
def add():
    data = request.get_json()
    if not data or "id" not in data or "name" not in data:
        return {"error": "id and name, please"}, 400
    if data["id"] in teas:
        return {"error": "we have that one"}, 400
    teas[data["id"]] = data["name"]
    return {"message": "added"}, 201
