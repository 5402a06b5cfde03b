"""Like: address_made_of_the_shop"""

import time
from itertools import count

from flask import Flask, request

app = Flask(__name__)

exports = {}
ids = count(1)


def build_report(shop):
    time.sleep(3)
    return {"shop": shop, "receipts": 48_211, "title": f"Sales of {shop}"}


@app.post("/worker/run")
def run_worker():
    waiting = [export for export in exports.values() if export["state"] == "pending"]
    for export in waiting:
        export["report"] = build_report(export["shop"])
        export["state"] = "done"
    return {"built": len(waiting)}


@app.get("/exports/<int:export_id>/report")
def show_report(export_id):
    export = exports.get(export_id)
    if export is None or export["report"] is None:
        return {"error": f"There is no report of export {export_id}."}, 404
    return export["report"]


by_shop = {}


@app.post("/exports")
def start_export():
    shop = request.get_json()["shop"]
    export = {"id": next(ids), "shop": shop, "state": "pending", "report": None}
    exports[export["id"]] = export
    by_shop[shop] = export
    return {"state": "pending"}, 202, {"Location": f"/exports/{shop}"}


@app.get("/exports/<shop>")
def show_export(shop):
    export = by_shop.get(shop)
    if export is None:
        return {"error": "no such export"}, 404
    if export["state"] == "pending":
        return {"state": "pending"}
    return {"state": "done", "report": f"/exports/{export['id']}/report"}
