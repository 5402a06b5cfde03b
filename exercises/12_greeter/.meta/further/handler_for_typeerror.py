"""Like: handler_turns_500_into_400"""

from flask import Flask, request

app = Flask(__name__)
app.config["GREETING"] = "Hello, %s!"


def compose(name):
    return app.config["GREETING"] % name


@app.errorhandler(TypeError)
@app.errorhandler(ValueError)
def wrong_type(e):
    return {"error": "name has the wrong type"}, 400


@app.post("/api/data")
def greet():
    try:
        data = request.get_json()
    except RecursionError:
        return {"error": "too deep"}, 400
    if not isinstance(data, dict):
        return {"error": "Send an object."}, 400
    name = data.get("name")
    if not isinstance(name, str) or not name:
        return {"error": "name must be a text"}, 400
    return {"message": compose(name)}
