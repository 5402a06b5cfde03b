"""Like: first_fault_only"""

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
            raise ValueError("This is no e-mail address.")
        return value


def public(account):
    return {"id": account["id"], "email": account["email"], "name": account["name"], "roles": ["reader"]}


@app.post("/accounts")
def sign_up():
    try:
        wanted = SignUp.model_validate(request.get_json())
    except ValidationError as e:
        first = e.errors()[0]
        entry = {"loc": first["loc"], "msg": first["msg"]}
        return jsonify(error=first["msg"], errors=[entry]), 422
    if any(account["email"] == wanted.email for account in accounts.values()):
        return jsonify(error="There is an account with this address."), 409
    account = {"id": next(ids), **wanted.model_dump()}
    accounts[account["id"]] = account
    return public(account), 201, {"Location": f"/accounts/{account['id']}"}


@app.get("/accounts/<int:account_id>")
def show_account(account_id):
    if account_id not in accounts:
        return {"error": "unknown account"}, 404
    return public(accounts[account_id])
