"""Like: roles_in_the_model"""

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
            raise ValueError("This isn't an e-mail address.")
        return value


def public(account):
    return {key: account[key] for key in ("id", "email", "name", "roles")}


@app.post("/accounts")
def sign_up():
    try:
        wanted = SignUp.model_validate(request.get_json())
    except ValidationError as e:
        errors = e.errors(include_context=False, include_input=False, include_url=False)
        return jsonify(error="Please check your entries.", errors=errors), 400
    if any(a["email"] == wanted.email for a in accounts.values()):
        return {"error": "This address has an account."}, 409
    account = {"id": next(ids), **wanted.model_dump(), "roles": request.get_json().get("roles", ["reader"])}
    accounts[account["id"]] = account
    return public(account), 201, {"Location": f"/accounts/{account['id']}"}


@app.get("/accounts/<int:account_id>")
def show_account(account_id):
    if account_id not in accounts:
        return {"error": f"There is no account {account_id}."}, 404
    return public(accounts[account_id])
