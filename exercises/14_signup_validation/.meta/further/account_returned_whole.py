"""Like: password_in_the_account"""

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
        value = value.lower().strip()
        if not re.fullmatch(r"[^@\s]+@[^@\s]+\.[^@\s]+", value):
            raise ValueError("This is no e-mail address.")
        return value


@app.post("/accounts")
def sign_up():
    try:
        wanted = SignUp.model_validate(request.get_json())
    except ValidationError as e:
        errors = [{"loc": list(one["loc"]), "msg": one["msg"]} for one in e.errors()]
        return jsonify(error="Please check your entries.", errors=errors), 400
    if wanted.email in [one["email"] for one in accounts.values()]:
        return jsonify(error="This address is taken."), 409
    new_id = next(ids)
    account = {"id": new_id, "roles": ["reader"]}
    account.update(wanted.model_dump())
    accounts[new_id] = account
    return jsonify(account), 201, {"Location": f"/accounts/{new_id}"}


@app.get("/accounts/<int:account_id>")
def show_account(account_id):
    if account_id not in accounts:
        return jsonify(error=f"There is no account {account_id}."), 404
    return jsonify(accounts[account_id])
