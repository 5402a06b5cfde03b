"""Misconception: In pydantic's list of errors only the input does harm.

Believes: The server is broken when it mistypes an address.
Fails: test_bad_address_is_refused, test_each_field_at_fault_has_one_entry
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
        errors = e.errors(include_input=False, include_url=False)
        return jsonify(error="Please check your entries.", errors=errors), 422
    if any(account["email"] == wanted.email for account in accounts.values()):
        return {"error": "This address has an account already."}, 409
    account = {"id": next(ids), **wanted.model_dump(), "roles": ["reader"]}
    accounts[account["id"]] = account
    return public(account), 201, {"Location": f"/accounts/{account['id']}"}


@app.get("/accounts/<int:account_id>")
def show_account(account_id):
    if account_id not in accounts:
        return {"error": f"There is no account {account_id}."}, 404
    return public(accounts[account_id])
