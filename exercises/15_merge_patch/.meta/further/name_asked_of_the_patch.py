"""Like: only_the_name_in_the_patch"""

from flask import Flask, request

app = Flask(__name__)

MERGE_PATCH = "application/merge-patch+json"

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


def merged(old, patch):
    result = dict(old) if isinstance(old, dict) else {}
    for field, value in patch.items():
        if value is None:
            result.pop(field, None)
        elif isinstance(value, dict):
            result[field] = merged(result.get(field), value)
        else:
            result[field] = value
    return result


@app.patch("/profiles/<int:profile_id>")
def change_profile(profile_id):
    if profile_id not in profiles:
        return {"error": f"There is no profile {profile_id}."}, 404
    if request.mimetype != MERGE_PATCH:
        return {"error": "Wrong media type."}, 415, {"Accept-Patch": MERGE_PATCH}
    patch = request.get_json()
    if not isinstance(patch, dict):
        return {"error": "Send an object."}, 400
    if "name" in patch:
        name = patch["name"]
        if not isinstance(name, str) or name == "":
            return {"error": "The name may not go."}, 400
    profiles[profile_id] = merged(profiles[profile_id], patch)
    return profiles[profile_id]
