"""The glossary: every term that a lesson defines, in the words of the lesson."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, Response, render_template

from course.site.http.address import links
from course.site.http.negotiation import answer, wants_json
from course.site.http.rendered import kept
from course.site.http.services import services
from course.text.marks import plain
from course.values.links import Links

if TYPE_CHECKING:
    from course.reference.glossary import Glossary, Term

bp = Blueprint("glossary", __name__, url_prefix="/glossary")


@bp.get("")
def index() -> Response:
    """List every term with its definition and the step that gives it."""
    found = services().glossary()
    if wants_json():
        return answer("", glossary_values(found, links()))
    return kept(
        bp,
        ("glossary", found),
        lambda: render_template("glossary/page.html", glossary=found, defined_at=defined_at),
    )


def glossary_values(found: Glossary, links: Links) -> dict[str, object]:
    """Return the glossary as JSON-ready values."""
    return {
        "terms": [
            {
                "term": term.name,
                "definition": plain(term.sentence),
                "href": links.glossary(term.anchor),
                "defined_at": defined_at(term, links),
            }
            for term in found.terms
        ]
    }


def defined_at(term: Term, links: Links) -> str:
    """Return the address of the place in a lesson that defines a term.

    A place behind a question is not shown before the answer: then it is the address of the step.
    """
    page = links.step(term.slug, term.step) if term.step else links.lesson(term.slug)
    return page if term.behind_question else f"{page}#term-{term.anchor}"
