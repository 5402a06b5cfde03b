"""A dog show with one model for everything."""

from flask import Flask, request
from pydantic import BaseModel

app = Flask(__name__)


class Dog(BaseModel):
    name: str
    winner: bool = False


@app.post("/entries")
def check():
    dog = Dog.model_validate(request.get_json())
    return dog.model_dump()
