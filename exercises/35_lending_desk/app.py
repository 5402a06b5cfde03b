"""The lending desk of a games club. Run it: flask --app exercises/35_lending_desk/app run"""

from datetime import UTC, datetime, timedelta
from functools import wraps
from itertools import count
from threading import Thread

from flask import Flask, request
from pydantic import BaseModel, ValidationError, validator

app = Flask(__name__)
app.config["SHELF"] = {}
app.config["TOKENS"] = {"key": {"member": "desk", "role": "desk"}, "card": {"member": "m", "role": "member"}}
app.config["NOW"] = lambda: datetime.now(UTC)
app.config["LATER"] = lambda job: Thread(target=job).start()
app.config["LOANS_PER_MINUTE"] = 10

ids, loans, counters, desk = count(1), {}, {}, {"on": False}


class APIError(Exception):
    def __init__(self, message="Something is wrong.", status_code=400, details=None):
        self.message, self.status_code, self.details = message, status_code, details


class AuthenticationError(APIError):
    status_code = 401


class NotFoundError(APIError):
    status_code = 404


def answer(message, code, details=None):
    time = datetime.utcnow().isoformat()
    return {"error": {"code": code, "message": message, "time": time, "details": details}}, code


@app.errorhandler(Exception)
def handle_error(e):
    app.logger.error(f"Error: {e}")
    if isinstance(e, APIError):
        return answer(e.message, e.status_code, e.details)
    return answer(str(e), 500)


@app.before_request
def guard():
    if desk["on"]:
        return *answer("Closed for maintenance.", 503), {"Retry-After": 90.0}
    if request.method == "POST" and not (request.content_type or "").startswith("application/json"):
        return answer("Send JSON.", 415, {"supported_types": ["application/json"]})
    user = getattr(request, "current_user", None)
    key = user["member"] if user else request.remote_addr, app.config["NOW"]().minute
    counters[key] = counters.get(key, 0) + 1
    if counters[key] > app.config["LOANS_PER_MINUTE"]:
        return answer("Too many requests.", 429, {"retry_after": 60})


def require_auth(view):
    @wraps(view)
    def wrapper(**kwargs):
        try:
            token = request.headers["Authorization"].split(" ")[1]
            request.current_user = app.config["TOKENS"][token]
        except Exception:
            raise AuthenticationError("Please send a good token.")
        if request.path.startswith("/admin") and request.current_user["role"] != "desk":
            raise AuthenticationError("Only the desk may do this.")
        return view(**kwargs)

    return wrapper


class Game(BaseModel):
    title: str
    players: int

    @validator("title")
    def is_not_blank(cls, value):
        if not value:
            raise ValueError("A game has a title.")
        return value


@app.get("/health")
def health():
    return {"status": "ok"}


@app.get("/items")
def list_items():
    return list(app.config["SHELF"].values())


@app.post("/items")
@require_auth
def add_item():
    try:
        game = {"id": f"g-{next(ids)}", "free": True, **Game.parse_obj(request.get_json()).dict()}
    except ValidationError as e:
        return answer("Validation failed.", 422, e.errors())
    app.config["SHELF"][game["id"]] = game
    return game, 201, {"Location": f"/items/{game['id']}"}


@app.get("/items/<item_id>")
def show_item(item_id):
    game = app.config["SHELF"].get(item_id)
    if not game:
        raise NotFoundError("There is no such game.")
    return game


@app.route("/items/<item_id>", methods=["PUT", "DELETE"])
@require_auth
def change_item(item_id):
    if request.method == "DELETE":
        del app.config["SHELF"][show_item(item_id)["id"]]
        return "", 204
    show_item(item_id).update(request.get_json())
    return show_item(item_id)


@app.get("/me")
@require_auth
def me():
    user = request.current_user
    return {**user, "loans": [loan for loan in loans.values() if loan["member"] == user["member"]]}


@app.post("/loans")
@require_auth
def lend():
    loan = {"id": f"l-{next(ids)}", "member": request.current_user["member"]}
    loan["due"] = (app.config["NOW"]() + timedelta(days=14)).isoformat()
    try:
        loan.update(request.get_json())
        loans[loan["id"]] = loan
        if not show_item(loan["item"])["free"]:
            raise APIError("This game is lent.", 409)
        show_item(loan["item"])["free"] = False
    except Exception as e:
        return answer(str(e), 409)
    return loan, 201, {"Location": f"/loans/{loan['id']}"}


@app.route("/loans/{loan_id}", methods=["GET", "DELETE"])
@require_auth
def one_loan(loan_id):
    if request.method == "DELETE":
        app.config["SHELF"][loans.pop(loan_id)["item"]]["free"] = True
        return "", 204
    return loans[loan_id]


@require_auth
@app.put("/admin/maintenance")
def maintain():
    desk["on"] = request.get_json()["on"]
    return desk


@app.post("/admin/stocktakings")
@require_auth
def take_stock():
    return {"state": "done", "games": len(app.config["SHELF"])}, 201
