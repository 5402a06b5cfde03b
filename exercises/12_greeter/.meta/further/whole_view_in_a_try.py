"""Like: every_exception_is_400"""

from flask import Flask, jsonify, request

app = Flask(__name__)
app.config["GREETING"] = "Hello, %s!"


def compose(name):
    return app.config["GREETING"] % name


@app.post("/api/data")
def greet():
    try:
        data = request.get_json()
        if type(data) is not dict:
            return jsonify(error="send an object"), 400
        if type(data.get("name")) is not str or len(data["name"]) == 0:
            return jsonify(error="name must be a string"), 400
        return jsonify(message=compose(data["name"]))
    except Exception as e:
        return jsonify(error=f"bad input: {e}"), 400
