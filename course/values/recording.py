"""What is recorded of a run: lines of the app, what they change, and the stations that Flask passes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from course.values.wire import Exchange

#: What a step is. The first four are in the app's own file, the others are stations of Flask.
Kind = Literal[
    "line",
    "call",
    "return",
    "raise",
    "received",
    "routed",
    "view",
    "early",
    "raised",
    "crash",
    "made",
    "finished",
    "sent",
    "body",
    "left",
    "teardown",
]
#: Where a variable lives: in the function, in the app's module, on flask.g.
Where = Literal["local", "module", "g"]


@dataclass(frozen=True)
class Change:
    """A variable as it is after a step."""

    name: str
    value: str
    where: Where = "local"
    #: True when it did not exist before.
    new: bool = False


@dataclass(frozen=True)
class Known:
    """The response as far as it is known at a step. `body` is None while nothing of it exists."""

    status: int
    phrase: str
    headers: tuple[tuple[str, str], ...] = ()
    body: str | None = None


@dataclass(frozen=True)
class Step:
    """One step of a run."""

    kind: Kind
    #: Number of the line of the app's file on which the statement begins; 0 for a station.
    line: int = 0
    function: str = ""
    #: What the running function is for Flask: view, before_request, after_request, teardown, handler,
    #: converter, middleware, body (a generator that the server drains), or "" for one that the app calls.
    role: str = ""
    depth: int = 0
    changes: tuple[Change, ...] = ()
    #: What a line, a call or a station comes to: a return value, an exception, a rule.
    value: str = ""
    known: Known | None = None
    #: How often the same statement ran again in the same call without a step of its own.
    again: int = 0


@dataclass(frozen=True)
class Recording:
    """Everything recorded of one exchange."""

    steps: tuple[Step, ...]
    #: The limit that ended it early, "" when none did.
    cut: str = ""
    #: Other threads in which the app's code ran meanwhile. Their lines have no fixed order: none is recorded.
    threads: int = 0


@dataclass(frozen=True)
class Run:
    """An exchange with its recording."""

    exchange: Exchange
    recording: Recording


@dataclass(frozen=True)
class Recorded:
    """The runs of one block, and what was sent to the same copy of the app before."""

    before: tuple[Exchange, ...]
    runs: tuple[Run, ...]
