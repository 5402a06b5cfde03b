"""Like: roles_in_the_model"""

import re
from itertools import count

from flask import Flask, jsonify, make_response, request
from pydantic import BaseModel, ValidationError, field_validator

app = Flask(__name__)

accounts = []
ids = count(1)


class SignUp(BaseModel):
    email: str
    name: str
    password: str
    roles: list[str] = ["reader"]

    @field_validator("email")
    @classmethod
    def clean_email(cls, value):
        value = value.strip().lower()
        if not re.fullmatch(r"[^@\s]+@[^@\s]+\.[^@\s]+", value):
            raise ValueError("not an address")
        return value

    @field_validator("name")
    @classmethod
    def name_given(cls, value):
        if len(value) == 0:
            raise ValueError("is empty")
        return value

    @field_validator("password")
    @classmethod
    def password_long(cls, value):
        if len(value) < 8:
            raise ValueError("is too short")
        return value


def view_of(account):
    return jsonify({key: account[key] for key in ("id", "email", "name", "roles")})


@app.post("/accounts")
def sign_up():
    try:
        data = SignUp.model_validate(request.get_json()).model_dump()
    except ValidationError as e:
        errors = e.errors(include_input=False, include_context=False)
        return jsonify(error="invalid", errors=errors), 400
    if any(a["email"] == data["email"] for a in accounts):
        return jsonify(error="email is taken"), 409
    data["id"] = next(ids)
    accounts.append(data)
    response = make_response(view_of(data), 201)
    response.headers["Location"] = f"/accounts/{data['id']}"
    return response


@app.get("/accounts/<int:account_id>")
def show_account(account_id):
    for account in accounts:
        if account["id"] == account_id:
            return view_of(account)
    return jsonify(error="unknown"), 404
