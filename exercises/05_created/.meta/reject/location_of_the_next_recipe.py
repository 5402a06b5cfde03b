"""Misconception: An id that is worked out a second time comes out the same.

Believes: The new recipe has an address that belongs to nobody yet.
Fails: test_location_leads_to_the_recipe, test_answer_and_location_agree, test_two_recipes_two_locations
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
    if not data.get("title"):
        return {"error": "A recipe needs a title."}, 400
    recipe = {"id": next(ids), "title": data["title"], "serves": data.get("serves")}
    recipes[recipe["id"]] = recipe
    return recipe, 201, {"Location": f"/recipes/{len(recipes) + 1}"}
