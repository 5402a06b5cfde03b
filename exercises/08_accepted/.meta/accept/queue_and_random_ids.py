"""A queue, random ids, a method view in a blueprint, and a whole URL as the link to the report."""

from collections import deque
from time import sleep
from uuid import uuid4

from flask import Blueprint, Flask, make_response, request, url_for
from flask.views import MethodView

api = Blueprint("api", __name__)
queue = deque()
shops = {}
reports = {}


def build_report(shop):
    sleep(3)
    return {"shop": shop, "receipts": 48_211, "title": f"Sales of {shop}"}


def status_of(key):
    if key in reports:
        return {"state": "done", "report": url_for("api.report", key=key, _external=True)}
    return {"state": "pending"}


class Exports(MethodView):
    def post(self):
        key = uuid4().hex
        shops[key] = request.get_json()["shop"]
        queue.append(key)
        response = make_response(status_of(key), 202)
        response.headers["Location"] = f"exports/{key}"
        return response


class Export(MethodView):
    def get(self, key):
        if key not in shops:
            return make_response({"error": "unknown export"}, 404)
        return status_of(key)


@api.get("/reports/<key>")
def report(key):
    return reports.get(key) or ({"error": "no report"}, 404)


@api.post("/worker/run")
def run_worker():
    built = []
    while queue:
        key = queue.popleft()
        reports[key] = build_report(shops[key])
        built.append(key)
    return built


api.add_url_rule("/exports", view_func=Exports.as_view("exports"))
api.add_url_rule("/exports/<key>", view_func=Export.as_view("export"))
app = Flask(__name__)
app.register_blueprint(api)
