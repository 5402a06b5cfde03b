"""The wire console: send any request to an app, predict its code, and read both sides as they were sent."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Any

from flask import Response, abort, render_template, request, url_for

from course import codes, wire
from course.catalogue import Exercise
from course.model import Block, Lesson, Panel, Pitfall
from course.snippets import Snippet, snippets
from course.views.bench import known
from course.views.exercises import bp
from course.views.lessons import FORM_TYPES, known_outline
from course.views.lessons import bp as lessons_bp
from course.views.negotiation import HTML, answer, problem, varying, wants_json
from course.views.services import services
from course.views.wires import Wire, draw

if TYPE_CHECKING:
    from course.grading.console import ConsoleAnswer

METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")
WITH_BODY = ("POST", "PUT", "PATCH")
#: A request in a cell of the contract table: `POST /recipes`.
IN_CELL = re.compile(r"`(GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS) (/[^\s`]*)`")
#: A part of a path that stands for a value: <id>, ID, N.
VARIABLE = re.compile(r"<[^>]*>|(?<=/)(?:ID|N)\b")
FIELD = re.compile(r"`([a-z_][a-z0-9_]*)`")
APP_FILE = re.compile(r"[A-Za-z0-9_]+\.py")
JSON_HEADER = "Content-Type: application/json"

#: What stands above an answer that is no plain one.
TROUBLES = {
    "crashed": "The view raised an exception. The client gets only this 500.",
    "cannot_load": "The file cannot be loaded, so there is nobody to answer.",
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


def exercise_desk(exercise: Exercise) -> Desk:
    """Return the console of an exercise as it stands on its page."""
    action = url_for("exercises.send_request", slug=exercise.slug)
    presets = presets_of(exercise)
    return Desk(
        action,
        f"exercises/{exercise.slug}/{exercise.edit}",
        presets,
        presets[0].draft if presets else Draft(),
    )


@bp.post("/<slug>/requests")
def send_request(slug: str) -> Response:
    """Send a request to the learner's app and show what was on the wire: 200, whatever the app answers."""
    exercise = known(slug)
    if exercise.edit != "app.py":
        abort(409, f"This exercise is about {exercise.edit}. There is no app to send a request to.")
    return handle(exercise_desk(exercise), exercise.folder, exercise.source_path, f"console:{slug}", exercise)


@lessons_bp.get("/<slug>/apps/<file>/")
def app_page(slug: str, file: str) -> Response:
    """Show the console of a lesson's app."""
    desk, _ = lesson_desk(slug, file)
    return answer(desk_page(desk, lesson=slug), {"presets": [preset.label for preset in desk.presets]})


@lessons_bp.post("/<slug>/apps/<file>/requests")
def send_to_app(slug: str, file: str) -> Response:
    """Send a request to an app of a lesson."""
    desk, path = lesson_desk(slug, file)
    return handle(desk, path.parent, path, f"console:{slug}/{file}", lesson=slug)


def handle(
    desk: Desk, folder: Path, file: Path, question: str, exercise: Exercise | None = None, lesson: str = ""
) -> Response:
    """Do what the form asks for: fill in a preset, or send."""
    from course.grading.console import RequestError, Target, read_request

    request.max_form_memory_size = request.max_content_length
    if request.mimetype not in FORM_TYPES:
        abort(415, "A request is described in a form, with the fields method, path, headers and body.")
    draft = draft_of_form()
    filled = next((preset for preset in desk.presets if preset.name == request.form.get("fill")), None)
    if filled is not None:
        return page_of(with_(desk, filled.draft), exercise, lesson)
    try:
        if draft.expected and not (draft.expected.isdigit() and int(draft.expected) in codes.NAMES):
            raise RequestError("expected", f"{draft.expected[:20]} is no registered status code.")
        asked = read_request(draft.method, draft.path, draft.headers, draft.body)
    except RequestError as error:
        if wants_json():
            return problem(422, str(error), field=error.field)
        return page_of(with_(desk, draft, str(error), error.field), exercise, lesson, 422)
    found = services().workshop.console.send(Target(folder, file), asked, fresh=draft.fresh)
    shown = show(asked, found, draft.expected)
    if shown.expected and shown.wire.status:
        services().store.record_answer(question, (draft.expected,), "", shown.right)
    if wants_json():
        return answer("", answer_values(found))
    # The next send keeps the app as it is: its state is what makes a second request interesting.
    return page_of(with_(desk, draft, shown=shown), exercise, lesson)


def with_(
    desk: Desk, draft: Draft, error: str = "", error_field: str = "", shown: Shown | None = None
) -> Desk:
    """Return a console with another form and result."""
    return Desk(desk.action, desk.name, desk.presets, draft, error, error_field, shown)


def draft_of_form() -> Draft:
    """Return the form that was sent."""
    form = request.form
    return Draft(
        form.get("method", ""),
        form.get("path", ""),
        form.get("headers", ""),
        form.get("body", ""),
        form.get("expected", "").strip(),
        form.get("fresh") == "yes",
    )


def page_of(desk: Desk, exercise: Exercise | None, lesson: str, status: int = 200) -> Response:
    """Return the console as a page of its own; a script takes its part from it."""
    return varying(Response(desk_page(desk, exercise, lesson), status, mimetype=HTML))


def desk_page(desk: Desk, exercise: Exercise | None = None, lesson: str = "") -> str:
    """Render the console on a page of its own."""
    outline = services().library.outline(lesson) if lesson else None
    return render_template("console.html", console=desk, exercise=exercise, outline=outline)


def show(asked: wire.Request, found: ConsoleAnswer, expected: str) -> Shown:
    """Return an answer as the page draws it."""
    from course.grading.meanings import TELLS

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


def lesson_desk(slug: str, file: str) -> tuple[Desk, Path]:
    """Return the console of a lesson's app and the app's file. Aborts with 404 when there is none."""
    outline = known_outline(slug)
    folder = services().library.lessons_dir / outline.slug
    names = {path.name for path in folder.iterdir() if path.is_file() and not path.is_symlink()}
    if not APP_FILE.fullmatch(file) or file not in names:
        abort(404, f'Lesson {outline.number} has no app "{file[:80]}".')
    presets = requests_of(services().library.lesson(outline.slug), file)
    action = url_for("lessons.send_to_app", slug=outline.slug, file=file)
    first = presets[0].draft if presets else Draft()
    return Desk(action, f"lessons/{outline.slug}/{file}", presets, first), folder / file


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
