"""Like: no_way_to_follow_up"""

import time
from itertools import count

from flask import Flask, jsonify, request

app = Flask(__name__)

exports = {}
ids = count(1)


def build_report(shop):
    time.sleep(3)
    return {"shop": shop, "receipts": 48_211, "title": f"Sales of {shop}"}


@app.post("/exports")
def start_export():
    shop = request.get_json()["shop"]
    job_id = next(ids)
    exports[job_id] = {"id": job_id, "shop": shop, "state": "pending", "report": None}
    return jsonify(state="pending", status_url=f"/exports/{job_id}"), 202


@app.get("/exports/<int:export_id>")
def export_status(export_id):
    if export_id not in exports:
        return jsonify(error="unknown export"), 404
    job = exports[export_id]
    if job["state"] == "pending":
        return jsonify(id=export_id, state="pending")
    return jsonify(id=export_id, state="done", report=f"/exports/{export_id}/report")


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
