"""Like: address_kept_as_sent"""

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
        if not re.fullmatch(r"[^@\s]+@[^@\s]+\.[^@\s]+", value.strip()):
            raise ValueError("This is no e-mail address.")
        return value.strip()


@app.post("/accounts")
def sign_up():
    try:
        form = SignUp.model_validate(request.get_json())
    except ValidationError as error:
        return jsonify(error="invalid", errors=error.errors(include_context=False, include_input=False)), 422
    if any(one["email"].lower() == form.email.lower() for one in accounts.values()):
        return jsonify(error="taken"), 409
    number = next(ids)
    accounts[number] = {"id": number, "email": form.email, "name": form.name, "roles": ["reader"]}
    return accounts[number], 201, {"Location": f"/accounts/{number}"}


@app.get("/accounts/<int:number>")
def show(number):
    return accounts[number]
