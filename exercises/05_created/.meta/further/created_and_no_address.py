"""Like: no_location"""

from itertools import count

from flask import Flask, jsonify, request

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
    if not title:
        return jsonify(error="title is required"), 400
    new_id = next(ids)
    recipes[new_id] = {"id": new_id, "title": title, "serves": data.get("serves")}
    return jsonify(recipes[new_id]), 201
