"""A sculpture park, as many a guide would write it."""

from flask import Flask, request

app = Flask(__name__)
sculptures = {}


@app.post("/sculptures")
def add():
    try:
        sculpture = request.get_json()
        name = sculpture["name"]
        if name in sculptures:
            return {"error": "This name exists"}, 400
        sculptures[name] = sculpture
        return sculpture, 201, {"Location": f"/sculptures/{name}"}
    except Exception as error:
        return {"error": str(error)}, 500


@app.get("/sculptures/<name>")
def look(name):
    return sculptures.get(name, {"error": "We have no such sculpture"})
