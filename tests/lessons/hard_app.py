"""An app with everything that is awkward to record; test_trace.py sends it requests."""

import threading
from time import sleep

from flask import (
    Blueprint,
    Flask,
    Response,
    abort,
    g,
    make_response,
    redirect,
    request,
    stream_with_context,
    url_for,
)
from flask.views import MethodView
from werkzeug.routing import BaseConverter, ValidationError

app = Flask(__name__)
SEEN = []
CALLS = {"repr": 0}


class Even(BaseConverter):
    def to_python(self, value):
        if int(value) % 2:
            raise ValidationError
        return int(value)


app.url_map.converters["even"] = Even


class Nosy:
    def __repr__(self):
        CALLS["repr"] += 1
        return "nosy"


bp = Blueprint("bp", __name__, url_prefix="/bp")


@bp.before_request
def gate():
    if request.args.get("key") != "k":
        abort(401)
    g.user = "ada"


@bp.get("/x")
def inside():
    return {"user": g.user}


@bp.errorhandler(401)
def unauthorised(error):
    response = make_response({"error": "who?"}, 401)
    response.headers["WWW-Authenticate"] = "Bearer"
    return response


app.register_blueprint(bp)


@app.after_request
def stamp(response):
    response.headers["X-Seen"] = str(len(SEEN))
    if request.path == "/spoil":
        1 / 0  # noqa: B018
    return response


@app.teardown_request
def gone(error):
    SEEN.append(request.path)


@app.get("/spoil")
def spoil():
    return "fine"


@app.get("/even/<even:n>")
def even(n):
    return {"half": n // 2}


def numbers(n):
    for i in range(n):
        yield i + 0


@app.get("/loop")
def loop():
    total = 0
    for i in numbers(20_000):
        total += i
    return {"total": total}


@app.get("/stream")
def stream():
    def rows():
        yield "a\n"
        yield request.path
        if request.args.get("break"):
            raise ValueError("broken")

    return Response(stream_with_context(rows()), mimetype="text/plain")


@app.get("/deep")
def deep():
    def down(n):
        return 0 if n == 0 else 1 + down(n - 1)

    return {"n": down(200)}


@app.get("/nosy")
def nosy():
    it = Nosy()  # noqa: F841 (the recorder must not ask it)
    huge = list(range(100_000))
    text = "x" * 1_000_000
    me = [1]
    me.append(me)
    return {"calls": CALLS["repr"], "n": len(huge) + len(text)}


@app.get("/inner")
def inner():
    return app.test_client().get("/even/4").get_json()


@app.get("/threads")
def threads():
    out = []

    def work(k):
        out.append(k)

    ts = [threading.Thread(target=work, args=(k,)) for k in range(3)]
    for t in ts:
        t.start()
    for t in ts:
        t.join()
    return {"n": len(out)}


@app.get("/chain")
def chain():
    try:
        {}["a"]
    except KeyError as error:
        raise RuntimeError("no a") from error
    finally:
        SEEN.append("finally")


@app.errorhandler(RuntimeError)
def runtime(error):
    return {"error": str(error)}, 503


@app.errorhandler(LookupError)
def breaks(error):
    return {"error": 1 // 0}, 500


@app.get("/badhandler")
def badhandler():
    return [][0]


class Things(MethodView):
    def get(self, n):
        return {"n": n}

    def delete(self, n):
        return "", 204


app.add_url_rule("/things/<int:n>", view_func=Things.as_view("things"))


@app.get("/go")
def go():
    return redirect(url_for("even", n=2), 303)


@app.get("/none")
def none():
    pass


@app.get("/slow")
def slow():
    for _ in range(3):
        sleep(0.01)
    return "ok"


@app.get("/gen")
def gen():
    squares = {n: n * n for n in range(3)}
    return (
        {
            "all": any(v > 3 for v in squares.values()),
            "sum": sum(squares.values()),
        },
        200,
        {"Cache-Control": "max-age=60"},
    )
