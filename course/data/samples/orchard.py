from flask import Flask, redirect, request

app = Flask(__name__)


@app.post("/v1/trees")
def old():
    return redirect("/v2/trees", 308)


@app.post("/v2/trees")
def plant():
    return request.get_json(), 201
