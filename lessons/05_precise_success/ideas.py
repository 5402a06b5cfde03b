"""A box for ideas, with a hole in the bottom."""

from flask import Flask

app = Flask(__name__)
ideas = []


@app.post("/ideas")
def put_in():
    return {"message": "Thank you"}, 201


@app.get("/ideas")
def read():
    return ideas
