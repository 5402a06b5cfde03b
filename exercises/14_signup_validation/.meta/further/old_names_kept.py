"""Like: names_of_version_1"""

import re
from itertools import count

from flask import Flask, jsonify, request
from pydantic import BaseModel, Field, ValidationError, validator

app = Flask(__name__)

accounts = {}
ids = count(1)


class SignUp(BaseModel):
    email: str
    name: str = Field(min_length=1)
    password: str = Field(min_length=8)

    @validator("email")
    def is_an_address(cls, value):
        value = value.strip().lower()
        if not re.fullmatch(r"[^@\s]+@[^@\s]+\.[^@\s]+", value):
            raise ValueError("This is no e-mail address.")
        return value


def public(account):
    return {key: value for key, value in account.items() if key != "password"}


@app.post("/accounts")
def sign_up():
    try:
        wanted = SignUp.parse_obj(request.get_json())
    except ValidationError as e:
        errors = [{"loc": one["loc"], "msg": one["msg"]} for one in e.errors()]
        return jsonify(error="Please check your entries.", errors=errors), 400
    for account in accounts.values():
        if account["email"] == wanted.email:
            return jsonify(error="taken"), 409
    account = {"id": next(ids), **wanted.dict(), "roles": ["reader"]}
    accounts[account["id"]] = account
    return public(account), 201, {"Location": f"/accounts/{account['id']}"}


@app.get("/accounts/<int:account_id>")
def show_account(account_id):
    if account_id not in accounts:
        return {"error": f"There is no account {account_id}."}, 404
    return public(accounts[account_id])
