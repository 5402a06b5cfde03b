"""Like: only_the_listed_values"""

from flask import Flask, request

app = Flask(__name__)
app.config["GREETING"] = "Hello, %s!"


def compose(name):
    return app.config["GREETING"] % name


@app.post("/api/data")
def greet():
    try:
        data = request.get_json()
    except RecursionError:
        return {"error": "deep"}, 400
    if isinstance(data, list):
        data = data[0] if data else {}
    if not isinstance(data, dict):
        return {"error": "object"}, 400
    name = data.get("name")
    if not isinstance(name, str) or not name:
        return {"error": "name"}, 400
    return {"message": compose(name)}
