from flask import Flask, redirect, url_for

app = Flask(__name__)


@app.get("/trail/<int:number>")
def old(number):
    return redirect(url_for("trail", number=number), 301)


@app.get("/trails/<int:number>")
def trail(number):
    return {"number": number, "name": "Ridge walk"}
