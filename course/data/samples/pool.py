from flask import Flask

app = Flask(__name__)
CLEANING = True


@app.before_request
def closed():
    if CLEANING:
        return {"error": "The pool is being cleaned."}, 503, {"Retry-After": "1800"}


@app.get("/lanes")
def lanes():
    return {"free": 3}
