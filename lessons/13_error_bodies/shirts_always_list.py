"""A shop that prints shirts, with a list of details in every error, and the same form."""

from flask import Flask

shop = Flask("shop")
app = Flask(__name__)


def refuse(status, code, message, details=()):
    return {"error": {"code": code, "message": message, "details": details}}, status


@shop.get("/orders/huge")
def huge():
    detail = {"field": "size", "problem": "S, M, L or XL"}
    return refuse(422, "invalid_fields", "Some fields are wrong", [detail])


@shop.get("/orders/pink")
def pink():
    return refuse(409, "out_of_stock", "There is no pink left")


@app.get("/form/<order>")
def form(order):
    error = shop.test_client().get(f"/orders/{order}").json["error"]
    boxes = [detail["field"] for detail in error.get("details", [])]
    return {"shown": error["message"], "red": boxes}
