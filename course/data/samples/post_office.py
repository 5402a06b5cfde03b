from flask import Flask, redirect, request

app = Flask(__name__)


@app.post("/parcels")
def busy():
    return redirect("/harbour/parcels", 307)


@app.post("/harbour/parcels")
def take():
    return {"taken": request.get_json()}, 201
