"""Like: whatever_is_there_is_a_name"""

from flask import Flask, request

app = Flask(__name__)
app.config["GREETING"] = "Hello, %s!"


def compose(name):
    return app.config["GREETING"] % name


@app.post("/api/data")
def greet():
    data = request.get_json()
    if not isinstance(data, dict):
        return {"error": "send an object with a name"}, 400
    if "name" not in data:
        return {"error": "the field name is missing"}, 400
    return {"message": compose(data["name"])}
