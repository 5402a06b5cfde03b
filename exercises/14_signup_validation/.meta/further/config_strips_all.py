"""Like: name_and_password_trimmed"""

import re
from itertools import count

from flask import Flask, jsonify, request
from pydantic import BaseModel, Field, ValidationError, field_validator

app = Flask(__name__)

accounts = {}
ids = count(1)


class SignUp(BaseModel):
    model_config = {"str_strip_whitespace": True, "str_to_lower": False}

    email: str = Field(pattern=r"^[^@\s]+@[^@\s]+\.[^@\s]+$")
    name: str = Field(min_length=1)
    password: str = Field(min_length=8)

    @field_validator("email")
    @classmethod
    def lower(cls, value):
        return value.lower()


@app.post("/accounts")
def sign_up():
    try:
        form = SignUp.model_validate(request.get_json())
    except ValidationError as error:
        entries = [{"loc": one["loc"], "msg": one["msg"]} for one in error.errors()]
        return jsonify(error="invalid", errors=entries), 422
    if any(one["email"] == form.email for one in accounts.values()):
        return jsonify(error="taken"), 409
    number = next(ids)
    accounts[number] = {"id": number, "email": form.email, "name": form.name, "roles": ["reader"]}
    return accounts[number], 201, {"Location": f"/accounts/{number}"}


@app.get("/accounts/<int:number>")
def show(number):
    return accounts[number]
