from flask import Flask

app = Flask(__name__)


@app.get("/teas/<name>")
def show_tea(name):
    if name != "assam":
        return {"error": "no such tea"}
    return {"name": "assam", "grams": 12}
