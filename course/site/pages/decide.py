"""Which code? One check a page, the whole walk as a picture, and what happens when two things are wrong."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from flask import Blueprint, Response, abort, render_template, url_for

from course.site.http.negotiation import answer, wants_json
from course.site.http.services import services
from course.site.pages.codes import STYLE, kept, live, usage_of
from course.site.present.wires import Source, Wire, draw, source_of

if TYPE_CHECKING:
    from course.reference.decision import Check, End, Stage, TwoFaults
    from course.reference.entries import Entry, Pair
    from course.reference.usage import Usage

bp = Blueprint("decide", __name__, url_prefix="/decide")
VERDICT_WORDS = {
    "fixed": "The standard fixes it",
    "follows": "It follows from the codes",
    "open": "The standard leaves it open",
}


@dataclass(frozen=True)
class CheckPage:
    """Everything that the page of a check shows."""

    check: Check
    #: Number of the check on the spine, and how many there are.
    number: int
    of: int
    way: tuple[Stage, ...]


@dataclass(frozen=True)
class EndPage:
    """Everything that the page of an end shows."""

    end: End
    entry: Entry
    way: tuple[Stage, ...]
    usage: Usage
    pairs: tuple[Pair, ...]


@dataclass(frozen=True)
class Case:
    """Two faults with what really came back."""

    case: TwoFaults
    wire: Wire

    @property
    def deviates(self) -> bool:
        """Tell whether the server sends something else than the standard asks for."""
        return bool(self.case.wants) and self.case.wants != self.wire.status


@bp.get("")
def index() -> Response:
    """Show where the walk begins, the picture of it, and the cases of two faults."""
    from course.reference import decision

    walk = services().walk
    if wants_json():
        return answer("", {"start": url_for("decide.show", name=walk.start), "checks": list(walk.checks)})
    source, cases = two_faults()
    return kept(
        ("decide",),
        lambda: render_template(
            "decide/start.html",
            walk=walk,
            drawing=decision.draw(walk),
            source=source,
            cases=cases,
            VERDICT_WORDS=VERDICT_WORDS,
            STYLE=STYLE,
        ),
    )


@bp.get("/<name>")
def show(name: str) -> Response:
    """Show a check, or the end of the walk."""
    walk = services().walk
    if name in walk.checks:
        return check_answer(check_page(walk.checks[name]))
    if name in walk.ends:
        return end_answer(end_page(walk.ends[name]))
    abort(
        404, f'The walk has no place "{name[:60]}". It begins with the question whether you can serve at all.'
    )


def check_answer(page: CheckPage) -> Response:
    """Return the page or the values of a check."""
    if wants_json():
        return answer("", check_values(page))
    return kept(("check", page.check.id), lambda: render_template("decide/check.html", it=page, STYLE=STYLE))


def end_answer(page: EndPage) -> Response:
    """Return the page or the values of an end."""
    if wants_json():
        return answer("", end_values(page))
    return kept(
        ("end", page.end.id, page.usage), lambda: render_template("decide/end.html", it=page, STYLE=STYLE)
    )


def check_page(check: Check) -> CheckPage:
    """Return everything that the page of a check shows."""
    walk = services().walk
    way = walk.way_to(check.id)
    passed = [stage.check.id for stage in way] + [check.id]
    number = sum(one.id in passed for one in walk.spine)
    return CheckPage(check, number, len(walk.spine), way)


def end_page(end: End) -> EndPage:
    """Return everything that the page of an end shows."""
    whole = services().reference
    usage = usage_of(end.code)
    return EndPage(
        end, whole.entries[end.code], services().walk.way_to(end.id), usage, whole.pairs_of(end.code)
    )


def two_faults() -> tuple[Source, tuple[Case, ...]]:
    """Return the app that the cases are sent to, and each case with its real answer."""
    walk = services().walk
    # Each case gets a fresh copy of the app: none of them may change what the next one meets.
    panels = [live(walk.app, (case.request,)) for case in walk.cases]
    cases = tuple(Case(case, draw(panel.last)) for case, panel in zip(walk.cases, panels, strict=True))
    return source_of(panels[0]), cases


def check_values(page: CheckPage) -> dict[str, Any]:
    """Return a check as JSON-ready values."""
    return {
        "id": page.check.id,
        "question": page.check.question,
        "way": [stage.choice.text for stage in page.way],
        "answers": [
            {
                "text": choice.text,
                "href": url_for("decide.show", name=choice.target),
                **({"code": choice.end.code} if choice.end else {}),
            }
            for choice in page.check.choices
        ],
    }


def end_values(page: EndPage) -> dict[str, Any]:
    """Return an end as JSON-ready values."""
    best = page.usage.best
    return {
        "id": page.end.id,
        "code": page.end.code,
        "way": [stage.choice.text for stage in page.way],
        "reference": url_for("codes.show", name=page.end.code),
        "lesson": url_for("lessons.overview", slug=best.outline.slug) if best else None,
        "exercises": [url_for("exercises.page", slug=one.slug) for one in page.usage.exercises],
    }
