"""Entries of our own, with the field as a plain text; a second model says what may leave."""

import uuid

from flask import Blueprint, Flask, abort, jsonify, make_response, request
from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

app = Flask(__name__)
desk = Blueprint("desk", __name__, url_prefix="/accounts")

by_email = {}
by_id = {}


class SignUp(BaseModel):
    email: str
    name: str = Field(min_length=1)
    password: str

    @field_validator("password")
    @classmethod
    def long_enough(cls, value):
        assert len(value) >= 8, "use 8 characters or more"
        return value

    @field_validator("email", mode="after")
    @classmethod
    def one_spelling(cls, value):
        user, at, host = value.strip().lower().partition("@")
        if not user or "@" in host or "." not in host.strip(".") or any(c.isspace() for c in user + host):
            raise ValueError("not an address")
        return f"{user}{at}{host}"


class Account(BaseModel):
    model_config = ConfigDict(from_attributes=True)

    id: str = Field(default_factory=lambda: uuid.uuid4().hex)
    email: str
    name: str
    roles: list[str] = ["reader"]


def fail(code, text, **more):
    abort(make_response(jsonify(error=text, **more), code))


@desk.post("")
def sign_up():
    body = request.get_json()
    if not isinstance(body, dict):
        fail(400, "Send an object.")
    try:
        wanted = SignUp(**{key: body[key] for key in ("email", "name", "password") if key in body})
    except ValidationError as failed:
        entries = [{"loc": fault["loc"][-1], "msg": fault["msg"]} for fault in failed.errors()]
        fail(422, "Some fields need care.", errors=entries)
    account = Account(email=wanted.email, name=wanted.name)
    if by_email.setdefault(wanted.email, account) is not account:
        fail(409, "This address is in use.")
    by_id[account.id] = account
    return account.model_dump(), 201, {"Location": f"/accounts/{account.id}"}


@desk.get("/<account_id>")
def show(account_id):
    if account_id not in by_id:
        fail(404, "There is no such account.")
    return by_id[account_id].model_dump()


app.register_blueprint(desk)
