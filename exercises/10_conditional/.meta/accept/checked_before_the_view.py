"""A dataclass for a page, the condition checked by a decorator, the tag put on by a hook."""

from dataclasses import dataclass, field
from functools import wraps
from uuid import uuid4

from flask import Flask, g, jsonify, request

app = Flask(__name__)


@dataclass
class Page:
    text: bytes
    tag: str = field(default_factory=lambda: uuid4().hex)

    def rewrite(self, text):
        if text != self.text:
            self.text, self.tag = text, uuid4().hex


pages = {"home": Page(b"Hello.\n"), "bus": Page(b"Bus stop.\n")}


def existing_page(view):
    @wraps(view)
    def found(slug):
        g.page = pages.get(slug)
        if g.page is None:
            return jsonify(error=f"{slug} does not exist"), 404
        return view(g.page)

    return found


def only_over_the_version_read(view):
    @wraps(view)
    def checked(page):
        if not request.if_match:
            return jsonify(error="which version do you mean? send If-Match"), 428
        if not request.if_match.contains(page.tag):
            return jsonify(error="somebody was faster"), 412
        return view(page)

    return checked


@app.after_request
def put_the_tag_on(response):
    if "page" in g and g.page and response.status_code < 300:
        response.set_etag(g.page.tag)
        response.make_conditional(request)
    return response


@app.get("/pages/<slug>")
@existing_page
def read(page):
    return page.text, {"Content-Type": "text/plain"}


@app.put("/pages/<slug>")
@existing_page
@only_over_the_version_read
def save(page):
    page.rewrite(request.get_data())
    return jsonify(saved=len(page.text))
