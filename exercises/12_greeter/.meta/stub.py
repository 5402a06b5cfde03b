"""The greeter that every tutorial shows. Run it: flask --app exercises/12_greeter/app run"""

from flask import Flask, request

app = Flask(__name__)
app.config["GREETING"] = "Hello, %s!"


def compose(name):
    return app.config["GREETING"] % name


@app.post("/api/data")
def greet():
    data = request.json
    if not data or "name" not in data:
        return {"error": "name is required"}, 400
    return {"message": compose(data["name"])}
