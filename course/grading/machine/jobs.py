"""What a grading process is asked to do."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Job:
    """An exercise folder, the learner's file, and which checks to run."""

    folder: str
    check_file: str
    #: The learner's file: its path is what tracebacks show.
    file: str
    #: The text to grade, base64; None makes the worker read the file.
    source: str | None = None
    #: Names of the checks to run; None runs all.
    names: tuple[str, ...] | None = None
    #: Seconds a check may take.
    limit: float = 5.0
    hints: int = 3
    step: str = ""
    #: Echoed in every event, so that no answer is taken for another job's.
    token: str = ""


@dataclass(frozen=True)
class RequestJob:
    """One request of a person to an app, answered in the grading process."""

    folder: str
    file: str
    #: The app's text, base64; None makes the worker read the file.
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
    token: str = ""
