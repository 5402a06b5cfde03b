"""The bookings are a blueprint with a rule of its own; nothing is said about an unknown end."""

from datetime import UTC, datetime, timedelta

from flask import Blueprint, Flask, Response, json, request
from flask.views import MethodView

app = Flask(__name__)
app.config["NOW"] = lambda: datetime.now(UTC)
shop = Blueprint("shop", __name__, url_prefix="/bookings")


class Switch:
    def __init__(self):
        self.on, self.until, self.bookings = False, None, []

    @property
    def left(self):
        return None if self.until is None else self.until - app.config["NOW"]()


switch = Switch()


@shop.before_request
def refuse_in_maintenance():
    if not switch.on or request.method == "OPTIONS":
        return None
    known = switch.left is not None and switch.left > timedelta(0)
    end = switch.until.isoformat(" ", "seconds") if known else None
    body = json.dumps({"error": "The shop is closed.", "estimated_recovery": end})
    response = Response(body, 503, mimetype="application/json")
    if known:
        response.headers["Retry-After"] = str(int(switch.left.total_seconds()) + 1)
    return response


class Bookings(MethodView):
    def get(self):
        return switch.bookings

    def post(self):
        switch.bookings.append({"slot": request.get_json()["slot"]})
        return switch.bookings[-1], 201


@app.route("/maintenance", methods=["GET", "PUT"])
def maintenance():
    if request.method == "PUT":
        data = request.get_json()
        minutes = data.get("minutes")
        switch.on = data["on"]
        switch.until = app.config["NOW"]() + timedelta(minutes=minutes) if minutes else None
    return {"on": switch.on}


@app.get("/health")
def show_health():
    return {"status": "ok"}


shop.add_url_rule("", view_func=Bookings.as_view("bookings"))
app.register_blueprint(shop)
