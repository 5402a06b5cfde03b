"""What an open question hides stays hidden in every way into a lesson."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from course.values.lesson import Lesson, Myth, Panel, Question
from course.values.wire import Request
from course.ways.way import WayRequest


@dataclass(frozen=True)
class Secret:
    """An answer that a learner has still to predict."""

    app: str
    request: Request
    #: Where it is asked.
    step: str
    question: str


def secrets_of(lesson: Lesson, answered: Collection[str]) -> tuple[Secret, ...]:
    """Return the answers behind the questions and myths of a lesson that are not among `answered`."""
    return tuple(secret for secret in _all(lesson) if secret.question not in answered)


def _all(lesson: Lesson) -> Iterator[Secret]:
    for step in lesson.steps:
        for block in step.blocks:
            if isinstance(block, Question | Myth) and block.panel is not None:
                yield Secret(block.panel.app, block.panel.last.request, step.id, block.id)


def gives_away(panel: Panel, secrets: Collection[Secret]) -> Secret | None:
    """Return the first secret that a panel would tell, None when it tells none.

    The same request to the same app counts, whatever was sent before: the answer is often the same.
    """
    return told_by(panel.app, [exchange.request for exchange in panel.exchanges], secrets)


def told_by(app: str, sent: Collection[Request], secrets: Collection[Secret]) -> Secret | None:
    """Return the first secret that requests to an app would tell, None when they tell none."""
    return next((one for one in secrets if one.app == app and one.request in sent), None)


def questions_of(lesson: Lesson) -> tuple[str, ...]:
    """Return the ids of every question and myth of a lesson."""
    return lesson.outline.asked


def open_secrets(asked: WayRequest) -> tuple[Secret, ...]:
    """Return what a page must hide: nothing from a learner who wants to read on without answering."""
    if asked.query.get("read") == "on":
        return ()
    return secrets_of(asked.lesson, asked.store.answers(questions_of(asked.lesson)))
