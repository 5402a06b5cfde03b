"""A `next` that leads away is refused with 400, by abort and one JSON handler; redirects by abort too."""

import re

from flask import Flask, abort, make_response, redirect, request, url_for
from werkzeug.exceptions import HTTPException

app = Flask(__name__)
links = {}


@app.errorhandler(HTTPException)
def json_error(error):
    return {"error": error.description}, error.code


def find(code):
    return links.get(code) or abort(404, f"no link {code}")


def checked(wanted):
    if re.match(r"/(?![/\\])", wanted) and not re.search(r"[^!-~]", wanted):
        return wanted
    abort(400, "next must be a page of this site")


@app.get("/links/<code>")
def page(code):
    return find(code)


@app.get("/<code>")
def visit(code):
    abort(redirect(find(code)["target"], 307))


@app.post("/links")
def from_the_form():
    wanted = request.form.get("next")
    target = checked(wanted) if wanted else None
    link = keep(request.form["target"])
    answer = make_response("", 303)
    answer.location = target or url_for("page", code=link["code"])
    return answer


@app.route("/l/<code>")
def old_page(code):
    location = url_for("page", code=find(code)["code"])
    if request.query_string:
        location += "?" + request.query_string.decode("ascii")
    abort(redirect(location, 301))


@app.post("/v1/links")
def version_1():
    return redirect(request.full_path.replace("/v1/", "/v2/", 1), 307)


@app.post("/v2/links")
def version_2():
    link = keep(request.get_json()["target"], request.args.getlist("tag"))
    return link, 201, {"Location": f"/links/{link['code']}"}


def keep(target, tags=()):
    code = str(len(links) + 100)
    links[code] = {"code": code, "target": target, "tags": list(tags)}
    return links[code]
