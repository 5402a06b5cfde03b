"""303 to the report when the export is done; HTTPStatus names; errors by one handler; whole URLs."""

import time
from http import HTTPStatus
from itertools import count

from flask import Flask, abort, jsonify, redirect, request, url_for

app = Flask(__name__)
exports = {}
ids = count(1)


def build_report(shop):
    time.sleep(3)
    return {"shop": shop, "receipts": 48_211, "title": f"Sales of {shop}"}


@app.errorhandler(HTTPStatus.NOT_FOUND)
def not_found(error):
    return jsonify(error=error.description), HTTPStatus.NOT_FOUND


@app.post("/exports")
def start_export():
    number = next(ids)
    exports[number] = {"shop": request.json["shop"], "state": "pending", "report": None}
    response = jsonify(state="pending", note="ask again later")
    response.status_code = HTTPStatus.ACCEPTED
    response.location = url_for("show_export", number=number, _external=True)
    return response


@app.get("/exports/<int:number>")
def show_export(number):
    export = exports.get(number) or abort(HTTPStatus.NOT_FOUND, "no such export")
    if export["state"] == "done":
        return redirect(url_for("show_report", number=number), HTTPStatus.SEE_OTHER)
    return jsonify(state=export["state"], report=None)


@app.get("/exports/<int:number>/report")
def show_report(number):
    export = exports.get(number) or abort(HTTPStatus.NOT_FOUND, "no such export")
    return jsonify(export["report"] or abort(HTTPStatus.NOT_FOUND, "not built yet"))


@app.post("/worker/run")
def run_worker():
    for export in exports.values():
        if export["state"] == "pending":
            export.update(report=build_report(export["shop"]), state="done")
    return jsonify(ok=True)
