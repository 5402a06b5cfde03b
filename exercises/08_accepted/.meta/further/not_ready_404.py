"""Like: status_is_not_found_until_done"""

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
    data = request.get_json()
    job_id = next(ids)
    exports[job_id] = {"id": job_id, "shop": data["shop"], "state": "pending", "report": None}
    return jsonify(id=job_id, state="pending"), 202, {"Location": f"/exports/{job_id}"}


@app.get("/exports/<int:export_id>")
def export_status(export_id):
    job = exports.get(export_id)
    if not job or job["state"] != "done":
        return jsonify(error="The export is not ready."), 404
    return jsonify(state="done", report=f"/exports/{export_id}/report")


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
