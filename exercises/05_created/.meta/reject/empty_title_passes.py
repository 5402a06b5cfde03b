"""Misconception: A field that is there has a value, even when it is empty.

Believes: A recipe with an empty name is what the kitchen wanted.
Fails: test_missing_title_is_refused, test_refused_recipe_is_not_stored
"""

from itertools import count

from flask import Flask, request, url_for

app = Flask(__name__)

recipes = {}
ids = count(1)


@app.get("/recipes")
def list_recipes():
    return list(recipes.values())


@app.get("/recipes/<int:recipe_id>")
def show_recipe(recipe_id):
    recipe = recipes.get(recipe_id)
    if recipe is None:
        return {"error": f"There is no recipe {recipe_id}."}, 404
    return recipe


@app.post("/recipes")
def add_recipe():
    data = request.get_json()
    if "title" not in data:
        return {"error": "A recipe needs a title."}, 400
    recipe = {"id": next(ids), "title": data["title"], "serves": data.get("serves")}
    recipes[recipe["id"]] = recipe
    return recipe, 201, {"Location": url_for("show_recipe", recipe_id=recipe["id"])}
