"""The nursery, which acts on each event once."""

from flask import Flask, request

app = Flask(__name__)
sent = []
seen = set()


@app.post("/hooks/payments")
def payment_event():
    event = request.get_json()
    if not isinstance(event, dict) or not isinstance(event.get("order"), str):
        return {"error": "An event names its order"}, 400
    event_id = request.headers.get("webhook-id")
    if not event_id:
        return {"error": "An event has a webhook-id"}, 400
    if event_id not in seen:
        seen.add(event_id)
        sent.append(event["order"])
    return "", 204


@app.get("/parcels")
def parcels():
    return {"sent": sent}
