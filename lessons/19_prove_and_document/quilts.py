"""A quilt workshop, its two tests, and three ways to break it on purpose."""

from flask import Flask, request

app = Flask(__name__)


def workshop(fault=None):
    api = Flask("workshop")
    quilts = {}

    @api.post("/quilts/<name>")
    def sew(name):
        taken = name in quilts
        if fault == "overwrites" or (not taken and fault != "stores nothing"):
            quilts[name] = request.json
        if taken:
            return {"error": "taken"}, 200 if fault == "says 200" else 409
        return {"name": name}, 201, {"Location": f"/quilts/{name}"}

    @api.get("/quilts/<name>")
    def look(name):
        return {"name": name, "colour": quilts[name]} if name in quilts else ({"error": "unknown"}, 404)

    return api


def test_new_quilt(client):
    assert client.post("/quilts/sun", json="red").status_code == 201


def test_taken_name(client):
    client.post("/quilts/sun", json="red")
    assert client.post("/quilts/sun", json="blue").status_code == 409


@app.get("/faults")
def faults():
    return {fault: verdict(fault) for fault in ("says 200", "stores nothing", "overwrites")}


def verdict(fault):
    for test in (test_new_quilt, test_taken_name):
        try:
            test(workshop(fault).test_client())
        except AssertionError:
            return "noticed"
    return "unnoticed"
