from flask import Flask, abort

app = Flask(__name__)


def next_piece():
    raise TimeoutError


@app.post("/films")
def upload():
    try:
        return {"received": next_piece()}
    except TimeoutError:
        abort(408, "The film stopped arriving.")
