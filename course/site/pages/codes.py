"""The reference: every registered code, and pages that tell apart those which are often mixed up."""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, Any, TypeVar, cast

from flask import Blueprint, Response, abort, current_app, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as BaseResponse

from course.lessons import apps
from course.reference.usage import LessonUse, Usage, Usages
from course.site.http import caching
from course.site.http.forms import FORM_TYPES
from course.site.http.negotiation import answer, problem, varying, wants_json
from course.site.http.services import services
from course.site.http.theme import theme
from course.site.pages.lessons.answers import record, refusal
from course.site.present.pieces import PanelView, panel_view
from course.site.present.questions import Draft, is_right, show_question
from course.text import marks
from course.text.html import code_html
from course.values import codes
from course.values.exercise import Exercise
from course.values.lesson import Panel
from course.values.wire import Request

if TYPE_CHECKING:
    from course.reference.entries import Entry, InFlask, Pair

bp = Blueprint("codes", __name__, url_prefix="/codes")
T = TypeVar("T")
#: Seconds for which the list of lessons and exercises is taken to be what it was.
SHELF_LIFE = 2.0
STYLE = "css/codes.css"
SCRIPT = "js/search.js"
NAMED = re.compile(r"\d{3}")
COMPARED = re.compile(r"\d{3}(?:-\d{3}){1,2}")
CACHING_WORDS = {
    "heuristic": "A cache may keep it and use it again for a while, even when nothing is said about it"
    " (heuristically cacheable, RFC 9110 §15.1).",
    "explicit": "A cache keeps it only when the answer says so, with `Cache-Control` or `Expires`.",
    "never": "It must not be stored.",
    "interim": "Nothing to keep: it is no final answer.",
}
NEED_WORDS = {"must": "must", "should": "should", "may": "may", "custom": "in practice"}


@dataclass(frozen=True)
class Confusion:
    """A code that is taken for another one."""

    code: int
    #: What a client believes when it gets that code instead; "" where the course has no sentence.
    believes: str
    pair: Pair | None


@dataclass(frozen=True)
class CodePage:
    """Everything that the page of a code shows."""

    entry: Entry
    flask: InFlask
    exchange: PanelView | None
    confusions: tuple[Confusion, ...]
    usage: Usage
    before: Entry | None
    after: Entry | None

    @property
    def family(self) -> codes.Family:
        """Return the class of the code."""
        return codes.FAMILIES[self.entry.family]

    @property
    def caching(self) -> str:
        """Return what a cache may do with the answer, in words."""
        return f"{CACHING_WORDS[self.entry.cache]} {self.entry.cache_note}".strip()


@dataclass(frozen=True)
class Unknown:
    """A number that is not registered: how a client reads it, and where it is met."""

    code: int
    reads_as: int
    seen: str

    @property
    def sentence(self) -> str:
        """Return what a client does with the number (RFC 9110 §15)."""
        if not codes.family(self.code):
            return (
                f"{self.code} is outside 100 to 599, so it is no valid status code."
                " A client treats it as a server error (RFC 9110 §15)."
            )
        return (
            f"{self.code} is not registered."
            f" A client that does not know it treats it as {self.reads_as} (RFC 9110 §15)."
        )


@bp.get("/")
def index() -> Response:
    """List every registered code by class."""
    whole = services().reference
    if wants_json():
        return answer("", {"codes": [entry_values(entry) for entry in whole.entries.values()]})
    return kept(
        ("codes",),
        lambda: render_template(
            "codes/list.html",
            families=tuple(whole.by_family()),
            pairs=tuple(whole.pairs.values()),
            STYLE=STYLE,
            SCRIPT=SCRIPT,
        ),
    )


