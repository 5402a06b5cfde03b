"""Misconception: The newest sign-up for an address is the right one.

Believes: It has a new account. In fact it has taken over the account of another reader.
Fails: test_taken_address_is_a_conflict
"""

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
    return {field: account[field] for field in ("id", "email", "name", "roles")}


@app.post("/accounts")
def sign_up():
    try:
        wanted = SignUp.model_validate(request.get_json())
    except ValidationError as e:
        errors = e.errors(include_context=False, include_input=False, include_url=False)
        return jsonify(error="Please check your entries.", errors=errors), 422
    known = [account["id"] for account in accounts.values() if account["email"] == wanted.email]
    account = {"id": known[0] if known else next(ids), **wanted.model_dump(), "roles": ["reader"]}
    accounts[account["id"]] = account
    return public(account), 201, {"Location": f"/accounts/{account['id']}"}


@app.get("/accounts/<int:account_id>")
def show_account(account_id):
    if account_id not in accounts:
        return {"error": f"There is no account {account_id}."}, 404
    return public(accounts[account_id])
