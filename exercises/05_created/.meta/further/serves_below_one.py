"""Like: serves_begins_at_one"""

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
    title = data.get("title")
    serves = data.get("serves")
    if not title:
        return {"error": "title is missing"}, 400
    if not isinstance(serves, int) or serves < 1:
        return {"error": "serves must be a positive number"}, 400
    recipe = {"id": next(ids), "title": title, "serves": serves}
    recipes[recipe["id"]] = recipe
    return recipe, 201, {"Location": url_for("show_recipe", recipe_id=recipe["id"])}
