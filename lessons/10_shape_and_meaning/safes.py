"""The safes of a hotel."""

from flask import Flask, request
from pydantic import BaseModel, ValidationError, field_validator

app = Flask(__name__)


class Safe(BaseModel):
    room: int
    pin: str

    @field_validator("pin")
    @classmethod
    def four_digits(cls, pin):
        if len(pin) != 4:
            raise ValueError("must have four digits")
        return pin


@app.post("/locks")
def lock():
    try:
        safe = Safe.model_validate(request.get_json())
    except ValidationError as error:
        return {"errors": error.errors()}, 422
    return {"locked": safe.room}
