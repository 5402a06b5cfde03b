"""Misconception: A request is to be answered, so whatever is wrong in it is set right first.

Believes: It got the page and the size that it asked for, whatever it wrote.
Fails: test_text_is_no_number, test_less_than_one_is_refused, test_more_than_100_is_refused, test_empty_value_is_refused, test_repeated_parameter_is_refused, test_refusal_names_the_parameter
"""

from flask import Flask, request

app = Flask(__name__)

BIKES = [{"id": number, "price": 80 + number * 37 % 300} for number in range(1, 58)]


@app.get("/bikes")
def list_bikes():
    page = max(1, request.args.get("page", 1, type=int))
    size = min(100, max(1, request.args.get("size", 20, type=int)))
    start = (page - 1) * size
    return {"page": page, "size": size, "total": len(BIKES), "bikes": BIKES[start : start + size]}
