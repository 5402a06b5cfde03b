"""A dataclass for the job, Response objects made by hand, and a relative link to the report."""

import json
import time
from dataclasses import dataclass

from flask import Flask, Response, request

app = Flask(__name__)


@dataclass
class Job:
    number: int
    shop: str
    report: dict | None = None

    @property
    def status(self):
        if self.report is None:
            return {"state": "pending", "seconds": 3}
        return {"state": "done", "report": f"{self.number}/report"}


jobs = []


def answer(value, status=200, **headers):
    return Response(json.dumps(value), status, headers, mimetype="application/json")


def job(number):
    return jobs[number] if number < len(jobs) else None


def build_report(shop):
    time.sleep(3)
    return {"shop": shop, "receipts": 48_211, "title": f"Sales of {shop}"}


@app.route("/exports", methods=["POST"])
def start_export():
    jobs.append(Job(len(jobs), request.json["shop"]))
    return answer(jobs[-1].status, 202, Location=f"/exports/{jobs[-1].number}")


@app.route("/exports/<int:number>")
def show_export(number):
    found = job(number)
    return answer(found.status) if found else answer({"error": "unknown"}, 404)


@app.route("/exports/<int:number>/report")
def show_report(number):
    found = job(number)
    return answer(found.report) if found and found.report else answer({"error": "no report"}, 404)


@app.route("/worker/run", methods=["POST"])
def run_worker():
    waiting = [one for one in jobs if one.report is None]
    for one in waiting:
        one.report = build_report(one.shop)
    return answer({"built": len(waiting)})
