"""Like: name_of_the_field_in_any_case"""

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
    data = {k.lower(): v for k, v in request.get_json().items()}
    if not data.get("title"):
        return {"error": "title is required"}, 400
    recipe = {"id": next(ids), "title": data["title"], "serves": data.get("serves")}
    recipes[recipe["id"]] = recipe
    return recipe, 201, {"Location": f"/recipes/{recipe['id']}"}
