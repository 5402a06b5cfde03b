"""A dog show whose entries are described by a model."""

from flask import Flask, request
from pydantic import BaseModel, Field, ValidationError

app = Flask(__name__)


class Dog(BaseModel):
    name: str = Field(min_length=1)
    age: int = Field(ge=0)


@app.post("/entries")
def check():
    try:
        dog = Dog.model_validate(request.get_json())
    except ValidationError as error:
        fields = [".".join(map(str, fault["loc"])) for fault in error.errors()]
        return {"errors": fields}, 422
    return dog.model_dump()
