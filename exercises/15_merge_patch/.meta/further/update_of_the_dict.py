"""Like: shallow_update"""

from flask import Flask, jsonify, request

app = Flask(__name__)

profiles = {1: {"name": "Kim", "sport": "rowing", "address": {"city": "Lyon", "street": "Quai 5"}}}


@app.get("/profiles/<int:profile_id>")
def show_profile(profile_id):
    if profile_id not in profiles:
        return jsonify(error="not found"), 404
    return jsonify(profiles[profile_id])


@app.put("/profiles/<int:profile_id>")
def put_profile(profile_id):
    code = 200 if profile_id in profiles else 201
    profiles[profile_id] = request.get_json()
    return profiles[profile_id], code


@app.patch("/profiles/<int:profile_id>")
def change_profile(profile_id):
    if profile_id not in profiles:
        return jsonify(error="not found"), 404
    if request.mimetype != "application/merge-patch+json":
        response = jsonify(error="send a merge patch")
        response.headers["Accept-Patch"] = "application/merge-patch+json"
        return response, 415
    patch = request.get_json()
    if not isinstance(patch, dict):
        return jsonify(error="send an object"), 422
    copy = profiles[profile_id].copy()
    copy.update(patch)
    if not copy.get("name") or not isinstance(copy["name"], str):
        return jsonify(error="name is required"), 422
    profiles[profile_id] = copy
    return jsonify(copy)
