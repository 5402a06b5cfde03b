"""Like: maintenance_closes_all"""

import time
from collections import defaultdict, deque
from datetime import datetime, timedelta, timezone
from functools import wraps
from http import HTTPStatus
from itertools import count
from threading import Lock, Thread
from typing import Annotated

from flask import Flask, Response, g, jsonify, request
from pydantic import BaseModel, Field, StrictBool, StringConstraints, ValidationError
from werkzeug.exceptions import HTTPException
from werkzeug.http import quote_etag

app = Flask(__name__)
app.config["SHELF"] = {}
app.config["TOKENS"] = {"desk-key": {"member": "desk", "role": "desk"}}
app.config["NOW"] = lambda: datetime.fromtimestamp(time.time(), timezone.utc)
app.config["LATER"] = lambda job: Thread(target=job, daemon=True).start()
app.config["LOANS_PER_MINUTE"] = 10
app.config["MAX_CONTENT_LENGTH"] = 20_000

Text = Annotated[str, StringConstraints(strict=True, pattern=r"\S")]
numbers = count(1)
lock = Lock()
borrowed = {}
recent = defaultdict(deque)
takings = []
flags = {"on": False}


class Game(BaseModel):
    title: Text
    players: Annotated[int, Field(strict=True, ge=1)]


class Loan(BaseModel):
    item: Text


class Switch(BaseModel):
    on: StrictBool


def error(code, message, headers=None, **more):
    stamp = app.config["NOW"]().astimezone().isoformat()
    response = jsonify(error={"code": int(code), "message": message, "time": stamp, **more})
    response.status_code = int(code)
    response.headers.update(headers or {})
    return response


def unreachable(_):
    return error(HTTPStatus.SERVICE_UNAVAILABLE, "The shelf is out of reach.", {"Retry-After": "15"})


app.register_error_handler(ConnectionError, unreachable)
app.register_error_handler(TimeoutError, unreachable)


@app.errorhandler(HTTPException)
def speak(problem):
    kept = {name: value for name, value in problem.get_headers() if name != "Content-Type"}
    if problem.code == HTTPStatus.UNSUPPORTED_MEDIA_TYPE:
        kept["Accept"] = "application/json"
    return error(problem.code, HTTPStatus(problem.code).phrase, kept)


@app.errorhandler(ValidationError)
def wrong_content(problem):
    names = {
        str(one["loc"][0]) for one in problem.errors(include_input=False, include_context=False) if one["loc"]
    }
    details = [{"field": name} for name in sorted(names)]
    return error(HTTPStatus.UNPROCESSABLE_ENTITY, "Look at the fields.", details=details)


@app.before_request
def maintenance():
    if flags["on"] and request.endpoint != "switch":
        return error(503, "Closed today.", {"Retry-After": "3600"})
    return None


def role(*wanted):
    def decorate(view):
        @wraps(view)
        def guarded(**arguments):
            words = request.headers.get("Authorization", "").split()
            if len(words) != 2 or words[0].lower() != "bearer" or words[1] not in app.config["TOKENS"]:
                return error(401, "Please show a token.", {"WWW-Authenticate": 'Bearer realm="games"'})
            g.person = app.config["TOKENS"][words[1]]
            if g.person["role"] not in wanted:
                return error(403, "This is not for members.")
            return view(**arguments)

        return guarded

    return decorate


def takes(model):
    def decorate(view):
        @wraps(view)
        def reading(**arguments):
            if request.is_json and len(request.get_data()) > 16_384:
                return error(413, "Too much content.")
            try:
                data = request.get_json()
            except RecursionError:
                return error(400, "Too deep.")
            content = model.model_validate(data)
            return view(content, **arguments)

        return reading

    return decorate


def exists(view):
    @wraps(view)
    def finding(*content, number):
        row = app.config["SHELF"].get(number)
        if row is None:
            return error(404, "No such game.")
        if row["state"] == "out":
            return error(410, "We have it no more.")
        return view(*content, number=number, row=row)

    return finding


def show(number, row):
    return {
        "id": number,
        "title": row["title"],
        "players": row["players"],
        "free": number not in borrowed,
        "version": version(number, row),
    }


def version(number, row):
    return f"{row['version']}-{borrowed.get(number, {}).get('id', 'here')}"


@app.get("/health")
def health():
    return jsonify(status="green")


@app.route("/items", methods=["GET"])
def shown_items():
    rows = [(number, row) for number, row in app.config["SHELF"].items() if row["state"] == "in"]
    return jsonify([show(*pair) for pair in rows])


