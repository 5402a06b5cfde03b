"""Like: location_of_the_list"""

from itertools import count

from flask import Flask, jsonify, make_response, request

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
    data = request.json
    if not data.get("title"):
        return jsonify(error="A recipe needs a title."), 422
    recipe = {"id": next(ids), **data}
    recipes[recipe["id"]] = recipe
    resp = make_response(jsonify(recipe), 201)
    resp.headers["Location"] = "/recipes"
    return resp
