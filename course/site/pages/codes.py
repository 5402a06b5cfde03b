"""The reference: every registered code, and pages that tell apart those which are often mixed up."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from flask import Blueprint, Response, abort, current_app, redirect, render_template, request
from werkzeug.wrappers import Response as BaseResponse

from course.reference import guidelines as reference_guidelines
from course.reference import methods as reference_methods
from course.reference.live import live
from course.site.http.address import links
from course.site.http.negotiation import answer, problem, varying, wants_json
from course.site.http.rendered import kept
from course.site.http.services import services
from course.site.pages.answer_form import record, refusal, sent_answer
from course.site.present.code_pages import (
    CACHING_BRIEF,
    around,
    code_page,
    code_values,
    entry_values,
    pair_values,
    unknown,
)
from course.site.present.questions import Draft, show_question

if TYPE_CHECKING:
    from course.reference.entries import Entry, Pair

bp = Blueprint("codes", __name__, url_prefix="/codes")
NAMED = re.compile(r"\d{3}")
COMPARED = re.compile(r"\d{3}(?:-\d{3}){1,2}")
NEED_WORDS = {"must": "must", "should": "should", "may": "may", "custom": "in practice"}


@bp.get("/")
def index() -> Response:
    """List every registered code by class."""
    whole = services().reference
    if wants_json():
        return answer("", {"codes": [entry_values(entry, links()) for entry in whole.entries.values()]})
    return kept(
        whole,
        ("codes",),
        lambda: render_template(
            "codes/list.html", families=tuple(whole.by_family()), pairs=tuple(whole.pairs.values())
        ),
    )


@bp.get("/methods")
def methods() -> Response:
    """Show which codes each method may answer."""
    table = reference_methods.load()
    if wants_json():
        return answer("", methods_values(table))
    return kept(table, ("methods",), lambda: render_template("codes/methods.html", table=table))


def methods_values(table: reference_methods.Methods) -> dict[str, object]:
    """Return the table of methods and codes as JSON-ready values."""
    return {
        method: [{"code": cell.code, "use": cell.use, "words": cell.words} for cell in table.of(method)]
        for method in table.methods
    }


@bp.get("/guidelines")
def guidelines() -> Response:
    """Show what well-known guidelines say where they differ."""
    guide = reference_guidelines.load()
    if wants_json():
        return answer("", guidelines_values(guide))
    lessons = tuple(outline.slug for outline in services().library.outlines())
    return kept(
        guide,
        ("guidelines", lessons),
        lambda: render_template("codes/guidelines.html", guide=guide, lessons=lessons),
    )


def guidelines_values(guide: reference_guidelines.Guidelines) -> dict[str, object]:
    """Return what guidelines say as JSON-ready values."""
    return {
        "topics": [
            {
                "topic": topic.title,
                "course": topic.course,
                "choose": topic.choose,
                "says": {rule.guideline.name: rule.says for rule in topic.rules},
            }
            for topic in guide.topics
        ]
    }


@bp.get("/<name>")
def show(name: str) -> BaseResponse:
    """Show a code, or a comparison of codes."""
    if COMPARED.fullmatch(name):
        return compared(name)
    if not NAMED.fullmatch(name):
        abort(404, f'"{name[:40]}" is not a status code. A code is a number of three digits.')
    entry = services().reference.entries.get(int(name))
    return known_code(entry) if entry else unknown_code(int(name))


def known_code(entry: Entry) -> Response:
    """Return the page or the values of a registered code."""
    from course.reference.entries import in_flask

    whole = services().reference
    panel = live(entry.sample.path, entry.sample.requests) if entry.sample else None
    page = code_page(entry, whole, in_flask(entry.code), panel, services().usage(entry.code))
    if wants_json():
        return answer("", code_values(page, links()))
    return kept(
        whole,
        ("code", entry.code, page.usage),
        lambda: render_template(
            "codes/code.html", it=page, NEED_WORDS=NEED_WORDS, CACHING_BRIEF=CACHING_BRIEF
        ),
    )


@bp.post("/<name>/answers")
def give_answer(name: str) -> BaseResponse:
    """Record the answer to the question of a comparison, then lead back to it with 303."""
    pair = known_pair(name)
    sent = sent_answer()
    if sent.question != pair.question.id:
        abort(422, f'This page has no question "{sent.question[:60]}".')
    error = refusal(pair.question, sent)
    if error and wants_json():
        return problem(422, error, question=sent.question)
    if error:
        return pair_answer(pair, replace(sent, error=error))
    record(services().store, pair.question, sent)
    return redirect(f"{links().code(pair.slug)}#q-{pair.question.id}", 303)


def compared(name: str) -> BaseResponse:
    """Answer for a comparison: the page, or 308 to it when the codes come in another order."""
    pair = services().reference.pairs.get(name)
    if pair is not None:
        return pair_answer(pair)
    ordered = next((p for p in services().reference.pairs.values() if sorted(p.slug) == sorted(name)), None)
    if ordered is not None and set(ordered.slug.split("-")) == set(name.split("-")):
        return redirect(links().code(ordered.slug), 308)
    abort(404, f"There is no page that compares {' and '.join(name.split('-'))}.")


def known_pair(name: str) -> Pair:
    """Return a comparison. Aborts with 404 when there is none of that name."""
    pair = services().reference.pairs.get(name)
    if pair is None:
        abort(404, f'There is no comparison "{name[:40]}".')
    return pair


def pair_answer(pair: Pair, draft: Draft | None = None) -> Response:
    """Return the page of a comparison, or its values; what is right only after an answer."""
    given = services().store.answers([pair.question.id]).get(pair.question.id)
    if wants_json():
        return answer("", pair_values(pair, given))
    retry = request.args.get("retry") == pair.question.id
    before, after = around(list(services().reference.pairs.values()), pair)
    page = render_template(
        "codes/pair.html",
        pair=pair,
        question=show_question(pair.question, given, draft, retry),
        draft=draft,
        before=before,
        after=after,
    )
    return answer(page, {}, 422 if draft else 200)


def unknown_code(code: int) -> Response:
    """Say what a client does with a number that is not registered, as 404."""
    found = unknown(code, services().reference.unregistered.get(code, ""))
    if wants_json():
        return problem(404, found.sentence, reads_as=found.reads_as, seen=found.seen)
    page = render_template("codes/unknown.html", it=found)
    return varying(current_app.response_class(page, 404, mimetype="text/html"))
