"""Method views, random ids, and errors raised with abort and turned into JSON by one handler."""

from uuid import uuid4

from flask import Flask, abort, make_response, request
from flask.views import MethodView
from werkzeug.exceptions import HTTPException

app = Flask(__name__)
recipes = {}


@app.errorhandler(HTTPException)
def json_error(error):
    return {"error": error.description}, error.code


class Recipes(MethodView):
    def get(self):
        return list(recipes.values())

    def post(self):
        data = request.get_json()
        title = data.get("title") or abort(400, "title is missing")
        recipe = {"id": uuid4().hex, "title": title, "serves": data.get("serves")}
        recipes[recipe["id"]] = recipe
        response = make_response(recipe, 201)
        response.headers["Location"] = f"/recipes/{recipe['id']}"
        return response


class Recipe(MethodView):
    def get(self, recipe_id):
        return recipes.get(recipe_id) or abort(404, "no such recipe")


app.add_url_rule("/recipes", view_func=Recipes.as_view("recipes"))
app.add_url_rule("/recipes/<recipe_id>", view_func=Recipe.as_view("recipe"))
