"""An aquarium: one view reads the body, one does not."""

from flask import Flask, request

app = Flask(__name__)
app.config["MAX_CONTENT_LENGTH"] = 40


@app.post("/feedings")
def feed():
    order = request.json
    return {"fed": order["fish"]}


@app.post("/bell")
def ring():
    return {"rang": True}
