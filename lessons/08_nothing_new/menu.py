"""A canteen's menu with an ETag in its header."""

from flask import Flask

app = Flask(__name__)


@app.get("/menu")
def menu():
    return {"soup": "lentils"}, 200, {"ETag": '"week-9"'}