@bp.get("/<name>")
def show(name: str) -> BaseResponse:
    """Show a code, or a comparison of codes."""
    if COMPARED.fullmatch(name):
        return compared(name)
    if not NAMED.fullmatch(name):
        abort(404, f'"{name[:40]}" is no status code. A code is a number of three digits.')
    entry = services().reference.entries.get(int(name))
    if entry is None:
        return unknown(int(name))
    page = code_page(entry)
    if wants_json():
        return answer("", code_values(page))
    return kept(
        ("code", entry.code, page.usage),
        lambda: render_template("codes/code.html", it=page, NEED_WORDS=NEED_WORDS, STYLE=STYLE),
    )


@bp.post("/<name>/answers")
def give_answer(name: str) -> BaseResponse:
    """Record the answer to the question of a comparison, then lead back to it with 303."""
    pair = known_pair(name)
    if request.mimetype not in FORM_TYPES:
        abort(415, "Answers are sent as a form, with the fields question, choice and confidence.")
    choice = tuple(dict.fromkeys(request.form.getlist("choice")))
    sent = Draft(request.form.get("question", ""), choice, request.form.get("confidence", ""), "")
    if sent.question != pair.question.id:
        abort(422, f'This page has no question "{sent.question[:60]}".')
    error = refusal(pair.question, sent)
    if error and wants_json():
        return problem(422, error, question=sent.question)
    if error:
        return pair_answer(pair, Draft(sent.question, sent.choice, sent.confidence, error))
    record(services().store, pair.question, sent)
    return redirect(url_for("codes.show", name=pair.slug, _anchor=f"q-{pair.question.id}"), 303)


def compared(name: str) -> BaseResponse:
    """Answer for a comparison: the page, or 308 to it when the codes come in another order."""
    pair = services().reference.pairs.get(name)
    if pair is not None:
        return pair_answer(pair)
    ordered = next((p for p in services().reference.pairs.values() if sorted(p.slug) == sorted(name)), None)
    if ordered is not None and set(ordered.slug.split("-")) == set(name.split("-")):
        return redirect(url_for("codes.show", name=ordered.slug), 308)
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
        return answer("", pair_values(pair, given is not None))
    retry = request.args.get("retry") == pair.question.id
    slugs = list(services().reference.pairs)
    here = slugs.index(pair.slug)
    page = render_template(
        "codes/pair.html",
        pair=pair,
        question=show_question(pair.question, given, draft, retry),
        draft=draft,
        before=services().reference.pairs[slugs[here - 1]] if here else None,
        after=services().reference.pairs[slugs[here + 1]] if here + 1 < len(slugs) else None,
        STYLE=STYLE,
    )
    return answer(page, {}, 422 if draft else 200)


def unknown(code: int) -> Response:
    """Say what a client does with a number that is not registered, as 404."""
    family = codes.family(code)
    found = Unknown(code, family * 100 if family else 500, services().reference.unregistered.get(code, ""))
    if wants_json():
        return problem(404, found.sentence, reads_as=found.reads_as, seen=found.seen)
    page = render_template("codes/unknown.html", it=found, STYLE=STYLE)
    return varying(current_app.response_class(page, 404, mimetype="text/html"))


def kept(key: tuple[Hashable, ...], render: Any) -> Response:
    """Return a page that is rendered again only when something it shows has changed."""
    store = services().store
    versions = (*caching.versions(), caching.file_version(STYLE), caching.file_version(SCRIPT))
    if current_app.debug:
        return answer(render(), {})
    page = services().pages.get(services().reference, (*key, theme(), store.notice, versions), render)
    response = answer(page.body, {})
    response.set_etag(page.etag)
    return response


def code_page(entry: Entry) -> CodePage:
    """Return everything that the page of a code shows."""
    from course.reference.entries import in_flask

    whole = services().reference
    numbers = list(whole.entries)
    here = numbers.index(entry.code)
    return CodePage(
        entry,
        in_flask(entry.code),
        panel_view(live(entry.sample.path, entry.sample.requests)) if entry.sample else None,
        tuple(confusion(entry.code, other) for other in entry.confused),
        usage_of(entry.code),
        whole.entries[numbers[here - 1]] if here else None,
        whole.entries[numbers[here + 1]] if here + 1 < len(numbers) else None,
    )


