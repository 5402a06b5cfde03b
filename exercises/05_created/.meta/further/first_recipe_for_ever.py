"""Like: hard_coded_location"""

from itertools import count

from flask import Flask, Response, json, request

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
        return {"error": "A recipe needs a title"}, 400
    recipe = dict(id=next(ids), title=data["title"], serves=data.get("serves"))
    recipes[recipe["id"]] = recipe
    return Response(
        json.dumps(recipe), status=201, mimetype="application/json", headers={"Location": "/recipes/1"}
    )
