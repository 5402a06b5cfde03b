"""The keys of the pages, listed, and how to do without them."""

from __future__ import annotations

from flask import Blueprint, Response, render_template

from course.site.http.negotiation import answer

bp = Blueprint("keys", __name__)

#: Where they hold, and each key with what it does. static/js/keys.js acts on them.
KEYS = (
    (
        "Every page",
        (
            (("/",), "to the search"),
            (("?",), "to this page"),
            (("←",), "to the lesson, step, exercise or code before"),
            (("→",), "to the next one"),
        ),
    ),
    (
        "A question",
        (
            (("1", "9"), "choose that option of the first open question"),
            (("s",), "“I am sure”"),
            (("g",), "“I am guessing”"),
            (("Enter",), "send the answer"),
            (("Ctrl", "Enter"), "send it from anywhere in its form"),
        ),
    ),
    (
        "An exercise",
        (
            (("Ctrl", "Enter"), "save and run the checks"),
            (("Ctrl", "S"), "the same, in the editor"),
            (("Ctrl", "F"), "find in the file, in the editor"),
            (("Esc", "Tab"), "one after the other: leave the editor"),
            (("n",), "to the next check that does not pass, outside the editor"),
        ),
    ),
    (
        "Recall",
        (
            (("a",), "show the answer"),
            (("1", "4"), "again, hard, good, easy"),
        ),
    ),
)


@bp.get("/keys")
def index() -> Response:
    """List the keys."""
    values = [
        {"where": where, "keys": [{"keys": list(keys), "does": does} for keys, does in rows]}
        for where, rows in KEYS
    ]
    return answer(render_template("keys.html", groups=KEYS), {"groups": values})
