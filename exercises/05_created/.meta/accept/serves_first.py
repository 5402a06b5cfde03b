"""serves is looked at before the title, and the address comes from the URL of the request."""

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
    serves = data["serves"]
    if not isinstance(serves, int) or serves < 0:
        return {"error": "serves must be a whole number from 0 up"}, 400
    title = data.get("title", "").strip()
    if not title:
        return {"error": "a recipe needs a title"}, 400
    number = next(ids)
    recipes[number] = dict(data, id=number)
    return recipes[number], "201 CREATED", {"Location": f"{request.base_url}/{number}"}
