"""Nothing to say after a change; refusals leave through abort, and one handler writes them as JSON."""

from copy import deepcopy
from http import HTTPStatus

from flask import Flask, abort, request
from werkzeug.exceptions import HTTPException, UnsupportedMediaType

app = Flask(__name__)

profiles = {1: {"name": "Kim", "sport": "rowing", "address": {"city": "Lyon", "street": "Quai 5"}}}


@app.errorhandler(HTTPException)
def as_json(error):
    headers = {}
    if isinstance(error, UnsupportedMediaType):
        headers["Accept-Patch"] = "application/merge-patch+json;charset=utf-8"
    return {"error": error.description}, error.code, headers


def find(profile_id):
    try:
        return profiles[profile_id]
    except KeyError:
        abort(404, "There is no such profile.")


@app.get("/profiles/<int:profile_id>")
def show_profile(profile_id):
    return find(profile_id)


@app.put("/profiles/<int:profile_id>")
def put_profile(profile_id):
    code = 200 if profile_id in profiles else 201
    profiles[profile_id] = request.get_json()
    return profiles[profile_id], code


def apply(patch, target):
    for field in patch:
        if patch[field] is None:
            target.pop(field, None)
        elif type(patch[field]) is dict:
            if type(target.get(field)) is not dict:
                target[field] = {}
            apply(patch[field], target[field])
        else:
            target[field] = patch[field]


@app.route("/profiles/<int:profile_id>", methods=["PATCH"])
def change_profile(profile_id):
    profile = deepcopy(find(profile_id))
    if request.mimetype != "application/merge-patch+json":
        abort(HTTPStatus.UNSUPPORTED_MEDIA_TYPE, "Send a merge patch.")
    match request.json:
        case dict() as patch:
            apply(patch, profile)
        case _:
            abort(HTTPStatus.UNPROCESSABLE_ENTITY, "Send an object.")
    match profile:
        case {"name": str(name)} if name:
            profiles[profile_id] = profile
        case _:
            abort(HTTPStatus.UNPROCESSABLE_ENTITY, "The name must stay.")
    return "", HTTPStatus.NO_CONTENT
