"""Like: one_level_inside"""

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


def clean(fields):
    return {field: value for field, value in fields.items() if value is not None}


def merged(old, patch):
    result = dict(old)
    for field, value in patch.items():
        if value is None:
            result.pop(field, None)
        elif isinstance(value, dict):
            inside = result[field] if isinstance(result.get(field), dict) else {}
            kept = {name: one for name, one in inside.items() if name not in value}
            result[field] = kept | clean(value)
        else:
            result[field] = value
    return result


@app.patch("/profiles/<int:profile_id>")
def change_profile(profile_id):
    if profile_id not in profiles:
        return {"error": f"There is no profile {profile_id}."}, 404
    if request.mimetype != MERGE_PATCH:
        return {"error": f"Send {MERGE_PATCH}."}, 415, {"Accept-Patch": MERGE_PATCH}
    patch = request.get_json()
    if not isinstance(patch, dict):
        return {"error": "A patch of a profile is a JSON object."}, 400
    profile = merged(profiles[profile_id], patch)
    if not isinstance(profile.get("name"), str) or not profile["name"]:
        return {"error": "A profile needs a name."}, 422
    profiles[profile_id] = profile
    return profile
