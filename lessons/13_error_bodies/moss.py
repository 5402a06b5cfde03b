"""A moss garden whose problem details were copied from another view."""

from flask import Flask

app = Flask(__name__)


@app.get("/paths/fern")
def path():
    problem = {"title": "Not Found", "status": 404, "detail": "The fern path is closed this spring"}
    return problem, 410, {"Content-Type": "application/problem+json"}
