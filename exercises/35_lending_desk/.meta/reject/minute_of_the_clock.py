"""Misconception: A minute begins when the clock says so.

Believes: Just before the turn of the minute I send all that I may, and just after it the same again.
Fails: test_too_many_loans, test_what_counts_as_a_loan
"""

from datetime import UTC, datetime, timedelta
from itertools import count
from threading import Thread

from flask import Flask, abort, json, jsonify, request, url_for
from werkzeug.datastructures import WWWAuthenticate
from werkzeug.exceptions import HTTPException, ServiceUnavailable, UnprocessableEntity

app = Flask(__name__)
app.config["SHELF"] = {}
app.config["TOKENS"] = {
    "desk-key": {"member": "desk", "role": "desk"},
    "card-17": {"member": "m-17", "role": "member"},
    "card-18": {"member": "m-18", "role": "member"},
}
app.config["NOW"] = lambda: datetime.now(UTC)
app.config["LATER"] = lambda job: Thread(target=job).start()
app.config["LOANS_PER_MINUTE"] = 10
app.config["MAX_CONTENT_LENGTH"] = 16_385

MOST = 16_384
MINUTE = timedelta(minutes=1)
LOAN = timedelta(days=14)
SOME_TIME = 120
OPEN_IN_MAINTENANCE = {"health", "maintain", "take_stock", "show_stocktaking"}

ids = count(1)
loans, tries, stocktakings = {}, {}, {}
desk = {"maintenance": False}


class Invalid(UnprocessableEntity):
    def __init__(self, *fields):
        super().__init__("The content is not what is asked for here.")
        self.details = [{"field": name, "message": f"{name} should be {kind}."} for name, kind in fields]


@app.errorhandler(HTTPException)
def answer_error(error):
    body = {"code": error.code, "message": error.description, "time": app.config["NOW"]().isoformat()}
    if isinstance(error, Invalid):
        body["details"] = error.details
    response = error.get_response()
    response.data, response.mimetype = json.dumps({"error": body}), "application/json"
    if error.code == 415:
        response.headers["Accept"] = "application/json"
    return response


@app.errorhandler(ConnectionError)
@app.errorhandler(TimeoutError)
def answer_unreachable(error):
    return answer_error(ServiceUnavailable("The shelf cannot be reached.", retry_after=SOME_TIME))


@app.before_request
def closed_in_maintenance():
    if desk["maintenance"] and request.method != "OPTIONS" and request.endpoint not in OPEN_IN_MAINTENANCE:
        abort(503, "The desk is closed for maintenance.", retry_after=SOME_TIME)


def person():
    given = request.authorization
    token = given.token if given and given.type == "bearer" else None
    known = app.config["TOKENS"].get(token)
    if known is None:
        abort(401, "Send your token.", www_authenticate=WWWAuthenticate("bearer", {"realm": "lending desk"}))
    return known


def desk_only():
    if person()["role"] != "desk":
        abort(403, "Only the desk may do this.")


def content():
    if len(request.get_data()) > MOST:
        abort(413, f"Send at most {MOST} bytes.")
    try:
        return request.get_json()
    except RecursionError:
        abort(400, "The content is nested too deeply.")


def checked(**fields):
    data = content()
    if not isinstance(data, dict):
        raise Invalid()
    wrong = [(name, kind) for name, (kind, test) in fields.items() if not test(data.get(name))]
    if wrong:
        raise Invalid(*wrong)
    return {name: data[name] for name in fields}


def is_text(value):
    return isinstance(value, str) and value.strip() != ""


def is_count(value):
    return type(value) is int and value >= 1


def checked_game():
    return checked(title=("a text", is_text), players=("a whole number from 1 up", is_count))


def find(item_id):
    shelf = app.config["SHELF"]
    if item_id not in shelf:
        abort(404, "There is no such game.")
    game = shelf[item_id]
    if game is None:
        abort(410, "This game has left the club.")
    return game


def lent(item_id):
    return any(loan["item"] == item_id for loan in loans.values())


