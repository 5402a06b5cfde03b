"""Misconception: The class attribute decides the code, whatever __init__ does.

Believes: Every refusal is 400: my request cannot be read, and I have to repair it.
Fails: test_save_without_condition, test_save_over_another_version, test_remove, test_lent_game_stays, test_content_that_is_too_large, test_invalid_content, test_invalid_fields_are_named, test_fields_that_nobody_may_set, test_token, test_token_of_a_member, test_who_asks_comes_first, test_no_loan, test_loan_of_another_member, test_return, test_too_many_loans, test_what_counts_as_a_loan, test_stocktaking, test_maintenance, test_shelf_down, test_shelf_fails_in_the_middle
"""

import hashlib
import math
import threading
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from uuid import uuid4

from flask import Blueprint, Flask, current_app, g, json, make_response, request
from flask.views import MethodView
from werkzeug.exceptions import HTTPException

items = Blueprint("items", __name__, url_prefix="/items")
desk = Blueprint("desk", __name__)
admin = Blueprint("admin", __name__, url_prefix="/admin")


class Refusal(Exception):
    status = 500
    message = "Something is wrong."

    def __init__(self, message=None, fields=(), status=400, **headers):
        super().__init__(message or self.message)
        self.status = status
        self.fields = list(fields)
        self.headers = headers


class BadContent(Refusal):
    status, message = 400, "This is no JSON that can be read."


class Unauthorized(Refusal):
    status, message = 401, "Show your token."


class Forbidden(Refusal):
    status, message = 403, "Ask somebody at the desk."


class NotFound(Refusal):
    status, message = 404, "There is nothing here."


class Taken(Refusal):
    status, message = 409, "This game is lent."


class Gone(Refusal):
    status, message = 410, "This game was given away."


class Stale(Refusal):
    status, message = 412, "This is no more the version that you read."


class TooLarge(Refusal):
    status, message = 413, "Send less."


class WrongFields(Refusal):
    status, message = 422, "Some fields are wrong."


class NoCondition(Refusal):
    status, message = 428, "Say in If-Match which version you read."


class TooMany(Refusal):
    status, message = 429, "Wait a little."


class Closed(Refusal):
    status, message = 503, "Come back later."


@dataclass
class State:
    """What the club remembers beside the shelf."""

    closed: bool = False
    loans: dict = field(default_factory=dict)
    windows: dict = field(default_factory=dict)
    counts: dict = field(default_factory=dict)


def state():
    return current_app.extensions["club"]


def shelf():
    return current_app.config["SHELF"]


def now():
    return current_app.config["NOW"]()


def tell(status, message, fields=()):
    error = {"code": status, "message": message, "time": now().isoformat(timespec="seconds")}
    if fields:
        error["details"] = [{"field": name, "why": "missing or of the wrong kind"} for name in fields]
    return {"error": error}


def on_refusal(refusal):
    headers = {name.replace("_", "-"): value for name, value in refusal.headers.items()}
    return tell(refusal.status, str(refusal), refusal.fields), refusal.status, headers


def on_http_error(error):
    headers = dict(error.get_headers())
    headers.pop("Content-Type", None)
    if error.code == 415:
        headers["Accept"] = "application/json, application/*+json"
    return tell(error.code, error.name), error.code, headers


def on_unreachable(error):
    current_app.logger.warning("The shelf cannot be reached", exc_info=error)
    return on_refusal(Closed(Retry_After="30"))


def token_holder():
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    holder = current_app.config["TOKENS"].get(token.strip())
    if scheme.lower() != "bearer" or holder is None:
        raise Unauthorized(WWW_Authenticate='Bearer realm="club", error_description="a token is needed"')
    g.member, g.role = holder["member"], holder["role"]


def desk_holder():
    token_holder()
    if g.role != "desk":
        raise Forbidden


def fields_of(kinds):
    try:
        data = request.get_json()
    except RecursionError:
        raise BadContent from None
    if not isinstance(data, dict):
        raise WrongFields
    wrong = [name for name in kinds if name not in data or not kinds[name](data[name])]
    if wrong or set(data) - set(kinds):
        raise WrongFields(None, wrong or set(data) - set(kinds))
    return data


def text(value):
    return isinstance(value, str) and bool(value.strip())


def whole(value):
    return isinstance(value, int) and not isinstance(value, bool) and value > 0


def flag(value):
    return isinstance(value, bool)


def read_content(**kinds):
    if request.is_json:
        if len(request.get_data(cache=True)) > 16384:
            raise TooLarge
        return fields_of(kinds)
    return request.get_json()


def lookup(ident):
    entry = shelf().get(ident)
    if entry is None:
        raise NotFound
    if entry["gone"]:
        raise Gone
    return entry


def borrower(ident):
    return next((loan for loan in state().loans.values() if loan["item"] == ident), None)


def picture(entry):
    names = ("id", "title", "players")
    return {**{name: entry[name] for name in names}, "free": borrower(entry["id"]) is None}


def tag_of(shown):
    return hashlib.sha256(json.dumps(shown, sort_keys=True).encode()).hexdigest()[:24]


