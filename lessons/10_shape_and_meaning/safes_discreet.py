"""The safes of a hotel: errors name the field and the rule, never the value."""

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
        faults = error.errors(include_input=False, include_context=False, include_url=False)
        return {"errors": faults}, 422
    return {"locked": safe.room}
