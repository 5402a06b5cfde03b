"""Misconception: An error with the right code has the right body.

Believes: Something went wrong; what it was stands in a page it cannot read.
Fails: test_missing_title_is_refused
"""

from itertools import count

from flask import Flask, abort, request, url_for

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
    if not data.get("title"):
        abort(400, "A recipe needs a title.")
    recipe = {"id": next(ids), "title": data["title"], "serves": data.get("serves")}
    recipes[recipe["id"]] = recipe
    return recipe, 201, {"Location": url_for("show_recipe", recipe_id=recipe["id"])}
