"""A garden sows two rows with one request and reads the answer for each."""

from flask import Flask, request

bank = Flask("bank")
app = Flask(__name__)


@bank.post("/rows")
def sow():
    return [{"seed": s, "status": 201 if s == "pea" else 409} for s in request.json], 207


@app.get("/garden")
def garden():
    parts = bank.test_client().post("/rows", json=["pea", "mint"]).json
    return {"failed": [part["seed"] for part in parts if part["status"] // 100 != 2]}
