"""Misconception: A title names one recipe, so it can be its key.

Believes: Its second recipe exists beside the first, while it has overwritten it.
Fails: test_same_title_twice_is_two_recipes
"""

from flask import Flask, request, url_for

app = Flask(__name__)

recipes = {}


@app.get("/recipes")
def list_recipes():
    return list(recipes.values())


@app.get("/recipes/<recipe_id>")
def show_recipe(recipe_id):
    recipe = recipes.get(recipe_id)
    if recipe is None:
        return {"error": f"There is no recipe {recipe_id}."}, 404
    return recipe


@app.post("/recipes")
def add_recipe():
    data = request.get_json()
    if not data.get("title"):
        return {"error": "A recipe needs a title."}, 400
    recipe = {"id": data["title"], "title": data["title"], "serves": data.get("serves")}
    recipes[recipe["id"]] = recipe
    return recipe, 201, {"Location": url_for("show_recipe", recipe_id=recipe["id"])}
