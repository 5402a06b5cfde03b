"""A method view; the merge is one expression, and Accept-Patch stands on every answer."""

from flask import Flask, jsonify, make_response, request
from flask.views import MethodView

app = Flask(__name__)

profiles = {1: {"name": "Kim", "sport": "rowing", "address": {"city": "Lyon", "street": "Quai 5"}}}


def merge(target, patch):
    """Return what a patch makes of a target, as RFC 7396 defines it."""
    if not isinstance(patch, dict):
        return patch
    old = target if isinstance(target, dict) else {}
    kept = {key: value for key, value in old.items() if key not in patch}
    return kept | {key: merge(old.get(key), new) for key, new in patch.items() if new is not None}


class Profile(MethodView):
    def get(self, number):
        if number in profiles:
            return jsonify(profiles[number])
        return make_response(jsonify(error="unknown"), 404)

    def put(self, number):
        known = number in profiles
        profiles[number] = request.get_json()
        return jsonify(profiles[number]), 200 if known else 201

    def patch(self, number):
        if request.mimetype != "application/merge-patch+json":
            return {"error": f"no patches in {request.mimetype or 'nothing'}"}, 415
        if number not in profiles:
            return self.get(number)
        changed = merge(profiles[number], request.get_json())
        name = changed.get("name") if isinstance(changed, dict) else None
        if not isinstance(name, str) or name == "":
            return jsonify(error="that is no profile any more"), 400
        profiles[number] = changed
        return self.get(number)


app.add_url_rule("/profiles/<int:number>", view_func=Profile.as_view("profile"))


@app.after_request
def tell_the_language(response):
    response.headers["Accept-Patch"] = "application/merge-patch+json"
    return response
