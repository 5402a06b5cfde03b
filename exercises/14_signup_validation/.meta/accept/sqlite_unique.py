"""SQLite keeps the addresses apart; pydantic writes its errors as JSON by itself."""

import json
import sqlite3

from flask import Flask, Response, request
from pydantic import BaseModel, Field, TypeAdapter, ValidationError, field_validator

app = Flask(__name__)
db = sqlite3.connect(":memory:", check_same_thread=False, isolation_level=None)
db.execute("create table account (id integer primary key, email text unique, name text, password text)")


class SignUp(BaseModel, extra="ignore"):
    email: str = Field(pattern=r"^\s*[^@\s]+@[^@\s]+\.[^@\s]+\s*$")
    name: str = Field(min_length=1)
    password: str = Field(min_length=8)

    @field_validator("email")
    @classmethod
    def spell(cls, value: str) -> str:
        return value.strip().lower()


@app.post("/accounts")
def sign_up():
    try:
        wanted = TypeAdapter(SignUp).validate_python(request.get_json())
    except ValidationError as failed:
        errors = json.loads(failed.json(include_input=False, include_context=False))
        body = json.dumps({"error": failed.title, "errors": errors})
        return Response(body, status=422, mimetype="application/json")
    try:
        row = db.execute(
            "insert into account (email, name, password) values (:email, :name, :password)",
            wanted.model_dump(),
        ).lastrowid
    except sqlite3.IntegrityError:
        return {"error": "somebody has this address"}, 409
    return show_account(row), 201, {"Location": f"/accounts/{row}"}


@app.get("/accounts/<int:row>")
def show_account(row):
    known = row < 2**63  # more than a column of SQLite holds
    found = (
        db.execute("select id, email, name from account where id = ?", [row]).fetchone() if known else None
    )
    if found is None:
        return {"error": "unknown"}, 404
    return dict(zip(("id", "email", "name"), found, strict=True)) | {"roles": ["reader"]}
