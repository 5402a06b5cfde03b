"""Like: zero_is_replaced"""

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
    if not data.get("title"):
        return {"error": "t"}, 400
    recipe = {"id": next(ids), "title": data["title"], "serves": data.get("serves") or 1}
    recipes[recipe["id"]] = recipe
    return recipe, 201, {"Location": url_for("show_recipe", recipe_id=recipe["id"])}
