"""A dog show with one model for what clients may send and one for what is known."""

from flask import Flask, request
from pydantic import BaseModel, ValidationError

app = Flask(__name__)


class Entry(BaseModel):
    name: str


class Dog(Entry):
    winner: bool = False


@app.post("/entries")
def check():
    try:
        entry = Entry.model_validate(request.get_json())
    except ValidationError as error:
        return {"errors": [".".join(map(str, fault["loc"])) for fault in error.errors()]}, 422
    return Dog(name=entry.name).model_dump()
