"""A garden sows two rows with one request to a seed bank."""

from flask import Flask, request

bank = Flask("bank")
app = Flask(__name__)


@bank.post("/rows")
def sow():
    return [{"seed": s, "status": 201 if s == "pea" else 409} for s in request.json], 207


@app.get("/garden")
def garden():
    status = bank.test_client().post("/rows", json=["pea", "mint"]).status_code
    return {"said": "all sown" if status // 100 == 2 else "not sown"}
