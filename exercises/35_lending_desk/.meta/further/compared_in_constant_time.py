"""Like: no_challenge"""

from datetime import UTC, datetime, timedelta
from functools import wraps
from hmac import compare_digest
from itertools import count
from math import ceil
from threading import Thread

from flask import Flask, g, make_response, request
from pydantic import BaseModel, ConfigDict, Field, StrictBool, StrictStr, ValidationError, field_validator
from werkzeug.exceptions import HTTPException, RequestEntityTooLarge

app = Flask(__name__)
app.config["SHELF"] = {}
app.config["TOKENS"] = {"key": {"member": "desk", "role": "desk"}, "card": {"member": "m", "role": "member"}}
app.config["NOW"] = lambda: datetime.now(UTC)
app.config["LATER"] = lambda job: Thread(target=job).start()
app.config["LOANS_PER_MINUTE"] = 10
app.config["MAX_CONTENT_LENGTH"] = 16384 + 1

ids, loans, counters, stocktakings, desk = count(1), {}, {}, {}, {"on": False}


class APIError(Exception):
    status_code = 500
    base_message = "Something is wrong."

    def __init__(self, message=None, status_code=None, details=None, headers=None):
        super().__init__(message or self.base_message)
        if status_code is not None:
            self.status_code = status_code
        self.details = details
        self.headers = headers or {}


class AuthenticationError(APIError):
    status_code = 401
    base_message = "Please send a good token."

    def __init__(self, message=None):
        super().__init__(
            message, headers={"WWW-Authenticate": 'Bearer realm="lending desk", charset="UTF-8"'}
        )


class ForbiddenError(APIError):
    status_code = 403
    base_message = "Only the desk may do this."


class NotFoundError(APIError):
    status_code = 404
    base_message = "There is no such thing."


class ConflictError(APIError):
    status_code = 409
    base_message = "This game is lent."


class UnavailableError(APIError):
    status_code = 503
    base_message = "Come back later."

    def __init__(self):
        super().__init__(headers={"Retry-After": 90})


def answer(message, code, details=None, headers=None):
    error = {"code": code, "message": message, "time": app.config["NOW"]().isoformat()}
    if details is not None:
        error["details"] = details
    return {"error": error}, code, headers or {}


@app.errorhandler(APIError)
def handle_api_error(e):
    return answer(str(e), e.status_code, e.details, e.headers)


@app.errorhandler(ValidationError)
def handle_validation_error(e):
    fields = sorted({error["loc"][0] for error in e.errors() if error["loc"]})
    return answer("Validation failed.", 422, [{"field": name} for name in fields])


@app.errorhandler(Exception)
def handle_error(e):
    if isinstance(e, (ConnectionError, TimeoutError)):
        return handle_api_error(UnavailableError())
    if not isinstance(e, HTTPException):
        app.logger.exception("Unhandled error")
        return answer("The server is broken.", 500)
    headers = {name: value for name, value in e.get_headers() if name.lower() != "content-type"}
    if e.code == 415:
        headers["Accept"] = "application/json"
    return answer(e.description, e.code, headers=headers)


@app.before_request
def check_maintenance():
    routed = request.url_rule is not None and request.method != "OPTIONS"
    if desk["on"] and routed and not request.url_rule.rule.startswith(("/health", "/admin")):
        raise UnavailableError


def check_limit(member):
    now = app.config["NOW"]()
    start, used = counters.get(member, (now, 0))
    left = 60 - (now - start).total_seconds()
    if left <= 0:
        start, used, left = now, 0, 60
    if used >= app.config["LOANS_PER_MINUTE"]:
        raise APIError("Too many requests.", 429, headers={"Retry-After": ceil(left)})
    counters[member] = start, used + 1


def require_auth(view):
    @wraps(view)
    def wrapper(**kwargs):
        header = request.headers.get("Authorization", "").split(" ")
        if (
            len(header) != 2
            or header[0].lower() != "bearer"
            or not any(compare_digest(header[1], token) for token in app.config["TOKENS"])
        ):
            raise AuthenticationError
        g.current_user = app.config["TOKENS"][header[1]]
        return view(**kwargs)

    return wrapper


def require_desk(view):
    @wraps(view)
    def wrapper(**kwargs):
        if g.current_user["role"] != "desk":
            raise ForbiddenError
        return view(**kwargs)

    return require_auth(wrapper)


