"""Like: no_alternative"""

from flask import Flask, jsonify, request
from flask.views import MethodView

app = Flask(__name__)

profiles = {1: {"name": "Kim", "sport": "rowing", "address": {"city": "Lyon", "street": "Quai 5"}}}


def merge(a, b):
    out = dict(a) if isinstance(a, dict) else {}
    for k, v in b.items():
        if v is None:
            out.pop(k, None)
        else:
            out[k] = merge(out.get(k), v) if isinstance(v, dict) else v
    return out


class ProfileView(MethodView):
    def get(self, profile_id):
        if profile_id in profiles:
            return jsonify(profiles[profile_id])
        return jsonify(error="unknown profile"), 404

    def put(self, profile_id):
        status = 200 if profile_id in profiles else 201
        profiles[profile_id] = request.json
        return jsonify(profiles[profile_id]), status

    def patch(self, profile_id):
        if profile_id not in profiles:
            return jsonify(error="unknown profile"), 404
        if request.mimetype != "application/merge-patch+json":
            return jsonify(error="unsupported media type"), 415
        data = request.get_json()
        if not isinstance(data, dict):
            return jsonify(error="object expected"), 400
        result = merge(profiles[profile_id], data)
        if not result.get("name") or type(result["name"]) is not str:
            return jsonify(error="name expected"), 400
        profiles[profile_id] = result
        return jsonify(result)


app.add_url_rule("/profiles/<int:profile_id>", view_func=ProfileView.as_view("profiles"))
