"""A dog show with one model for everything."""

from flask import Flask, request
from pydantic import BaseModel, ValidationError

app = Flask(__name__)


class Dog(BaseModel):
    name: str
    winner: bool = False


@app.post("/entries")
def check():
    try:
        dog = Dog.model_validate(request.get_json())
    except ValidationError as error:
        return {"errors": [".".join(map(str, fault["loc"])) for fault in error.errors()]}, 422
    return dog.model_dump()
