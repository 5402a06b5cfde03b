"""A whole URL in Location, HTTPStatus names, and a Response object changed in place."""

from http import HTTPStatus

from flask import Flask, jsonify, request, url_for

app = Flask(__name__)
recipes = []


@app.get("/recipes")
def list_recipes():
    return jsonify(recipes)


@app.get("/recipes/<int:number>")
def show_recipe(number):
    for recipe in recipes:
        if recipe["id"] == number:
            return jsonify(recipe)
    return jsonify(error="unknown recipe"), HTTPStatus.NOT_FOUND


@app.post("/recipes")
def add_recipe():
    data = request.get_json()
    if "title" not in data or data["title"] == "":
        return jsonify(error="title is required"), HTTPStatus.UNPROCESSABLE_ENTITY
    recipe = dict(data, id=len(recipes) + 1)
    recipes.append(recipe)
    response = jsonify(recipe)
    response.status_code = HTTPStatus.CREATED
    response.location = url_for("show_recipe", number=recipe["id"], _external=True)
    return response
