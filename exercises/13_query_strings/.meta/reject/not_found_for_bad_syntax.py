"""Misconception: A list that cannot be looked up is not found.

Believes: There is no list of bikes at this address, so it stops asking.
Fails: test_text_is_no_number, test_less_than_one_is_refused, test_more_than_100_is_refused,
test_empty_value_is_refused, test_repeated_parameter_is_refused, test_refusal_names_the_parameter
"""

from flask import Flask, request

app = Flask(__name__)

BIKES = [{"id": number, "price": 80 + number * 37 % 300} for number in range(1, 58)]


class BadParameter(Exception):
    """A query parameter that is there and cannot be used."""

    def __init__(self, name, reason):
        super().__init__(f"The parameter {name} {reason}.")
        self.name = name


@app.errorhandler(BadParameter)
def refuse(error):
    return {"error": str(error), "parameter": error.name}, 404


def whole_number(name, default, highest=None):
    values = request.args.getlist(name)
    if not values:
        return default
    if len(values) > 1:
        raise BadParameter(name, "may come only once")
    try:
        number = int(values[0])
    except ValueError:
        raise BadParameter(name, "must be a whole number") from None
    if number < 1 or (highest is not None and number > highest):
        raise BadParameter(name, f"must be from 1 to {highest}" if highest else "must be 1 or more")
    return number


@app.get("/bikes")
def list_bikes():
    page = whole_number("page", default=1)
    size = whole_number("size", default=20, highest=100)
    start = (page - 1) * size
    return {"page": page, "size": size, "total": len(BIKES), "bikes": BIKES[start : start + size]}
