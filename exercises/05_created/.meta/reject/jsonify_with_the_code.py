"""Misconception: A code given to jsonify becomes the code of the answer.

Believes: The request worked, and its result is a list of a recipe and a number.
Fails: test_new_recipe_is_created, test_answer_is_the_recipe, test_answer_and_location_agree
"""

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
    if not data.get("title"):
        return {"error": "A recipe needs a title."}, 400
    recipe = {"id": next(ids), "title": data["title"], "serves": data.get("serves")}
    recipes[recipe["id"]] = recipe
    response = jsonify(recipe, 201)
    response.location = url_for("show_recipe", recipe_id=recipe["id"])
    return response
