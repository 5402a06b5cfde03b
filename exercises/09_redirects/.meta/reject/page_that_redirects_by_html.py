"""Misconception: A page that sends the browser on is a redirect.

Believes: Version 1 worked, and its answer is a page for people: nothing says that anything is elsewhere.
Fails: test_form_is_answered_see_other, test_form_leads_to_the_new_link, test_next_on_this_site_is_kept, test_next_never_leaves_the_site, test_old_page_has_moved_for_good, test_old_page_keeps_its_query, test_api_keeps_method_and_content, test_api_keeps_its_query
"""

import re

from flask import Flask, redirect, request
from markupsafe import escape

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


def send_on(page):
    return f'<meta http-equiv="refresh" content="0; url={escape(page)}">'


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
    return send_on(page)


@app.get("/l/<code>")
def show_link_at_its_old_address(code):
    return send_on(with_query(f"/links/{code}"))


@app.post("/v1/links")
def add_link_v1():
    return send_on(with_query("/v2/links"))


@app.post("/v2/links")
def add_link_v2():
    link = store(request.get_json()["target"], request.args.getlist("tag"))
    return link, 201, {"Location": f"/links/{link['code']}"}
