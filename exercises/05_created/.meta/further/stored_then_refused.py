"""Like: checked_after_storing"""

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
    number = next(ids)
    recipes[number] = {"id": number, "title": data.get("title"), "serves": data.get("serves")}
    if not recipes[number]["title"]:
        return jsonify(error="A recipe needs a title."), 400
    return jsonify(recipes[number]), 201, {"Location": url_for("show_recipe", recipe_id=number)}
