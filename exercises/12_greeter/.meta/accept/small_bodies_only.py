"""A limit on the size keeps deep bodies out before they are parsed; a decorator checks the shape."""

from functools import wraps

from flask import Flask, jsonify, request
from werkzeug.exceptions import HTTPException

app = Flask(__name__)
app.config["GREETING"] = "Hello, %s!"
app.config["MAX_CONTENT_LENGTH"] = 800

FIELDS = {"name": str}


@app.errorhandler(HTTPException)
def say_it_in_json(error):
    return jsonify(error=error.description), error.code


def with_fields(fields):
    def decorate(view):
        @wraps(view)
        def checked():
            data = request.get_json()
            good = isinstance(data, dict) and all(
                isinstance(data.get(field), kind) and data[field] for field, kind in fields.items()
            )
            if not good:
                return jsonify(error=f"needed: {', '.join(fields)}"), 400
            return view(**{field: data[field] for field in fields})

        return checked

    return decorate


def compose(name):
    return app.config["GREETING"] % name


@app.post("/api/data")
@with_fields(FIELDS)
def greet(name):
    return jsonify(message=compose(name))
