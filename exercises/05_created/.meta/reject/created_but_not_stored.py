"""Misconception: An answer that shows the recipe has made the recipe.

Believes: A recipe was created, and it is gone when the client follows its address.
Fails: test_location_leads_to_the_recipe, test_answer_and_location_agree, test_two_recipes_two_locations, test_same_title_twice_is_two_recipes, test_every_recipe_is_in_the_list, test_refused_recipe_is_not_stored
"""

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
        return {"error": "A recipe needs a title."}, 400
    recipe = {"id": next(ids), "title": data["title"], "serves": data.get("serves")}
    return recipe, 201, {"Location": url_for("show_recipe", recipe_id=recipe["id"])}
