"""A pydantic model reads the raw body: its own parser has a limit on depth, and one error for every shape."""

from typing import Annotated

from flask import Flask, request
from pydantic import BaseModel, StringConstraints, ValidationError

app = Flask(__name__)
app.config["GREETING"] = "Hello, %s!"


class Visitor(BaseModel):
    name: Annotated[str, StringConstraints(strict=True, min_length=1)]


def compose(name):
    return app.config["GREETING"] % name


@app.post("/api/data")
def greet():
    try:
        visitor = Visitor.model_validate_json(request.get_data())
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False, include_context=False)[0]
        return {"error": f"name: {first['msg']}", "where": list(first["loc"])}, 422
    return {"message": compose(visitor.name)}
