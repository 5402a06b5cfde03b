"""Like: errors_as_they_are"""

import re

from flask import Flask, request
from pydantic import BaseModel, ValidationError, constr, field_validator

app = Flask(__name__)

accounts = {}


class NewAccount(BaseModel):
    email: str
    name: constr(min_length=1)
    password: constr(min_length=8)

    @field_validator("email")
    def check_email(cls, v):
        v = v.strip().lower()
        if re.fullmatch(r"[^@\s]+@[^@\s]+\.[^@\s]+", v) is None:
            raise ValueError("invalid e-mail")
        return v


def to_json(number):
    account = accounts[number]
    return {"id": number, "email": account.email, "name": account.name, "roles": ["reader"]}


@app.route("/accounts", methods=["POST"])
def sign_up():
    try:
        new = NewAccount.model_validate(request.get_json())
    except ValidationError as error:
        return {"error": "validation failed", "errors": error.errors()}, 422
    for account in accounts.values():
        if account.email == new.email:
            return {"error": "address in use"}, 409
    number = len(accounts) + 1
    accounts[number] = new
    return to_json(number), 201, {"Location": f"/accounts/{number}"}


@app.route("/accounts/<int:number>")
def show(number):
    if number not in accounts:
        return {"error": "not found"}, 404
    return to_json(number)
