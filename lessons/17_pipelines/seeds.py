"""A nursery sends seeds when the payment service reports a payment."""

from flask import Flask, request

app = Flask(__name__)
sent = []


@app.post("/hooks/payments")
def payment_event():
    event = request.get_json()
    if not isinstance(event, dict) or not isinstance(event.get("order"), str):
        return {"error": "An event names its order"}, 400
    sent.append(event["order"])
    return "", 204


@app.get("/parcels")
def parcels():
    return {"sent": sent}
