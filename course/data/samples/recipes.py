from flask import Flask, request, url_for

app = Flask(__name__)
RECIPES = {}


@app.post("/recipes")
def add():
    number = len(RECIPES) + 1
    RECIPES[number] = {"id": number, "title": request.get_json()["title"]}
    return RECIPES[number], 201, {"Location": url_for("show", number=number)}


@app.get("/recipes/<int:number>")
def show(number):
    return RECIPES[number]
