"""Like: first_fault_only"""

import re
from itertools import count

from flask import Flask, jsonify, request
from pydantic import BaseModel, Field, ValidationError, field_validator

app = Flask(__name__)

accounts = {}
ids = count(1)


FIELDS = ("email", "name", "password")


def complaint(field, text):
    return jsonify(error=text, errors=[{"loc": field, "msg": text}]), 422


@app.post("/accounts")
def sign_up():
    data = request.get_json()
    if not isinstance(data, dict):
        return jsonify(error="send an object"), 400
    for field in FIELDS:
        if not isinstance(data.get(field), str) or not data[field]:
            return complaint(field, f"{field} is required")
    email = data["email"].strip().lower()
    if not re.fullmatch(r"[^@\s]+@[^@\s]+\.[^@\s]+", email):
        return complaint("email", "this is no address")
    if len(data["password"]) < 8:
        return complaint("password", "too short")
    if email in [one["email"] for one in accounts.values()]:
        return jsonify(error="taken"), 409
    account = {"id": next(ids), "email": email, "name": data["name"], "roles": ["reader"]}
    accounts[account["id"]] = account
    return account, 201, {"Location": f"/accounts/{account['id']}"}


@app.get("/accounts/<int:number>")
def show(number):
    return accounts[number]
