"""Like: duplicate_is_bad_request"""

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
    def is_a_free_address(cls, value):
        value = value.strip().lower()
        if not re.fullmatch(r"[^@\s]+@[^@\s]+\.[^@\s]+", value):
            raise ValueError("This is no e-mail address.")
        if any(one["email"] == value for one in accounts.values()):
            raise ValueError("This address is taken.")
        return value


@app.post("/accounts")
def sign_up():
    try:
        form = SignUp.model_validate(request.get_json())
    except ValidationError as error:
        entries = [{"loc": list(one["loc"]), "msg": one["msg"]} for one in error.errors()]
        return jsonify(error="invalid", errors=entries), 400
    number = next(ids)
    accounts[number] = {"id": number, "email": form.email, "name": form.name, "roles": ["reader"]}
    return accounts[number], 201, {"Location": f"/accounts/{number}"}


@app.get("/accounts/<int:number>")
def show(number):
    return accounts[number]
