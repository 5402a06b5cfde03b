"""A blueprint, ids made of words of the title, and a relative reference in Location."""

import json
import re

from flask import Blueprint, Flask, Response, request

box = Blueprint("box", __name__, url_prefix="/recipes")
recipes = {}


def answer(value, status, **headers):
    return Response(json.dumps(value), status=status, mimetype="application/json", headers=headers)


def free_slug(title):
    words = re.sub(r"[^a-z0-9]+", "-", title.lower()).strip("-") or "recipe"
    slug, number = words, 1
    while slug in recipes:
        number += 1
        slug = f"{words}-{number}"
    return slug


@box.get("")
def every_recipe():
    return answer(list(recipes.values()), 200)


@box.get("/<slug>")
def one_recipe(slug):
    if slug not in recipes:
        return answer({"error": "unknown recipe", "id": slug}, 404)
    return answer(recipes[slug], 200)


@box.post("")
def add():
    data = request.json
    if not data.get("title"):
        return answer({"error": "title: required"}, 400)
    slug = free_slug(data["title"])
    recipes[slug] = {"id": slug, "title": data["title"], "serves": data["serves"]}
    return answer(recipes[slug], 201, Location=f"recipes/{slug}")


app = Flask(__name__)
app.register_blueprint(box)
