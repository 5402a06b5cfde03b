"""Like: old_page_for_now"""

import re

from flask import Flask, redirect, request

app = Flask(__name__)
links = {}

ON_THIS_SITE = re.compile(r"/(?:[A-Za-z0-9._-]+(?:/[A-Za-z0-9._-]+)*/?)?(?:\?[!-~]*)?")


def store(target, tags=()):
    code = f"k{len(links) + 1}"
    links[code] = {"code": code, "target": target, "tags": list(tags)}
    return links[code]


def with_query(path):
    query = request.query_string.decode()
    return f"{path}?{query}" if query else path


@app.get("/links/<code>")
def show_link(code):
    return links.get(code) or ({"error": f"There is no link {code}."}, 404)


@app.get("/<code>")
def visit(code):
    return redirect(links[code]["target"], 302) if code in links else show_link(code)


@app.post("/links")
def add_link():
    link = store(request.form["target"])
    wanted = request.form.get("next", "")
    page = wanted if ON_THIS_SITE.fullmatch(wanted) else f"/links/{link['code']}"
    return redirect(page, 303)


@app.get("/l/<code>")
def show_link_at_its_old_address(code):
    return redirect(with_query(f"/links/{code}"))


@app.post("/v1/links")
def add_link_v1():
    return redirect(with_query("/v2/links"), 308)


@app.post("/v2/links")
def add_link_v2():
    link = store(request.get_json()["target"], request.args.getlist("tag"))
    return link, 201, {"Location": f"/links/{link['code']}"}
