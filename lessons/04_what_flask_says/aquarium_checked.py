"""An aquarium: the view checks what the parser cannot know."""

from flask import Flask, request

app = Flask(__name__)
app.config["MAX_CONTENT_LENGTH"] = 40


@app.post("/feedings")
def feed():
    order = request.json
    if not isinstance(order, dict) or "fish" not in order:
        return {"error": "Say which fish, as JSON"}, 400
    return {"fed": order["fish"]}
