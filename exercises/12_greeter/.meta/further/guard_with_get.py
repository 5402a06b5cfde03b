"""Like: planted"""

from flask import Flask, jsonify, request

app = Flask(__name__)
app.config["GREETING"] = "Hello, %s!"


def compose(name):
    return app.config["GREETING"] % name


@app.route("/api/data", methods=["POST"])
def greet():
    body = request.get_json()
    if body is None or body == {} or "name" not in body:
        return jsonify({"error": "name is required"}), 400
    return jsonify({"message": compose(body["name"])})
