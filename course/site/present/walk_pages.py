"""A check of the walk to a code, an end of it, and two faults at once, as their pages show them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from course.site.present.wires import Wire
from course.values.links import Links

if TYPE_CHECKING:
    from course.reference.decision import Check, Decision, End, Stage, TwoFaults
    from course.reference.entries import Entry, Pair, Reference
    from course.reference.usage import Usage


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


def check_page(check: Check, walk: Decision) -> CheckPage:
    """Return everything that the page of a check shows."""
    way = walk.way_to(check.id)
    passed = [stage.check.id for stage in way] + [check.id]
    number = sum(one.id in passed for one in walk.spine)
    return CheckPage(check, number, len(walk.spine), way)


def end_page(end: End, walk: Decision, whole: Reference, usage: Usage) -> EndPage:
    """Return everything that the page of an end shows."""
    return EndPage(end, whole.entries[end.code], walk.way_to(end.id), usage, whole.pairs_of(end.code))


def check_values(page: CheckPage, links: Links) -> dict[str, Any]:
    """Return a check as JSON-ready values."""
    return {
        "id": page.check.id,
        "question": page.check.question,
        "way": [stage.choice.text for stage in page.way],
        "answers": [
            {
                "text": choice.text,
                "href": links.check(choice.target),
                **({"code": choice.end.code} if choice.end else {}),
            }
            for choice in page.check.choices
        ],
    }


def end_values(page: EndPage, links: Links) -> dict[str, Any]:
    """Return an end as JSON-ready values."""
    best = page.usage.best
    return {
        "id": page.end.id,
        "code": page.end.code,
        "way": [stage.choice.text for stage in page.way],
        "reference": links.code(page.end.code),
        "instead": [{"code": one.code, "cost": one.cost} for one in page.end.instead],
        "lesson": links.lesson(best.outline.slug) if best else None,
        "exercises": [links.exercise(one.slug) for one in page.usage.exercises],
    }
