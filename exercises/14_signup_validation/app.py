"""Sign-up for a library. Run it: flask --app exercises/14_signup_validation/app run"""

import re
from itertools import count

from flask import Flask, jsonify, request
from pydantic import BaseModel, ValidationError, validator

app = Flask(__name__)

accounts = {}
ids = count(1)


class SignUp(BaseModel):
    email: str
    name: str
    password: str
    roles: list[str] = ["reader"]

    @validator("email")
    def is_an_address(cls, value):
        if not re.match(r"[^@\s]+@[^@\s]+\.[a-z]+", value):
            raise ValueError("This is no e-mail address.")
        return value


@app.post("/accounts")
def sign_up():
    try:
        wanted = SignUp.parse_obj(request.get_json())
    except ValidationError as e:
        return jsonify(error="Please check your entries.", errors=e.errors()), 400
    account = {"id": next(ids), **wanted.dict()}
    accounts[account["id"]] = account
    return account, 201, {"Location": f"/accounts/{account['id']}"}


@app.get("/accounts/<int:account_id>")
def show_account(account_id):
    if account_id not in accounts:
        return {"error": f"There is no account {account_id}."}, 404
    return accounts[account_id]
