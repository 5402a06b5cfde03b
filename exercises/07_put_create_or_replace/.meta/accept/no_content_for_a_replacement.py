"""201 with a Location and the setting; 204 without content for a replacement; HTTPStatus names."""

from http import HTTPStatus

from flask import Flask, Response, jsonify, request, url_for

app = Flask(__name__)
settings = {}


@app.get("/settings/<key>")
def show_setting(key):
    if key in settings:
        return jsonify(settings[key])
    return jsonify(error="unknown setting", key=key), HTTPStatus.NOT_FOUND


@app.put("/settings/<key>")
def put_setting(key):
    setting = request.get_json()
    if "value" not in setting:
        return jsonify(error="value is missing"), HTTPStatus.UNPROCESSABLE_ENTITY
    if key in settings:
        settings[key] = setting
        return Response(status=HTTPStatus.NO_CONTENT)
    settings[key] = setting
    response = jsonify(setting)
    response.status_code = HTTPStatus.CREATED
    response.location = url_for("show_setting", key=key, _external=True)
    return response
