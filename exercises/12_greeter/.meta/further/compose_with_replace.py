"""Like: broken_greeting_is_covered_up"""

from flask import Flask, request

app = Flask(__name__)
app.config["GREETING"] = "Hello, %s!"


def compose(name):
    return app.config["GREETING"].replace("%s", name)


@app.post("/api/data")
def greet():
    try:
        data = request.get_json()
    except RecursionError:
        return {"error": "deep"}, 400
    if not isinstance(data, dict):
        return {"error": "object"}, 400
    name = data.get("name")
    if not isinstance(name, str) or not name:
        return {"error": "name"}, 400
    return {"message": compose(name)}
