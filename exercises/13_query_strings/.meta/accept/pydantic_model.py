"""A pydantic model of the query string; lists show what came twice."""

from flask import Flask, jsonify, request
from pydantic import BaseModel, Field, ValidationError, field_validator

app = Flask(__name__)

BIKES = [{"id": number, "price": 80 + number * 37 % 300} for number in range(1, 58)]


class Query(BaseModel):
    page: int = Field(1, ge=1)
    size: int = Field(20, ge=1, le=100)

    @field_validator("page", "size", mode="before")
    @classmethod
    def only_one(cls, values):
        if len(values) != 1:
            raise ValueError("may come only once")
        return values[0]


@app.get("/bikes")
def list_bikes():
    try:
        query = Query.model_validate(request.args.to_dict(flat=False))
    except ValidationError as failed:
        first = failed.errors(include_context=False, include_url=False)[0]
        return jsonify(error=first["msg"], parameter=first["loc"][0]), 400
    start = (query.page - 1) * query.size
    return {**query.model_dump(), "total": len(BIKES), "bikes": BIKES[start : start + query.size]}
