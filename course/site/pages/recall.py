"""Recall: one card that is due, its answer, and how well it was known."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, abort, redirect, render_template, request
from werkzeug.wrappers import Response as BaseResponse

from course.recall.session import Recall, Session
from course.site.http.address import links
from course.site.http.forms import FORM_TYPES
from course.site.http.negotiation import answer, problem, wants_json
from course.site.http.services import services
from course.values.numbers import number_of
from course.values.recall import RATINGS

bp = Blueprint("recall", __name__, url_prefix="/recall")
NO_RATING = "Say how well you knew it: again, hard, good or easy."


@bp.get("")
def index() -> Response:
    """Show the first card that is due, and its answer when `show` names the card."""
    session = deck().look(request.args.get("show", ""))
    if wants_json():
        return answer("", session_values(session))
    return answer(rendered(session), {})


@bp.post("")
def rate() -> BaseResponse:
    """Record how well a card was known, then lead to the next one with 303."""
    if request.mimetype not in FORM_TYPES:
        abort(415, "This page takes a form, with the fields card, rating and seen.")
    card, rating = request.form.get("card", ""), number_of(request.form.get("rating", "")) or 0
    if rating not in RATINGS:
        if wants_json():
            return problem(422, NO_RATING)
        return answer(rendered(deck().look(card), NO_RATING), {}, 422)
    seen = number_of(request.form.get("seen", ""))
    deck().rate(card, rating, -1 if seen is None else seen)
    return redirect(links().recall(), 303)


def deck() -> Recall:
    """Return the cards of the learner."""
    parts = services()
    return Recall(parts.store, parts.library, lambda: parts.reference, links())


def rendered(session: Session, error: str = "") -> str:
    """Render the page of a card."""
    return render_template("recall/page.html", it=session, error=error)


def session_values(session: Session) -> dict[str, Any]:
    """Return what is due as JSON-ready values; nothing of an answer is among them."""
    return {
        "due": len(session.due.cards) - session.due.new,
        "new": session.due.new,
        "card": session.card.id if session.card else None,
        "next_at": session.due.next_at or None,
    }
