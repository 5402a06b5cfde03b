"""Like: next_begins_with_a_slash"""

import re

from flask import Flask, redirect, request

app = Flask(__name__)
links = {}


def query():
    q = request.query_string.decode()
    return f"?{q}" if q else ""


def store(target, tags=()):
    code = f"k{len(links) + 1}"
    links[code] = {"code": code, "target": target, "tags": list(tags)}
    return links[code]


@app.get("/links/<code>")
def show_link(code):
    return links.get(code) or ({"error": f"There is no link {code}."}, 404)


@app.get("/<code>")
def visit(code):
    return redirect(links[code]["target"]) if code in links else show_link(code)


@app.post("/links")
def add_link():
    link = store(request.form["target"])
    where = request.form.get("next") or ""
    if not re.match(r"/([A-Za-z0-9._-]+/?)*(\?[!-~]*)?", where):
        where = f"/links/{link['code']}"
    return redirect(where, 303)


@app.get("/l/<code>")
def show_link_at_its_old_address(code):
    return redirect(f"/links/{code}{query()}", 301)


@app.post("/v1/links")
def add_link_v1():
    return redirect(f"/v2/links{query()}", 307)


@app.post("/v2/links")
def add_link_v2():
    link = store(request.get_json()["target"], request.args.getlist("tag"))
    return link, 201, {"Location": f"/links/{link['code']}"}
