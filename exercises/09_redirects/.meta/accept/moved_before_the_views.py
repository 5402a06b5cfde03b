"""Blueprints for the two versions, method views, and one hook that knows every address that has moved."""

from itertools import count

from flask import Blueprint, Flask, redirect, request
from flask.views import MethodView

app = Flask(__name__)
v2 = Blueprint("v2", __name__, url_prefix="/v2")
links, numbers = {}, count(7)

MOVED = (("/l/", "/links/"), ("/v1/", "/v2/"))
PATH_LETTERS = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_./")


@app.before_request
def send_on_what_has_moved():
    for old, new in MOVED:
        if request.path.startswith(old):
            query = request.query_string.decode()
            path = new + request.path.removeprefix(old)
            return redirect(path + ("?" + query if query else ""), 308)


def is_ours(wanted):
    path, _, query = wanted.partition("?")
    if not path.startswith("/") or "//" in path:
        return False
    return PATH_LETTERS.issuperset(path) and all("!" <= letter <= "~" for letter in query)


class Links(MethodView):
    def post(self):
        link = keep(request.form["target"], [])
        wanted = request.form.get("next") or ""
        return "", 303, {"Location": wanted if is_ours(wanted) else "/links/" + link["code"]}


class Link(MethodView):
    def get(self, code):
        if code in links:
            return links[code]
        return {"error": f"{code} is unknown"}, 404


@app.get("/<code>")
def visit(code):
    if code not in links:
        return {"error": f"{code} is unknown"}, 404
    return "", 302, {"Location": links[code]["target"]}


@v2.post("/links")
def add():
    link = keep(request.get_json()["target"], request.args.getlist("tag"))
    return link, 201, [("Location", "/links/" + link["code"])]


def keep(target, tags):
    code = f"x{next(numbers)}"
    links[code] = {"code": code, "target": target, "tags": tags}
    return links[code]


app.add_url_rule("/links", view_func=Links.as_view("links"))
app.add_url_rule("/links/<code>", view_func=Link.as_view("link"))
app.register_blueprint(v2)
