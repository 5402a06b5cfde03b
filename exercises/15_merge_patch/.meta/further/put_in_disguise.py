"""Like: patch_replaces"""

from flask import Flask, jsonify, request

app = Flask(__name__)

profiles = {1: {"name": "Kim", "sport": "rowing", "address": {"city": "Lyon", "street": "Quai 5"}}}


@app.get("/profiles/<int:profile_id>")
def show_profile(profile_id):
    if profile_id not in profiles:
        return {"error": f"There is no profile {profile_id}."}, 404
    return profiles[profile_id]


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
        return (
            jsonify(error="use application/merge-patch+json"),
            415,
            {"Accept-Patch": "application/merge-patch+json"},
        )
    new = request.get_json()
    if not isinstance(new, dict):
        return jsonify(error="must be an object"), 422
    if not isinstance(new.get("name"), str) or new["name"] == "":
        return jsonify(error="name is missing"), 422
    profiles[profile_id] = new
    return jsonify(profiles[profile_id])
