"""Annotated types say the rules, unknown fields are refused, one handler answers every ValidationError."""

from typing import Annotated

from flask import Flask, request, url_for
from pydantic import BaseModel, ConfigDict, SecretStr, StringConstraints, ValidationError
from pydantic import Field as Rule

app = Flask(__name__)

accounts = {}

Email = Annotated[
    str,
    StringConstraints(strip_whitespace=True, to_lower=True, pattern=r"^[^@\s]+@[^@\s]+\.[^@\s]+$"),
]


class SignUp(BaseModel):
    model_config = ConfigDict(extra="forbid")

    email: Email
    name: Annotated[str, Rule(min_length=1)]
    password: Annotated[SecretStr, Rule(min_length=8)]


@app.errorhandler(ValidationError)
def refuse(failed):
    entries = failed.errors(include_url=False, include_context=False, include_input=False)
    return {"error": f"{failed.error_count()} entries need care.", "errors": entries}, 400


@app.post("/accounts")
def sign_up():
    wanted = SignUp.model_validate(request.get_json())
    if wanted.email in [account["email"] for account in accounts.values()]:
        return {"error": "taken", "email": wanted.email}, 409
    number = len(accounts) + 1
    accounts[number] = {"id": number, "roles": ["reader"], **wanted.model_dump(exclude={"password"})}
    return accounts[number], 201, {"Location": url_for("show_account", number=number, _external=True)}


@app.get("/accounts/<int:number>")
def show_account(number):
    return accounts.get(number) or ({"error": "no such account"}, 404)
