"""A status code, a number that is none, and a comparison as their pages show them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

from course.reference.usage import LessonUse, Usage
from course.site.present.course_map import counted
from course.site.present.pieces import PanelView, panel_view
from course.site.present.questions import is_right
from course.text import marks
from course.values import codes
from course.values.exercise import Exercise
from course.values.lesson import Panel
from course.values.links import Links
from course.values.progress import Answer

if TYPE_CHECKING:
    from course.reference.entries import Entry, InFlask, Pair, Reference

T = TypeVar("T")
CACHING_WORDS = {
    "heuristic": "A cache may keep it and use it again for a while, even when nothing is said about it"
    " (heuristically cacheable, RFC 9110 §15.1).",
    "explicit": "A cache keeps it only when the answer says so, with `Cache-Control` or `Expires`.",
    "never": "It must not be stored.",
    "interim": "Nothing to keep: it is not a final response.",
}
#: The same in a few words, for the head of a page.
CACHING_BRIEF = {
    "heuristic": "heuristically cacheable",
    "explicit": "cacheable when the answer says so",
    "never": "not to be stored",
    "interim": "an interim answer",
}


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

    @property
    def met(self) -> str:
        """Return how often the course speaks of the code, "" when it never does."""
        places = _counts(len(self.usage.lessons), len(self.usage.exercises))
        return f"met in {places}" if places else ""

    @property
    def further(self) -> tuple[Exercise, ...]:
        """Return the exercises that speak of the code among many others."""
        return tuple(one for one in self.usage.exercises if one not in self.usage.closest)

    @property
    def also(self) -> tuple[LessonUse, ...]:
        """Return the lessons that speak of the code among many others."""
        return tuple(use for use in self.usage.lessons if use not in self.usage.leading)

    @property
    def further_words(self) -> str:
        """Return what is folded away: "Also appears in 11 lessons and 26 exercises", "" for nothing."""
        places = _counts(len(self.also), len(self.further))
        return f"Also appears in {places}" if places else ""


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
                f"{self.code} is outside 100 to 599, so it is not a valid status code."
                " A client treats it as a server error (RFC 9110 §15)."
            )
        return (
            f"{self.code} is not registered."
            f" A client that does not know it treats it as {self.reads_as} (RFC 9110 §15)."
        )


def _counts(lessons: int, exercises: int) -> str:
    """Return "11 lessons and 29 exercises", each only when there is one."""
    parts = [
        counted(number, noun) for number, noun in ((lessons, "lesson"), (exercises, "exercise")) if number
    ]
    return " and ".join(parts)


def code_page(entry: Entry, whole: Reference, flask: InFlask, panel: Panel | None, usage: Usage) -> CodePage:
    """Return everything that the page of a code shows."""
    before, after = around(list(whole.entries.values()), entry)
    return CodePage(
        entry,
        flask,
        panel_view(panel) if panel else None,
        tuple(confusion(entry.code, other, whole) for other in entry.confused),
        usage,
        before,
        after,
    )


def confusion(code: int, other: int, whole: Reference) -> Confusion:
    """Return what happens when another code is sent in the place of one."""
    pair = next((p for p in whole.pairs_of(code) if other in p.codes), None)
    return Confusion(other, whole.believes(code, other), pair)


def around(all_of_them: Sequence[T], one: T) -> tuple[T | None, T | None]:
    """Return what stands before and after one of several, None where nothing does."""
    here = all_of_them.index(one)
    before = all_of_them[here - 1] if here else None
    return before, all_of_them[here + 1] if here + 1 < len(all_of_them) else None


def unknown(code: int, seen: str) -> Unknown:
    """Return how a client reads a number that is not registered (RFC 9110 §15)."""
    family = codes.family(code)
    return Unknown(code, family * 100 if family else 500, seen)


def entry_values(entry: Entry, links: Links) -> dict[str, Any]:
    """Return a code as JSON-ready values, as the list shows it."""
    return {
        "code": entry.code,
        "name": entry.name,
        "source": entry.source,
        "use": marks.plain(entry.use),
        "href": links.code(entry.code),
    }


def code_values(page: CodePage, links: Links) -> dict[str, Any]:
    """Return a code as JSON-ready values."""
    entry = page.entry
    return {
        **entry_values(entry, links),
        "class": page.family.name,
        "says": marks.plain(entry.says),
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
        "lessons": [_use_values(use, links) for use in page.usage.lessons],
        "exercises": [links.exercise(one.slug) for one in page.usage.exercises],
    }


def _use_values(use: LessonUse, links: Links) -> dict[str, Any]:
    slug = use.outline.slug
    return {
        "href": links.lesson(slug),
        "teaches": use.teaches,
        "steps": [links.step(slug, step.id) for step in use.steps],
    }


def pair_values(pair: Pair, given: Answer | None) -> dict[str, Any]:
    """Return a comparison as JSON-ready values; the right answer is there only after an answer."""
    question = pair.question
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