class Items(MethodView):
    def get(self):
        return [picture(entry) for entry in list(shelf().values()) if not entry["gone"]]

    def post(self):
        desk_holder()
        data = read_content(title=text, players=whole)
        entry = {"id": uuid4().hex, "gone": False, **data}
        shelf()[entry["id"]] = entry
        return picture(entry), 201, {"Location": f"{request.base_url}/{entry['id']}"}


class Item(MethodView):
    def get(self, ident):
        shown = picture(lookup(ident))
        response = make_response(shown)
        response.set_etag(tag_of(shown))
        if request.if_none_match.contains_weak(tag_of(shown)):
            response = make_response("", 304)
            response.set_etag(tag_of(shown))
        return response

    def put(self, ident):
        desk_holder()
        entry = lookup(ident)
        data = read_content(title=text, players=whole)
        if "If-Match" not in request.headers:
            raise NoCondition
        if not request.if_match.contains(tag_of(picture(entry))):
            raise Stale
        shelf()[ident] = {**entry, **data}
        return picture({**entry, **data})

    def delete(self, ident):
        desk_holder()
        entry = lookup(ident)
        if borrower(ident):
            raise Taken("It is lent. Take it out when it is back.")
        shelf()[ident] = {**entry, "gone": True}
        return make_response("", 204)


class Loans(MethodView):
    def post(self):
        token_holder()
        self.count()
        data = read_content(item=text)
        entry = shelf().get(data["item"])
        if entry is None or entry["gone"]:
            raise Taken("The club has no such game.")
        if borrower(data["item"]):
            raise Taken
        loan = {"id": uuid4().hex, "item": data["item"], "member": g.member}
        loan["due"] = (now() + timedelta(weeks=2)).astimezone(UTC).isoformat()
        state().loans[loan["id"]] = loan
        return loan, 201, {"Location": f"/loans/{loan['id']}"}

    def count(self):
        begun, number = state().windows.get(g.member, (now(), 0))
        if now() >= begun + timedelta(seconds=60):
            begun, number = now(), 0
        if number >= current_app.config["LOANS_PER_MINUTE"]:
            left = begun + timedelta(seconds=60) - now()
            raise TooMany(Retry_After=str(math.ceil(left / timedelta(seconds=1))))
        state().windows[g.member] = begun, number + 1


class Loan(MethodView):
    def find(self, ident):
        token_holder()
        loan = state().loans.get(ident)
        if loan is None or g.role != "desk" and loan["member"] != g.member:
            raise NotFound("You have no such loan.")
        return loan

    def get(self, ident):
        return self.find(ident)

    def delete(self, ident):
        del state().loans[self.find(ident)["id"]]
        return make_response("", 204)


@desk.get("/health")
def health():
    return {"alive": True}


@desk.get("/me")
def me():
    token_holder()
    mine = [loan for loan in state().loans.values() if loan["member"] == g.member]
    return {"member": g.member, "role": g.role, "loans": mine}


@admin.before_request
def guard_admin():
    if request.method != "OPTIONS":
        desk_holder()


@admin.put("/maintenance")
def maintenance():
    state().closed = read_content(on=flag)["on"]
    return {"on": state().closed}


@admin.post("/stocktakings")
def order_count():
    count = {"id": uuid4().hex, "state": "pending"}
    state().counts[count["id"]] = count
    games = shelf()

    def work():
        count["games"] = len([entry for entry in games.values() if not entry["gone"]])
        count["state"] = "done"

    current_app.config["LATER"](work)
    return {"state": "pending"}, 202, {"Location": f"/admin/stocktakings/{count['id']}"}


@admin.get("/stocktakings/<ident>")
def show_count(ident):
    if ident not in state().counts:
        raise NotFound
    return state().counts[ident]


def gate():
    if not state().closed or request.method == "OPTIONS":
        return
    if request.path != "/health" and request.blueprint != "admin":
        raise Closed(Retry_After="600")


def create_app():
    made = Flask(__name__)
    made.config.update(
        SHELF={},
        TOKENS={
            "desk-key": {"member": "desk", "role": "desk"},
            "card-17": {"member": "m-17", "role": "member"},
        },
        NOW=lambda: datetime.now(UTC),
        LATER=lambda job: threading.Thread(target=job).start(),
        LOANS_PER_MINUTE=10,
        MAX_CONTENT_LENGTH=16385,
    )
    made.extensions["club"] = State()
    made.before_request(gate)
    made.register_error_handler(Refusal, on_refusal)
    made.register_error_handler(HTTPException, on_http_error)
    made.register_error_handler(ConnectionError, on_unreachable)
    made.register_error_handler(TimeoutError, on_unreachable)
    items.add_url_rule("", view_func=Items.as_view("all"))
    items.add_url_rule("/<ident>", view_func=Item.as_view("one"))
    desk.add_url_rule("/loans", view_func=Loans.as_view("loans"))
    desk.add_url_rule("/loans/<ident>", view_func=Loan.as_view("loan"))
    for blueprint in (items, desk, admin):
        made.register_blueprint(blueprint)
    return made


app = create_app()
