from flask import Flask

app = Flask(__name__)


@app.get("/use-proxy")
def use_proxy():
    return "Nobody follows this any more.\n", 305


@app.get("/unused")
def unused():
    return "This number has no meaning.\n", 306


@app.get("/extended")
def extended():
    return "The experiment is over.\n", 510
