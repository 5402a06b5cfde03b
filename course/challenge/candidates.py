"""What may be asked: requests of lessons to small apps, as they are and changed, run and sorted."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Literal

from course.challenge.changes import Change, changes
from course.lessons.parser import Source
from course.lessons.scan import Node
from course.values import codes
from course.values.lesson import Panel
from course.values.wire import Exchange, Request

#: live: as a lesson sends it. good: changed, and the code is another one. same: changed, and the code stays.
#: routine: what Flask answers to such a change of any app.
Sort = Literal["live", "good", "same", "routine"]
#: Apps that hang on the time, on chance, on who asks, or that are a client themselves: nobody could know.
UNFAIR = re.compile(
    r"\b(?:now|utcnow|today|time|monotonic|sleep|random|secrets|uuid\d?|remote_addr|host|host_url|url_root"
    r"|test_client|urlopen|environ|threading)\b\s*[(.\[]|\bremote_addr\b|\brequest\.(?:host|url_root)\b"
)
#: Kinds of change that Flask itself answers, whatever the app is.
OF_FLASK = frozenset({"options", "head", "accept"})
OF_ROUTER = frozenset({"slash", "other id", "word for id"})


@dataclass(frozen=True)
class Sent:
    """One block of a lesson that sends requests to an app."""

    lesson: str
    app: Path
    requests: tuple[Request, ...]
    show: tuple[str, ...]
    #: True when its last answer is the key of a question.
    secret: bool

    @property
    def number(self) -> int:
        """Return the number of the lesson."""
        return int(self.lesson[:2])


def secrets_in(source: Source) -> Iterator[tuple[Path, Request]]:
    """Yield app and request of every answer that a question or a myth of a lesson asks for, in any mode."""
    for node in source.items:
        if (
            isinstance(node, Node)
            and node.sound
            and node.name in ("predict", "myth")
            and "app" in node.options
        ):
            yield source.file.parent / node.options["app"], node.options["send"][-1]


@dataclass(frozen=True)
class Candidate:
    """One question that could be asked; it was not run yet."""

    sent: Sent
    #: None for the request as it is.
    change: Change | None

    @property
    def requests(self) -> tuple[Request, ...]:
        """Return everything that is sent, the request that is asked about last."""
        if self.change is None:
            return self.sent.requests
        before = self.sent.requests if self.change.again else self.sent.requests[:-1]
        return (*before, self.change.request)

    @property
    def kind(self) -> str:
        """Return the kind of change."""
        return self.change.kind if self.change else "live"

    @property
    def id(self) -> str:
        """Return a name that stays as long as the same is sent to the same app."""
        digest = hashlib.sha256(repr(self.requests).encode()).hexdigest()[:10]
        return f"{self.sent.lesson}/{self.sent.app.name}/{digest}"


def sent_in(source: Source) -> Iterator[Sent]:
    """Yield what a lesson sends to apps that can be asked fairly, in this process and in production mode."""
    for node in source.items:
        if isinstance(node, Node) and node.sound and "send" in node.options and _is_plain(node):
            for option in ("app", "wrong", "right"):
                if option in node.options:
                    path = source.file.parent / node.options[option]
                    secret = node.name in ("predict", "myth")
                    show = node.options.get("show", ())
                    if is_fair(path):
                        yield Sent(source.slug, path, node.options["send"], show, secret)


def _is_plain(node: Node) -> bool:
    return not node.options.get("server") and node.options.get("mode", "production") == "production"


def is_fair(path: Path) -> bool:
    """Tell whether an app's answers follow from its code and the request alone."""
    try:
        return UNFAIR.search(path.read_text(encoding="utf-8")) is None
    except OSError:
        return False


def candidates(sent: Sent) -> tuple[Candidate, ...]:
    """Return the request of a block as it is, and every change of it."""
    before = answers(sent.app, sent.requests)
    if before is None or _code(before[-1]) == 0:
        return ()
    changed = (Candidate(sent, change) for change in changes(sent.requests[-1], before[-1]))
    return (*(() if sent.secret else (Candidate(sent, None),)), *changed)


def answers(app: Path, requests: tuple[Request, ...]) -> tuple[Exchange, ...] | None:
    """Return what became of requests to a fresh copy of an app, None when it cannot be run."""
    return _answers(app, requests, app.stat().st_mtime_ns)


@lru_cache(maxsize=8192)
def _answers(app: Path, requests: tuple[Request, ...], _: int) -> tuple[Exchange, ...] | None:
    # Flask is loaded with the first question, not with the site.
    from course.lessons import apps

    try:
        return apps.run(app, requests)
    except apps.AppFault:
        return None


def is_steady(candidate: Candidate) -> bool:
    """Tell whether a second copy of the app answers the same code."""
    from course.lessons import apps

    found = answers(candidate.sent.app, candidate.requests)
    again = apps.run(candidate.sent.app, candidate.requests)
    return found is not None and _code(found[-1]) == _code(again[-1])


def sort_of(candidate: Candidate) -> Sort | None:
    """Return what kind of question a candidate makes, None for one that is not to be asked.

    Not asked are crashes, exceptions, and numbers that are no registered code.
    """
    found = answers(candidate.sent.app, candidate.requests)
    if found is None or any(exchange.crashed for exchange in found) or not _code(found[-1]):
        return None
    if candidate.change is None:
        return "live"
    if _is_routine(candidate.change.kind, found[-1]):
        return "routine"
    return "same" if _code(found[-1]) == code_before(candidate) else "good"


def code_before(candidate: Candidate) -> int:
    """Return the code of the request without the change, 0 for none."""
    found = answers(candidate.sent.app, candidate.sent.requests)
    return _code(found[-1]) if found else 0


def _is_routine(kind: str, exchange: Exchange) -> bool:
    response = exchange.response
    if response is None:
        return False
    html = response.mimetype == "text/html"
    return (
        kind in OF_FLASK
        or (kind == "method" and response.status == 405)
        or (kind in OF_ROUTER and response.status == 404 and html)
    )


def _code(exchange: Exchange) -> int:
    response = exchange.response
    return response.status if response is not None and response.status in codes.NAMES else 0


def panel_of(candidate: Candidate) -> Panel:
    """Return the app and its exchanges as a page shows them."""
    from course.lessons.builder import shown_source
    from course.text.html import code_lines

    text = candidate.sent.app.read_text(encoding="utf-8")
    exchanges = answers(candidate.sent.app, candidate.requests) or ()
    return Panel(candidate.sent.app.name, code_lines(shown_source(text, candidate.sent.show)), exchanges)
