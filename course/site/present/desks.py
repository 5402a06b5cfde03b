"""The console as a page shows it: a form, what may be sent, what came back."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Any

from course.site.present.wires import Wire, draw
from course.values import codes, wire
from course.values.exercise import Exercise
from course.values.lesson import Block, Lesson, Panel, Pitfall
from course.values.links import Links
from course.values.snippets import Snippet, snippets

if TYPE_CHECKING:
    from course.grading.machine.kept_apps import ConsoleAnswer

METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")
WITH_BODY = ("POST", "PUT", "PATCH")
#: A request in a cell of the contract table: `POST /recipes`.
IN_CELL = re.compile(r"`(GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS) (/[^\s`]*)`")
#: A part of a path that stands for a value: <id>, ID, N.
VARIABLE = re.compile(r"<[^>]*>|(?<=/)(?:ID|N)\b")
FIELD = re.compile(r"`([a-z_][a-z0-9_]*)`")
JSON_HEADER = "Content-Type: application/json"
#: What stands above an answer that is no plain one.
TROUBLES = {
    "crashed": "The view raised an exception. The client gets only this 500.",
    "broken": "No whole response arrived.",
    "cannot_load": "The file cannot be loaded, so nothing can answer.",
    "too_slow": "No answer in time.",
    "died": "The app ended before it answered.",
    "grader_fault": "The console itself failed. This is a fault of the course.",
}


@dataclass(frozen=True)
class Draft:
    """The form as it was filled in."""

    method: str = "GET"
    path: str = "/"
    headers: str = ""
    body: str = ""
    expected: str = ""
    fresh: bool = False


@dataclass(frozen=True)
class Preset:
    """A request to begin with."""

    name: str
    draft: Draft

    @property
    def label(self) -> str:
        """Return the request in short."""
        return f"{self.draft.method} {self.draft.path}"


@dataclass(frozen=True)
class Field:
    """One header of a message, with what it means; "" when this course has no words for it."""

    name: str
    value: str
    says: str
    source: str


@dataclass(frozen=True)
class Shown:
    """An answer, ready to draw."""

    wire: Wire
    sent: tuple[Field, ...]
    came: tuple[Field, ...]
    #: What the code tells a client.
    code_says: str
    trouble: str
    message: str
    where: str
    traceback: str
    output: str
    snippets: tuple[Snippet, ...]
    #: The code the learner expected, 0 for none, and whether it came.
    expected: int
    right: bool

    @property
    def announcement(self) -> str:
        """Return what is read out when the answer appears."""
        came = f"{self.wire.status} {self.wire.phrase}" if self.wire.status else self.trouble or "No answer."
        if not self.expected or not self.wire.status:
            return came
        return f"You said {self.expected}. The server said {came}."


@dataclass(frozen=True)
class Desk:
    """Everything that the console's form shows."""

    action: str
    #: What is asked: "exercises/05_created/app.py".
    name: str
    presets: tuple[Preset, ...]
    draft: Draft
    error: str = ""
    #: Name of the field that cannot be sent.
    error_field: str = ""
    shown: Shown | None = None
    methods: tuple[str, ...] = METHODS

    @property
    def codes(self) -> list[tuple[str, list[tuple[int, str]]]]:
        """Return every code that can be predicted, by class."""
        return [
            (
                f"{family.digit}xx {family.name}",
                [(code, name) for code, name in codes.NAMES.items() if codes.family(code) == family.digit],
            )
            for family in codes.FAMILIES.values()
        ]


def exercise_desk(exercise: Exercise, links: Links) -> Desk:
    """Return the console of an exercise as it stands on its page."""
    presets = presets_of(exercise)
    return Desk(
        links.requests(exercise.slug),
        f"exercises/{exercise.slug}/{exercise.edit}",
        presets,
        presets[0].draft if presets else Draft(),
    )


def with_(
    desk: Desk, draft: Draft, error: str = "", error_field: str = "", shown: Shown | None = None
) -> Desk:
    """Return a console with another form and result."""
    return Desk(desk.action, desk.name, desk.presets, draft, error, error_field, shown)


