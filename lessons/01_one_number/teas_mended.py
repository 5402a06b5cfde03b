"""The same tea shop with its numbers put right."""

from flask import Flask, request

app = Flask(__name__)
teas = {"1": "Darjeeling"}


@app.get("/teas/<tea_id>")
def show(tea_id):
    if tea_id not in teas:
        return {"error": "no such tea"}, 404
    return {"name": teas[tea_id]}


@app.post("/teas")
def add():
    data = request.get_json()
    tea = data if isinstance(data, dict) else {}
    tea_id, name = tea.get("id"), tea.get("name")
    if not (isinstance(tea_id, str) and tea_id.isalnum() and isinstance(name, str) and name):
        return {"error": "id (letters or digits) and name, please"}, 400
    if tea_id in teas:
        return {"error": f"tea {tea_id} is there already"}, 409
    teas[tea_id] = name
    return {"name": name}, 201, {"Location": f"/teas/{tea_id}"}
