"""A dog show with one model for what clients may send and one for what is known."""

from flask import Flask, request
from pydantic import BaseModel

app = Flask(__name__)


class Entry(BaseModel):
    name: str


class Dog(Entry):
    winner: bool = False


@app.post("/entries")
def check():
    entry = Entry.model_validate(request.get_json())
    return Dog(name=entry.name).model_dump()
