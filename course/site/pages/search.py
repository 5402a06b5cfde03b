"""The search page, and the index with which a script finds the same without asking again."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask import Blueprint, Response, json, render_template, request

from course.reference import search
from course.reference.search import Item
from course.site.http.address import links
from course.site.http.negotiation import JSON, answer, wants_json
from course.site.http.services import services

bp = Blueprint("search", __name__, url_prefix="/search")


@dataclass(frozen=True)
class Hit:
    """One result, ready to draw."""

    href: str
    title: str
    text: str
    kind: str
    code: int


@bp.get("")
def page() -> Response:
    """Show what a query finds."""
    query = request.args.get("q", "")[: search.LONGEST].strip()
    found = [hit(item) for item in search.find(everything(), query)]
    if wants_json():
        return answer("", {"query": query, "results": [vars(one) for one in found]})
    return answer(render_template("search/page.html", query=query, found=found), {})


@bp.get("/index")
def index() -> Response:
    """Return everything that can be found, as JSON, with an ETag."""
    rows = [_row(item) for item in everything()]
    return Response(json.dumps({"most": search.MOST, "items": rows}), mimetype=JSON)


def everything() -> tuple[Item, ...]:
    """Return everything that can be found."""
    parts = services()
    return parts.remembered.get(
        "searched",
        lambda: search.items(parts.reference, parts.library.outlines(), parts.known_exercises()),
    )


def hit(item: Item) -> Hit:
    """Return an item with its address."""
    return Hit(links().href(item.target), item.title, item.text, item.kind, item.code)


def _row(item: Item) -> list[Any]:
    return [item.kind, links().href(item.target), item.title, item.text, item.phrases, item.code]
