"""Visualize: runs of the lesson's apps, recorded line by line, with the answer as it grows."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from course.lessons.frames import Frame
from course.lessons.moments import frames_of, words_for
from course.lessons.parser import Source
from course.text.front_matter import Fault
from course.values.lesson import Step, Visualize
from course.values.recording import Recorded, Run
from course.values.wire import Exchange
from course.ways.blocks import nodes_of
from course.ways.lanes import Drawn, drawn, lanes_of
from course.ways.secrets import Secret, open_secrets, told_by
from course.ways.way import Way, WayRequest

#: Recordings that a lesson has at least.
LEAST = 2
#: Characters of a body that a frame shows: a page has many frames.
SHOWN_BODY = 400


@dataclass(frozen=True)
class Picture:
    """One frame as the page draws it."""

    frame: Frame
    #: What the author says here, HTML; "" for nothing.
    words: str
    #: Indexes of the shown lines that run.
    at: frozenset[int]
    #: Names of the header fields of the answer that this frame added or changed.
    grown: frozenset[str]
    #: The body as far as it is known; None when there is none yet.
    body: str | None


@dataclass(frozen=True)
class Film:
    """One recorded exchange."""

    exchange: Exchange
    pictures: tuple[Picture, ...]

    @property
    def label(self) -> str:
        """Return what was asked."""
        return f"{self.exchange.request.method} {self.exchange.request.path}"

    @property
    def status(self) -> int:
        """Return the code of the answer, 0 when there was none."""
        return self.exchange.response.status if self.exchange.response else 0


@dataclass(frozen=True)
class Lanes:
    """The drawing of several exchanges, and the same in words."""

    rows: tuple[Drawn, ...]
    height: int
    words: str


@dataclass(frozen=True)
class Scene:
    """One block of the lesson. While a question hides its answer there is nothing but the secret."""

    block: Visualize
    step: str
    step_title: str
    secret: Secret | None = None
    before: tuple[Exchange, ...] = ()
    films: tuple[Film, ...] = ()
    lanes: Lanes | None = None


@dataclass(frozen=True)
class Scenes:
    """The page."""

    scenes: tuple[Scene, ...]


def build(asked: WayRequest) -> Scenes:
    """Return the page of a lesson. Its runs are recorded when it is first asked for."""
    secrets = open_secrets(asked)
    recorded = iter(asked.library.recordings(asked.lesson))
    return Scenes(
        tuple(
            _scene(step, block, next(recorded), secrets)
            for step in asked.lesson.steps
            for block in step.blocks
            if isinstance(block, Visualize)
        )
    )


def _scene(step: Step, block: Visualize, recorded: Recorded, secrets: Sequence[Secret]) -> Scene:
    secret = told_by(block.app, (*block.before, *block.sent), secrets)
    if secret:
        return Scene(block, step.id, step.title, secret)
    films = tuple(_film(block, number, run) for number, run in enumerate(recorded.runs, 1))
    if not block.lanes:
        return Scene(block, step.id, step.title, None, recorded.before, films)
    lanes = lanes_of([run.exchange for run in recorded.runs])
    rows, height = drawn(lanes)
    picture = Lanes(rows, height, " ".join(row.words for row in lanes.rows))
    # An answer from the cache has no run of the app behind it.
    seen = tuple(film for film, was_asked in zip(films, lanes.asked, strict=True) if was_asked)
    return Scene(block, step.id, step.title, None, recorded.before, seen, picture)


def _film(block: Visualize, number: int, run: Run) -> Film:
    frames = frames_of(block, run)
    words = words_for(block, number, frames)
    pictures = []
    for index, frame in enumerate(frames):
        before = frames[index - 1].known if index else None
        old = before.headers if before else ()
        new = frame.known.headers if frame.known else ()
        pictures.append(
            Picture(
                frame,
                words[index],
                frozenset(n for n, start in enumerate(block.starts) if start and start == frame.line),
                frozenset(name for name, value in new if (name, value) not in old),
                _body(frame),
            )
        )
    return Film(run.exchange, tuple(pictures))


def _body(frame: Frame) -> str | None:
    body = frame.known.body if frame.known else None
    return body[:SHOWN_BODY] + "…" if body and len(body) > SHOWN_BODY else body


def values(it: Scenes) -> dict[str, Any]:
    """Return the page as JSON-ready values: what an open question hides is left out."""
    return {
        "recordings": [_values(scene) for scene in it.scenes if not scene.secret],
        "waiting": sum(scene.secret is not None for scene in it.scenes),
    }


def _values(scene: Scene) -> dict[str, Any]:
    return {
        "step": scene.step,
        "app": scene.block.app,
        "lanes": [drawn.row.words for drawn in scene.lanes.rows] if scene.lanes else [],
        "exchanges": [
            {
                "request": film.label,
                "status": film.status,
                "frames": [
                    {"title": one.frame.title, "line": one.frame.line, "note": one.frame.note}
                    for one in film.pictures
                ],
            }
            for film in scene.films
        ],
    }


def state(asked: WayRequest) -> Hashable:
    """Return what the page depends on besides the lesson: the questions that are still open."""
    return tuple(secret.question for secret in open_secrets(asked))


def lacks(source: Source) -> Iterator[Fault]:
    """Yield what keeps a lesson from filling this page."""
    number = len(nodes_of(source, "visualize"))
    if number < LEAST:
        remedy = "Add /// visualize with app: and send: to a step whose run is worth watching."
        yield Fault(1, f"the lesson has {number} visualize blocks, not {LEAST} or more.", remedy)


WAY = Way(
    id="visualize",
    name="Visualize",
    purpose="read",
    summary="A request on its way through an app, line by line, as it was recorded.",
    build=build,
    values=values,
    state=state,
    lacks=lacks,
)
