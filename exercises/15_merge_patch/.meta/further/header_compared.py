"""Like: compared_letter_by_letter"""

from flask import Flask, abort, jsonify, request
from werkzeug.exceptions import HTTPException

app = Flask(__name__)

profiles = {1: {"name": "Kim", "sport": "rowing", "address": {"city": "Lyon", "street": "Quai 5"}}}


@app.errorhandler(HTTPException)
def error(e):
    response = jsonify(error=e.description)
    if e.code == 415:
        response.headers["Accept-Patch"] = "application/merge-patch+json"
    return response, e.code


@app.get("/profiles/<int:profile_id>")
def show_profile(profile_id):
    return profiles.get(profile_id) or abort(404)


@app.put("/profiles/<int:profile_id>")
def put_profile(profile_id):
    code = 200 if profile_id in profiles else 201
    profiles[profile_id] = request.get_json()
    return profiles[profile_id], code


def merge_patch(target, patch):
    if not isinstance(patch, dict):
        return patch
    if not isinstance(target, dict):
        target = {}
    target = target.copy()
    for name, value in patch.items():
        if value is None:
            if name in target:
                del target[name]
        else:
            target[name] = merge_patch(target.get(name), value)
    return target


@app.patch("/profiles/<int:profile_id>")
def change_profile(profile_id):
    profile = profiles.get(profile_id) or abort(404)
    if request.content_type != "application/merge-patch+json":
        abort(415)
    patch = request.get_json()
    if not isinstance(patch, dict):
        abort(400, "The patch must be an object.")
    changed = merge_patch(profile, patch)
    if not isinstance(changed.get("name"), str) or changed["name"] == "":
        abort(400, "A profile needs a name.")
    profiles[profile_id] = changed
    return changed
