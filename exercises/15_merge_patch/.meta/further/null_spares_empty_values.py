"""Like: null_is_ignored"""

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


def merge(old, patch):
    result = dict(old) if isinstance(old, dict) else {}
    for key, value in patch.items():
        if value is None:
            if result.get(key):
                result.pop(key)
        elif isinstance(value, dict):
            result[key] = merge(result.get(key), value)
        else:
            result[key] = value
    return result


@app.patch("/profiles/<int:profile_id>")
def change_profile(profile_id):
    if profile_id not in profiles:
        return {"error": f"There is no profile {profile_id}."}, 404
    if request.mimetype != "application/merge-patch+json":
        return {"error": "Send a merge patch."}, 415, {"Accept-Patch": "application/merge-patch+json"}
    patch = request.get_json()
    if not isinstance(patch, dict):
        return {"error": "A patch is an object."}, 400
    changed = merge(profiles[profile_id], patch)
    if not isinstance(changed.get("name"), str) or not changed["name"]:
        return {"error": "A profile needs a name."}, 422
    profiles[profile_id] = changed
    return changed
