"""Misconception: A field that is missing is an empty text.

Believes: A recipe without a title now exists and can be opened.
Fails: test_missing_title_is_refused, test_refused_recipe_is_not_stored
"""

from itertools import count

from flask import Flask, request

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
    if data.get("title") == "":
        return {"error": "A recipe needs a title."}, 400
    recipe = {"id": next(ids), "title": data.get("title"), "serves": data.get("serves")}
    recipes[recipe["id"]] = recipe
    return recipe, 201, {"Location": f"/recipes/{recipe['id']}"}
