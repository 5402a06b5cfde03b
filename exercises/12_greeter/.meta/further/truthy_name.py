"""Like: anything_truthy_is_a_name"""

from flask import Flask, request

app = Flask(__name__)
app.config["GREETING"] = "Hello, %s!"


def compose(name):
    return app.config["GREETING"] % name


@app.post("/api/data")
def greet():
    try:
        data = request.json
    except RecursionError:
        return {"error": "too deep"}, 422
    if not isinstance(data, dict) or not data.get("name"):
        return {"error": "name is required"}, 422
    return {"message": compose(data["name"])}
