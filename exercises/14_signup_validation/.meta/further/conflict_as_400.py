"""Like: duplicate_is_bad_request"""

import re
from itertools import count

from flask import Flask, abort, jsonify, request, url_for
from pydantic import BaseModel, Field, ValidationError, field_validator

app = Flask(__name__)

by_email = {}
by_id = {}
ids = count(1)


class Form(BaseModel):
    email: str
    name: str = Field(min_length=1)
    password: str = Field(min_length=8)

    @field_validator("email")
    @classmethod
    def email_ok(cls, value):
        cleaned = value.strip().lower()
        if not re.fullmatch(r"[^@\s]+@[^@\s]+\.[^@\s]+", cleaned):
            raise ValueError("not an e-mail address")
        return cleaned


@app.errorhandler(400)
def bad_request(e):
    return jsonify(error=e.description), 400


@app.post("/accounts")
def create():
    try:
        form = Form.model_validate(request.get_json())
    except ValidationError as e:
        entries = [{"loc": x["loc"], "msg": x["msg"]} for x in e.errors()]
        return jsonify(error="invalid", errors=entries), 400
    if form.email in by_email:
        abort(400, "There is an account with this address.")
    public = {"id": next(ids), "email": form.email, "name": form.name, "roles": ["reader"]}
    by_email[form.email] = by_id[public["id"]] = public
    return public, 201, {"Location": url_for("show", number=public["id"])}


@app.get("/accounts/<int:number>")
def show(number):
    return by_id[number]