@app.route("/items", methods=["POST"])
@role("desk")
@takes(Game)
def new_item(game):
    number = f"{next(numbers):06}"
    row = {"title": game.title, "players": game.players, "state": "in", "version": next(numbers)}
    app.config["SHELF"][number] = row
    response = jsonify(show(number, row))
    response.status_code, response.location = 201, f"/items/{number}"
    return response


@app.route("/items/<number>", methods=["GET"])
@exists
def shown_item(number, row):
    tag = version(number, row)
    known = request.if_none_match.contains_weak(tag)
    response = Response(status=304) if known else jsonify(show(number, row))
    response.headers["ETag"] = quote_etag(tag)
    return response


@app.route("/items/<number>", methods=["PUT"])
@role("desk")
@takes(Game)
@exists
def changed_item(game, number, row):
    if not request.if_match:
        return error(HTTPStatus.PRECONDITION_REQUIRED, "If-Match is needed.")
    if version(number, row) not in request.if_match:
        return error(HTTPStatus.PRECONDITION_FAILED, "Somebody was faster.")
    new = {"title": game.title, "players": game.players, "state": "in", "version": next(numbers)}
    app.config["SHELF"][number] = new
    return jsonify(show(number, new))


@app.route("/items/<number>", methods=["DELETE"])
@role("desk")
@exists
def removed_item(number, row):
    if number in borrowed:
        return error(409, "Somebody has it at home.")
    app.config["SHELF"][number] = {**row, "state": "out"}
    return Response(status=HTTPStatus.NO_CONTENT)


@app.get("/me")
@role("member", "desk")
def me():
    own = [loan for loan in borrowed.values() if loan["member"] == g.person["member"]]
    return jsonify(member=g.person["member"], role=g.person["role"], loans=own)


def limited(view):
    @wraps(view)
    def counting():
        now, window = app.config["NOW"](), recent[g.person["member"]]
        while window and window[0] <= now - timedelta(seconds=60):
            window.popleft()
        if len(window) >= app.config["LOANS_PER_MINUTE"]:
            wait = 60 - int((now - window[0]).total_seconds()) if window else 60
            return error(429, "Slow down.", {"Retry-After": str(wait), "Cache-Control": "no-store"})
        window.append(now)
        return view()

    return counting


@app.post("/loans")
@role("member", "desk")
@limited
@takes(Loan)
def new_loan(wish):
    with lock:
        row = app.config["SHELF"].get(wish.item)
        if row is None or row["state"] == "out":
            return error(422, "The club has no such game.", details=[{"field": "item"}])
        if wish.item in borrowed:
            return error(409, "It is lent.")
        due = app.config["NOW"]() + timedelta(days=14)
        loan = {
            "id": str(next(numbers)),
            "item": wish.item,
            "member": g.person["member"],
            "due": due.isoformat(),
        }
        borrowed[wish.item] = loan
    return jsonify(loan), 201, {"Location": f"/loans/{loan['id']}"}


def visible(view):
    @wraps(view)
    def finding(number):
        mine = g.person["role"] == "desk"
        for loan in list(borrowed.values()):
            if loan["id"] == number and (mine or loan["member"] == g.person["member"]):
                return view(loan)
        return error(404, "No such loan.")

    return finding


@app.get("/loans/<number>")
@role("member", "desk")
@visible
def shown_loan(loan):
    return jsonify(loan)


@app.delete("/loans/<number>")
@role("member", "desk")
@visible
def returned(loan):
    del borrowed[loan["item"]]
    return Response(status=204)


@app.put("/admin/maintenance")
@role("desk")
@takes(Switch)
def switch(wanted):
    flags["on"] = wanted.on
    return jsonify(flags)


@app.post("/admin/stocktakings")
@role("desk")
def stocktaking():
    status = {"state": "pending", "games": None}
    takings.append(status)

    def job():
        rows = list(app.config["SHELF"].values())
        status["games"] = sum(1 for row in rows if row["state"] == "in")
        status["state"] = "done"

    app.config["LATER"](job)
    return jsonify(status), 202, {"Location": f"/admin/stocktakings/{len(takings)}"}


@app.get("/admin/stocktakings/<number>")
@role("desk")
def stocktaking_status(number):
    known = {str(place): status for place, status in enumerate(takings, 1)}
    if number not in known:
        return error(404, "No such stocktaking.")
    return jsonify(known[number])