def confusion(code: int, other: int) -> Confusion:
    """Return what happens when another code is sent in the place of one."""
    pair = next((p for p in services().reference.pairs_of(code) if other in p.codes), None)
    return Confusion(other, services().reference.believes(code, other), pair)


def usage_of(code: int) -> Usage:
    """Return where the course speaks of a code."""
    return remembered(("usage", code), lambda: usages().of(code, exercises()))


def exercises() -> tuple[Exercise, ...]:
    """Return every exercise that can be read."""
    return remembered("exercises", lambda: services().exercises())


def usages() -> Usages:
    """Return what knows where the course speaks of a code; one for each app."""
    found = current_app.extensions.setdefault("course.usages", None) or Usages(services().library)
    current_app.extensions["course.usages"] = found
    return cast(Usages, found)


def remembered(key: Hashable, make: Callable[[], T]) -> T:
    """Return a value that names the whole course, made anew at most every SHELF_LIFE seconds.

    Looking at every file on every view would make a page slower with each lesson that is added.
    """
    shelf = current_app.extensions.setdefault("course.remembered", {})
    now = monotonic()
    found = shelf.get(key)
    if found is None or now - found[0] > SHELF_LIFE:
        found = shelf[key] = (now, make())
    return cast(T, found[1])


def live(app: Path, requests: tuple[Request, ...]) -> Panel:
    """Return a shipped app with its real answers. Run once, and again when its file changes."""
    return _live(app, requests, app.stat().st_mtime_ns)


@lru_cache(maxsize=256)
def _live(app: Path, requests: tuple[Request, ...], _: int) -> Panel:
    source = app.read_text(encoding="utf-8")
    return Panel(app.name, code_html(source), apps.run(app, requests))


def entry_values(entry: Entry) -> dict[str, Any]:
    """Return a code as JSON-ready values, as the list shows it."""
    return {
        "code": entry.code,
        "name": entry.name,
        "source": entry.source,
        "use": marks.plain(entry.use),
        "href": url_for("codes.show", name=entry.code),
    }


def code_values(page: CodePage) -> dict[str, Any]:
    """Return a code as JSON-ready values."""
    entry = page.entry
    return {
        **entry_values(entry),
        "class": page.family.name,
        "says": entry.says,
        "avoid": marks.plain(entry.avoid),
        "client": marks.plain(entry.client),
        "headers": [{"name": rule.name, "need": rule.need, "source": rule.cite} for rule in entry.headers],
        "caching": entry.cache,
        "flask": {
            "abort": page.flask.aborts,
            "errorhandler": page.flask.handles,
            "phrase": page.flask.phrase,
        },
        "confused_with": entry.confused,
        "lessons": [_use_values(use) for use in page.usage.lessons],
        "exercises": [url_for("exercises.page", slug=one.slug) for one in page.usage.exercises],
    }


def _use_values(use: LessonUse) -> dict[str, Any]:
    slug = use.outline.slug
    return {
        "href": url_for("lessons.overview", slug=slug),
        "teaches": use.teaches,
        "steps": [url_for("steps.step", slug=slug, step_id=step.id) for step in use.steps],
    }


def pair_values(pair: Pair, answered: bool) -> dict[str, Any]:
    """Return a comparison as JSON-ready values; the right answer is there only after an answer."""
    question = pair.question
    given = services().store.answers([question.id]).get(question.id) if answered else None
    values: dict[str, Any] = {
        "id": question.id,
        "options": [option.id for option in question.options],
        "answered": given is not None,
    }
    if given is not None:
        values |= {"choice": given.choice, "right": is_right(question, given.choice)}
    return {
        "codes": pair.codes,
        "rule": pair.rule_text,
        "sides": {side.code: side.text for side in pair.sides},
        "question": values,
    }
