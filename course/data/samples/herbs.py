from flask import Flask

app = Flask(__name__)
HERBS = {"basil": {"name": "basil", "light": "full sun"}}


@app.get("/herbs/<name>")
def show(name):
    return HERBS[name]
