from flask import Flask, abort, request

app = Flask(__name__)


@app.before_request
def check_host():
    if request.host not in ("localhost", "bakery.example"):
        abort(421, f"This server does not answer for {request.host}.")


@app.get("/")
def shop():
    return "Fresh rye bread\n"
