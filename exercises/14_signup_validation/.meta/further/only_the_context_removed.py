"""Like: input_left_in"""

import re
from itertools import count

from flask import Flask, jsonify, request
from pydantic import BaseModel, Field, ValidationError, field_validator

app = Flask(__name__)

accounts = {}
ids = count(1)


class SignUp(BaseModel):
    email: str
    name: str = Field(min_length=1)
    password: str = Field(min_length=8)

    @field_validator("email")
    @classmethod
    def is_an_address(cls, value):
        value = value.strip().lower()
        if not re.fullmatch(r"[^@\s]+@[^@\s]+\.[^@\s]+", value):
            raise ValueError("no address")
        return value


@app.errorhandler(ValidationError)
def invalid(error):
    entries = []
    for one in error.errors():
        one.pop("ctx", None)
        one.pop("url", None)
        entries.append(one)
    return jsonify(error="invalid", errors=entries), 422


@app.post("/accounts")
def sign_up():
    form = SignUp.model_validate(request.get_json())
    for one in accounts.values():
        if one["email"] == form.email:
            return jsonify(error="taken"), 409
    number = next(ids)
    accounts[number] = {"id": number, "email": form.email, "name": form.name, "roles": ["reader"]}
    return accounts[number], 201, {"Location": f"/accounts/{number}"}


@app.get("/accounts/<int:number>")
def show(number):
    return accounts[number]
