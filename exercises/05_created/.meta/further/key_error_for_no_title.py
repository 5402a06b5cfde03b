"""Like: missing_title_crashes"""

from itertools import count

from flask import Flask, jsonify, request, url_for

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
    recipe_id = next(ids)
    recipe = {"id": recipe_id, "title": data["title"], "serves": data["serves"]}
    if not recipe["title"]:
        return jsonify(error="empty title"), 400
    recipes[recipe_id] = recipe
    return jsonify(recipe), 201, {"Location": url_for("show_recipe", recipe_id=recipe_id)}
