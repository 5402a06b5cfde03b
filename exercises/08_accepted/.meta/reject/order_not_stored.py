"""Misconception: An answer that shows the order has taken the order.

Believes: The job was taken and lost at once: the address of its status is 404.
Fails: test_location_leads_to_the_status, test_asking_does_no_work, test_done_leads_to_the_report, test_worker_builds_each_export_once, test_each_export_has_its_own_status, test_later_order_still_waits, test_unknown_export_is_not_found
"""

import time
from itertools import count

from flask import Flask, request, url_for

app = Flask(__name__)

exports = {}
ids = count(1)


def build_report(shop):
    time.sleep(3)
    return {"shop": shop, "receipts": 48_211, "title": f"Sales of {shop}"}


@app.post("/exports")
def start_export():
    status = {"id": next(ids), "state": "pending"}
    return status, 202, {"Location": url_for("show_export", export_id=status["id"])}


@app.get("/exports/<int:export_id>")
def show_export(export_id):
    export = exports.get(export_id)
    if export is None:
        return {"error": f"There is no export {export_id}."}, 404
    status = {"id": export_id, "state": export["state"]}
    if export["state"] == "done":
        status["report"] = url_for("show_report", export_id=export_id)
    return status


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
