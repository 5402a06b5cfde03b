"""Profiles of a sports club. Run it: flask --app exercises/15_merge_patch/app run"""

from flask import Flask, request

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
    if request.mimetype != "application/json":
        return {"error": "Send application/json."}, 400
    profiles[profile_id] = request.get_json()
    return profiles[profile_id]
