from flask import Flask, request

app = Flask(__name__)
KNOWN = {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"}


@app.before_request
def know_the_method():
    if request.method not in KNOWN:
        return {"error": f"Nothing here knows {request.method}."}, 501


@app.route("/kettle", methods=["GET", "BREW"])
def kettle():
    return {"water": "hot"}
