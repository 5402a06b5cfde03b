"""A decorator guards the media type, the view parses the bytes itself, profiles are stored as text."""

import functools
import json

from flask import Flask, Response, request

app = Flask(__name__)

start = {"name": "Kim", "sport": "rowing", "address": {"city": "Lyon", "street": "Quai 5"}}
profiles = {1: json.dumps(start)}


def answer(code, text, **headers):
    names = {name.replace("_", "-"): value for name, value in headers.items()}
    return Response(text, status=code, headers=names, mimetype="application/json")


def error(code, reason, **headers):
    return answer(code, json.dumps({"error": reason}), **headers)


def reads(media_type):
    def around(view):
        @functools.wraps(view)
        def guarded(*args, **kwargs):
            sent = (request.content_type or "").split(";")[0].strip().casefold()
            if sent != media_type:
                languages = f"application/example, {media_type}"
                return error(415, "unknown language", Accept_Patch=languages, Accept=media_type)
            return view(*args, **kwargs)

        return guarded

    return around


@app.get("/profiles/<int:number>")
def show(number):
    return answer(200, profiles[number]) if number in profiles else error(404, "unknown profile")


@app.put("/profiles/<int:number>")
def put(number):
    code = 200 if number in profiles else 201
    profiles[number] = json.dumps(request.get_json())
    return answer(code, profiles[number])


@app.patch("/profiles/<int:number>")
@reads("application/merge-patch+json")
def patch(number):
    if number not in profiles:
        return error(404, "unknown profile")
    try:
        changes = json.loads(request.get_data())
    except ValueError:
        return error(400, "no JSON")
    profile = json.loads(profiles[number])
    todo = [(profile, changes)]
    if not isinstance(changes, dict):
        return error(400, "no object")
    while todo:
        target, part = todo.pop()
        for name, value in part.items():
            if isinstance(value, dict):
                if not isinstance(target.get(name), dict):
                    target[name] = {}
                todo.append((target[name], value))
            elif value is None:
                target.pop(name, None)
            else:
                target[name] = value
    if not (isinstance(profile.get("name"), str) and profile["name"]):
        return error(422, "no name")
    profiles[number] = json.dumps(profile)
    return answer(200, profiles[number])