def show(asked: wire.Request, found: ConsoleAnswer, expected: str) -> Shown:
    """Return an answer as the page draws it."""
    from course.values.meanings import TELLS

    response = found.exchange.response
    status = response.status if response else 0
    family = codes.FAMILIES.get(codes.family(status))
    drawn = draw(found.exchange)
    return Shown(
        drawn,
        fields(drawn.request_headers),
        fields(drawn.headers),
        TELLS.get(status) or (f"{codes.speak(status)}: {family.says}." if family else ""),
        TROUBLES.get(found.outcome, ""),
        found.message,
        found.where,
        found.traceback,
        found.output,
        snippets(asked),
        int(expected) if expected else 0,
        bool(expected) and status == int(expected),
    )


def fields(headers: Iterable[tuple[str, str]]) -> tuple[Field, ...]:
    """Return headers with their meaning."""
    known_ones = glossary()
    return tuple(
        Field(name, value, *known_ones.get(name.lower(), ("", "")))  # header names ignore case
        for name, value in headers
    )


@cache
def glossary() -> dict[str, tuple[str, str]]:
    """Return what each known header means and where it is defined, by its name in lower case."""
    text = resources.files("course.data").joinpath("headers.json").read_text(encoding="utf-8")
    return {name.lower(): (value["says"], value["source"]) for name, value in json.loads(text).items()}


def answer_values(found: ConsoleAnswer) -> dict[str, Any]:
    """Return an answer as JSON-ready values."""
    response = found.exchange.response
    return {
        "outcome": found.outcome,
        "message": found.message,
        "where": found.where,
        "traceback": found.traceback,
        "output": found.output,
        "request": {
            "line": found.exchange.request.line,
            "headers": found.exchange.request.headers,
            "body": found.exchange.request.text,
        },
        "response": {
            "line": response.line,
            "status": response.status,
            "headers": response.headers,
            "body": response.text,
        }
        if response
        else None,
    }


def presets_of(exercise: Exercise) -> tuple[Preset, ...]:
    """Return the requests that the rows of the contract name, each address and method once."""
    found: dict[tuple[str, str], Preset] = {}
    for row in exercise.rows:
        match = IN_CELL.search(row.request)
        if match is None:
            continue
        method, path = match[1], VARIABLE.sub("1", match[2])
        draft = Draft(method, path)
        if method in WITH_BODY and "JSON" in exercise.contract:
            names = FIELD.findall(row.request)
            draft = Draft(method, path, JSON_HEADER, json.dumps(dict.fromkeys(names, "example")))
        found.setdefault((method, path), Preset(row.name, draft))
    return tuple(found.values())


def lesson_desk(lesson: Lesson, file: str, links: Links) -> Desk:
    """Return the console of an app of a lesson."""
    slug, presets = lesson.outline.slug, requests_of(lesson, file)
    draft = presets[0].draft if presets else Draft()
    return Desk(links.app_requests(slug, file), f"lessons/{slug}/{file}", presets, draft)


def requests_of(lesson: Lesson, file: str) -> tuple[Preset, ...]:
    """Return the requests that a lesson sends to one of its apps, each once; never an answer."""
    found: dict[Draft, Preset] = {}
    blocks = [*lesson.opener, *(block for step in lesson.steps for block in step.blocks)]
    for panel in (panel for block in blocks for panel in panels_of(block) if panel.app == file):
        for exchange in panel.exchanges:
            sent = exchange.request
            headers = "\n".join(f"{name}: {value}" for name, value in sent.headers)
            draft = Draft(sent.method, sent.path, headers, sent.text)
            found.setdefault(draft, Preset(f"r{len(found) + 1}", draft))
    return tuple(found.values())


def panels_of(block: Block) -> tuple[Panel, ...]:
    """Return the panels of a block."""
    if isinstance(block, Pitfall):
        return block.wrong, block.right
    panel = getattr(block, "panel", None)
    return (panel,) if panel else ()
