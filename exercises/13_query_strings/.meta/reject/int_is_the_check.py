"""Misconception: int() refuses what is no number.

Believes: The server is broken, so it sends page=undefined again.
Fails: test_text_is_no_number, test_less_than_one_is_refused, test_more_than_100_is_refused, test_empty_value_is_refused, test_repeated_parameter_is_refused, test_refusal_names_the_parameter
"""

from flask import Flask, request

app = Flask(__name__)

BIKES = [{"id": number, "price": 80 + number * 37 % 300} for number in range(1, 58)]


@app.get("/bikes")
def list_bikes():
    page = int(request.args.get("page", 1))
    size = int(request.args.get("size", 20))
    start = (page - 1) * size
    return {"page": page, "size": size, "total": len(BIKES), "bikes": BIKES[start : start + size]}
