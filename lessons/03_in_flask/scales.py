"""A honey scale that has nothing to divide by."""

from flask import Flask

app = Flask(__name__)


@app.get("/scale")
def scale():
    return {"jars": 0, "average_grams": float("nan")}
