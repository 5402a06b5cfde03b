"""Like: falsy_deletes"""

from copy import deepcopy

from flask import Flask, request

app = Flask(__name__)

profiles = {1: {"name": "Kim", "sport": "rowing", "address": {"city": "Lyon", "street": "Quai 5"}}}

TYPE = "application/merge-patch+json"


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


def apply_patch(target, patch):
    for key in patch:
        new = patch[key]
        if isinstance(new, dict):
            if not isinstance(target.get(key), dict):
                target[key] = {}
            apply_patch(target[key], new)
        elif new:
            target[key] = new
        elif key in target:
            del target[key]
    return target


@app.patch("/profiles/<int:profile_id>")
def change_profile(profile_id):
    if profile_id not in profiles:
        return {"error": "no such profile"}, 404
    if request.mimetype != TYPE:
        return {"error": "unsupported"}, 415, {"Accept-Patch": TYPE}
    patch = request.get_json()
    if not isinstance(patch, dict):
        return {"error": "a patch is an object"}, 400
    changed = apply_patch(deepcopy(profiles[profile_id]), patch)
    if not isinstance(changed.get("name"), str):
        return {"error": "the name must stay"}, 400
    profiles[profile_id] = changed
    return "", 204