class Game(BaseModel):
    model_config = ConfigDict(extra="forbid")
    title: StrictStr
    players: int = Field(strict=True, ge=1)

    @field_validator("title")
    @classmethod
    def is_not_blank(cls, value):
        if not value.strip():
            raise ValueError("A game has a title.")
        return value


class Loan(BaseModel):
    item: StrictStr = Field(pattern=r"\S")


class Maintenance(BaseModel):
    on: StrictBool


def content_as(model):
    content = request.get_data()
    try:
        data = request.get_json()
    except RecursionError:
        raise APIError("The content is too deep.", 400) from None
    finally:
        if request.is_json and len(content) > 16384:
            raise RequestEntityTooLarge
    return model.model_validate(data)


def holder(item_id):
    return next((loan["member"] for loan in loans.values() if loan["item"] == item_id), None)


def find(item_id):
    game = app.config["SHELF"].get(item_id)
    if game is None:
        raise NotFoundError("There is no such game.")
    if not game:
        raise APIError("This game is gone.", 410)
    return game


def show(game):
    response = make_response({**game, "free": holder(game["id"]) is None})
    response.add_etag()
    return response


@app.get("/health")
def health():
    return {"status": "ok"}


@app.get("/items")
def list_items():
    return [show(game).get_json() for game in app.config["SHELF"].values() if game]


@app.post("/items")
@require_desk
def add_item():
    game = {"id": f"game-{next(ids)}", **content_as(Game).model_dump()}
    app.config["SHELF"][game["id"]] = game
    return show(game), 201, {"Location": f"/items/{game['id']}"}


@app.get("/items/<item_id>")
def show_item(item_id):
    return show(find(item_id)).make_conditional(request)


@app.put("/items/<item_id>")
@require_desk
def save_item(item_id):
    old = find(item_id)
    new = {"id": item_id, **content_as(Game).model_dump()}
    if not request.if_match:
        raise APIError("Send If-Match.", 428)
    if not request.if_match.contains(show(old).get_etag()[0]):
        raise APIError("The game has changed.", 412)
    app.config["SHELF"].update({item_id: new})
    response = show(new)
    del response.headers["ETag"]
    return response


@app.delete("/items/<item_id>")
@require_desk
def remove_item(item_id):
    if holder(find(item_id)["id"]):
        raise ConflictError
    app.config["SHELF"][item_id] = {}
    return "", 204


@app.get("/me")
@require_auth
def me():
    user = g.current_user
    return {**user, "loans": [loan for loan in loans.values() if loan["member"] == user["member"]]}


@app.post("/loans")
@require_auth
def lend():
    member = g.current_user["member"]
    check_limit(member)
    item_id = content_as(Loan).item
    if not app.config["SHELF"].get(item_id):
        raise APIError("There is no such game.", 422)
    if holder(item_id):
        raise ConflictError
    due = app.config["NOW"]() + timedelta(days=14)
    loan = {"id": f"loan-{next(ids)}", "item": item_id, "member": member, "due": due.isoformat()}
    loans[loan["id"]] = loan
    return loan, 201, {"Location": f"/loans/{loan['id']}"}


def own_loan(loan_id):
    loan, user = loans.get(loan_id), g.current_user
    if loan is None or user["member"] != loan["member"] and user["role"] != "desk":
        raise NotFoundError
    return loan


@app.get("/loans/<loan_id>")
@require_auth
def show_loan(loan_id):
    return own_loan(loan_id)


@app.delete("/loans/<loan_id>")
@require_auth
def give_back(loan_id):
    loans.pop(own_loan(loan_id)["id"])
    return "", 204


@app.put("/admin/maintenance")
@require_desk
def maintain():
    desk["on"] = content_as(Maintenance).on
    return desk


@app.post("/admin/stocktakings")
@require_desk
def take_stock():
    taking = stocktakings[str(next(ids))] = {"state": "pending"}
    address = f"/admin/stocktakings/{list(stocktakings)[-1]}"

    def job():
        taking["games"] = len([game for game in app.config["SHELF"].values() if game])
        taking["state"] = "done"

    app.config["LATER"](job)
    return taking, 202, {"Location": address}


@app.get("/admin/stocktakings/<taking_id>")
@require_desk
def show_stocktaking(taking_id):
    try:
        return stocktakings[taking_id]
    except KeyError:
        raise NotFoundError from None
