"""Like: always_no_content"""

from flask import Flask, Response, jsonify, request

app = Flask(__name__)

settings = {}


@app.get("/settings/<key>")
def show_setting(key):
    if key not in settings:
        return {"error": f"There is no setting {key}."}, 404
    return settings[key]


@app.put("/settings/<key>")
def put_setting(key):
    body = request.get_json()
    if "value" not in body:
        return jsonify(error="value missing"), 422
    settings[key] = body
    return Response(status=204)
