"""What whoever runs a learner's code is asked to do: run the checks of an exercise, or answer one request."""

from __future__ import annotations

import base64
import os
from dataclasses import dataclass
from pathlib import Path

from course.grading.checks.seeds import new_seed
from course.values.exercise import Exercise

#: Seconds one check may take. A check needs milliseconds; slow machines get room.
LIMIT = 5.0


@dataclass(frozen=True)
class Job:
    """An exercise folder, the learner's file, and which checks to run."""

    folder: str
    check_file: str
    #: The learner's file: its path is what tracebacks show.
    file: str
    #: The text to grade, base64; None makes the other side read the file.
    source: str | None = None
    #: Names of the checks to run; None runs all.
    names: tuple[str, ...] | None = None
    #: Seconds a check may take.
    limit: float = 5.0
    hints: int = 3
    step: str = ""
    #: From it come the values that no learner has seen.
    seed: int = 0
    #: Echoed in every event, so that no answer is taken for another job's.
    token: str = ""


@dataclass(frozen=True)
class Preparation:
    """What a process does before its job comes: collect a file of checks, which most likely is the job's."""

    check_file: str


@dataclass(frozen=True)
class RequestJob:
    """One request of a person to an app, answered where checks run."""

    folder: str
    file: str
    #: The app's text, base64; None makes the other side read the file.
    source: str | None
    method: str
    #: Path and query as typed.
    path: str
    headers: tuple[tuple[str, str], ...] = ()
    #: The body, base64.
    body: str = ""
    limit: float = 5.0
    #: Whether to import the app anew even when its text has not changed.
    fresh: bool = False
    #: Whether the app keeps away from the store outside: what the tutor asks must not fill a learner's Redis.
    alone: bool = False
    token: str = ""


def time_limit() -> float:
    """Return the seconds one check may take: COURSE_TIME_LIMIT, else LIMIT."""
    try:
        return max(float(os.environ["COURSE_TIME_LIMIT"]), 0.1)
    except (KeyError, ValueError):
        return LIMIT


def job_for(
    exercise: Exercise, file: Path, source: bytes | None, names: tuple[str, ...] | None = None
) -> Job:
    """Return the job that grades a text as this exercise's learner file."""
    step = f"{exercise.lesson}#{exercise.step}" if exercise.step else exercise.lesson
    return Job(
        folder=str(exercise.folder.resolve()),
        check_file=str(exercise.check_file.resolve()),
        file=place_of(file),
        source=encoded(source),
        names=names,
        limit=time_limit(),
        hints=len(exercise.hints),
        step=step,
        seed=new_seed(),
    )


def place_of(file: Path) -> str:
    """Return where a file lies. A link is not followed: the learner's file keeps its name."""
    return str(file.parent.resolve() / file.name)


def encoded(source: bytes | None) -> str | None:
    """Return a text as a job carries it, base64; None stays None."""
    return None if source is None else base64.b64encode(source).decode("ascii")