def shown(item_id, game):
    response = jsonify({"id": item_id, **game, "free": not lent(item_id)})
    response.add_etag()
    return response


@app.get("/health")
def health():
    return {"status": "ok"}


@app.get("/items")
def list_items():
    games = {item_id: game for item_id, game in app.config["SHELF"].items() if game is not None}
    return [shown(item_id, game).json for item_id, game in games.items()]


@app.post("/items")
def add_item():
    desk_only()
    game, item_id = checked_game(), f"g-{next(ids)}"
    app.config["SHELF"][item_id] = game
    response = shown(item_id, game)
    return response, 201, {"Location": url_for("show_item", item_id=item_id)}


@app.get("/items/<item_id>")
def show_item(item_id):
    return shown(item_id, find(item_id)).make_conditional(request)


@app.put("/items/<item_id>")
def save_item(item_id):
    desk_only()
    game = find(item_id)
    current, _ = shown(item_id, game).get_etag()
    if not request.if_match:
        abort(428, "Read the game first, and send its ETag in If-Match.")
    if current not in request.if_match:
        abort(412, "The game has changed since you read it. Read it again.")
    app.config["SHELF"][item_id] = checked_game()
    return "", 204


@app.delete("/items/<item_id>")
def remove_item(item_id):
    desk_only()
    find(item_id)
    if lent(item_id):
        abort(409, "The game is lent. It can go when it is back.")
    app.config["SHELF"][item_id] = None
    return "", 204


@app.get("/me")
def me():
    who = person()
    return {**who, "loans": [loan for loan in loans.values() if loan["member"] == who["member"]]}


def count_try(member):
    now = app.config["NOW"]()
    minute = member, now.replace(second=0, microsecond=0)
    used = tries.get(minute, 0)
    if used >= app.config["LOANS_PER_MINUTE"]:
        abort(429, "Too many loans in one minute.", retry_after=60)
    tries[minute] = used + 1


@app.post("/loans")
def lend():
    member = person()["member"]
    count_try(member)
    item_id = checked(item=("the id of a game", is_text))["item"]
    if app.config["SHELF"].get(item_id) is None:
        raise Invalid(("item", "the id of a game of the club"))
    if lent(item_id):
        abort(409, "The game is lent to somebody.")
    due = app.config["NOW"]() + LOAN
    loan = {"id": f"l-{next(ids)}", "item": item_id, "member": member, "due": due.isoformat()}
    loans[loan["id"]] = loan
    return loan, 201, {"Location": url_for("show_loan", loan_id=loan["id"])}


def own_loan(loan_id):
    who, loan = person(), loans.get(loan_id)
    if loan is None or who["role"] != "desk" and loan["member"] != who["member"]:
        abort(404, "You have no such loan.")
    return loan


@app.get("/loans/<loan_id>")
def show_loan(loan_id):
    return own_loan(loan_id)


@app.delete("/loans/<loan_id>")
def give_back(loan_id):
    own_loan(loan_id)
    del loans[loan_id]
    return "", 204


@app.put("/admin/maintenance")
def maintain():
    desk_only()
    desk["maintenance"] = checked(on=("true or false", lambda value: isinstance(value, bool)))["on"]
    return {"on": desk["maintenance"]}


@app.post("/admin/stocktakings")
def take_stock():
    desk_only()
    taking = {"id": f"s-{next(ids)}", "state": "pending"}
    stocktakings[taking["id"]] = taking
    shelf = app.config["SHELF"]

    def count_games():
        taking.update(state="done", games=sum(game is not None for game in shelf.values()))

    app.config["LATER"](count_games)
    return taking, 202, {"Location": url_for("show_stocktaking", taking_id=taking["id"])}


@app.get("/admin/stocktakings/<taking_id>")
def show_stocktaking(taking_id):
    desk_only()
    if taking_id not in stocktakings:
        abort(404, "There is no such stocktaking.")
    return stocktakings[taking_id]
