"""One answer as a check reads it: every part fails in words."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urljoin, urlsplit

from course.grading.checks.parsing import MOST_DEPTH, Deep, parse_json
from course.grading.checks.pool import Hostile
from course.grading.checks.shown import names
from course.grading.checks.submission import Submission
from course.values import meanings, wire

BASE = "http://localhost"
#: Characters of a body that is not JSON which are shown.
SHOWN_BEGIN = 60


class CheckFailed(AssertionError):
    """A check that does not hold, with both sides in words."""

    def __init__(
        self,
        came_back: str,
        expected: str,
        difference: str = "",
        why: str = "",
        *,
        where: str = "",
        traceback: str = "",
        symptom: str = "",
        recorded: Recorded | None = None,
    ) -> None:
        super().__init__(f"came back: {came_back}; expected: {expected}")
        self.came_back = came_back
        self.expected = expected
        self.difference = difference
        self.why = why
        #: For a file that is no app: "api_checks.py:12 in test_new_bag", and the learner's own frames.
        self.where = where
        self.traceback = traceback
        #: The kind of difference, without names that a learner chose.
        self.symptom = symptom
        #: The exchange that it is about.
        self.recorded = recorded


@dataclass
class Recorded:
    """One exchange of a check, with what the grader saw behind it."""

    exchange: wire.Exchange
    #: "app.py:14 in add_recipe", or why no handler ran.
    where: str = ""
    #: Whether a route of the learner's file matches the request, whoever answered it.
    routed: bool = True
    #: Traceback of the learner's own frames when the app crashed.
    traceback: str = ""
    crash_where: str = ""
    #: Whether the check compared the status and was content: a 500 that it wanted is no crash to report.
    status_accepted: bool = False
    #: The address of the client, "" where the check gives none.
    address: str = ""
    #: Whether the failed check is about this exchange.
    failing: bool = False


@dataclass(frozen=True)
class Note:
    """What a check saw between two requests, for the evidence of a misconception."""

    #: How many exchanges came before it.
    after: int
    name: str
    values: dict[str, Any]


@dataclass
class Record:
    """What happened in one check."""

    submission: Submission
    seed: int
    exchanges: list[Recorded] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    #: The unseen values that the check drew, as texts.
    drawn: list[str] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    #: The comparison that failed: operator, left side, right side.
    comparison: tuple[str, Any, Any] | None = None
    #: The values of the pool that the check is trying, outermost first.
    tried: list[Hostile] = field(default_factory=list)
    #: Those of a loop that was left early, by break or by the failure itself, until the next request.
    left: list[Hostile] = field(default_factory=list)
    #: Told where the check is: "loading", a request line, or "checking".
    notify: Callable[[str], None] = lambda _doing: None


class Status(int):
    """A status code that remembers its exchange, so that a plain assert can be explained."""

    recorded: Recorded

    def __eq__(self, other: object) -> bool:
        equal = int(self) == other
        if equal:
            self.recorded.status_accepted = True
        return equal

    def __hash__(self) -> int:
        return hash(int(self))


class ResponseText(str):
    """A text of a response (a header, the media type, the body) that remembers its exchange."""

    recorded: Recorded
    #: What the text is: "media type", "body" ...
    noun: str = "text"


class JsonObject(dict[str, Any]):
    """A JSON object whose missing fields fail in words."""

    recorded: Recorded
    path: str = ""

    def __missing__(self, key: str) -> Any:
        there = names(self, "no field at all")
        raise _failed(
            self.recorded,
            f"an object with {there}",
            f"a field {key!r}{_at(self.path)}",
            f"field {key!r}",
            f"A client that was promised {key!r} reads it and finds nothing: it fails in its own code, far "
            "from the cause.",
        )


class JsonList(list[Any]):
    """A JSON list whose missing entries fail in words."""

    recorded: Recorded
    path: str = ""

    def __getitem__(self, key: Any) -> Any:
        if isinstance(key, str):
            raise _failed(
                self.recorded, "a list", f"an object with a field {key!r}{_at(self.path)}", f"field {key!r}"
            )
        try:
            return super().__getitem__(key)
        except IndexError:
            came = f"a list of {len(self)}"
            raise _failed(self.recorded, came, f"an entry number {key}{_at(self.path)}", "length") from None


class Headers(dict[str, str]):
    """Response headers, looked up without case; a missing one fails in words."""

    recorded: Recorded

    def __getitem__(self, key: str) -> ResponseText:
        value = self._lookup(key)
        if value is None:
            why = meanings.without(key, self._status())
            raise _failed(self.recorded, f"no {key}", f"a header {key}", f"header {key}", why)
        return value

    def get(self, key: str, default: Any = None) -> Any:
        """Return the first header of that name, or the default."""
        value = self._lookup(key)
        return default if value is None else value

    def _status(self) -> int:
        response = self.recorded.exchange.response
        return response.status if response else 0

    def _lookup(self, key: str) -> ResponseText | None:
        response = self.recorded.exchange.response
        value = response.header(key) if response else None
        return None if value is None else tagged_text(value, self.recorded, f"header {key}")

    def __contains__(self, key: object) -> bool:
        return self.get(str(key)) is not None

    def get_all(self, key: str) -> list[str]:
        """Return every header of that name."""
        response = self.recorded.exchange.response
        pairs = response.headers if response else ()
        return [value for name, value in pairs if name.lower() == key.lower()]


def _begin(text: str) -> str:
    """Return the begin of a text as it came, on one line."""
    line = " ".join(text[: 2 * SHOWN_BEGIN].split())
    return (f"{line[:SHOWN_BEGIN]}…" if len(line) > SHOWN_BEGIN else line) or "no content"


def tagged_text(value: str, recorded: Recorded, noun: str) -> ResponseText:
    """Return a text tagged with its exchange."""
    text = ResponseText(value)
    text.recorded = recorded
    text.noun = noun
    return text


class Answer:
    """One response, as a check reads it."""

    def __init__(self, recorded: Recorded) -> None:
        self.recorded = recorded
        exchange = recorded.exchange
        if exchange.response is None or exchange.broken:
            raise CheckFailed(
                exchange.broken or exchange.raised or "nothing",
                "a whole response",
                "response",
                exchange.cause,
                symptom="no whole response",
                recorded=recorded,
            )
        self.response = exchange.response

    @property
    def status_code(self) -> Status:
        """Return the status code."""
        status = Status(self.response.status)
        status.recorded = self.recorded
        return status

    @property
    def mimetype(self) -> ResponseText:
        """Return the media type, lower case, without parameters."""
        return tagged_text(self.response.mimetype, self.recorded, "media type")

    @property
    def headers(self) -> Headers:
        """Return the response headers."""
        headers = Headers(self.response.headers)
        headers.recorded = self.recorded
        return headers

    @property
    def data(self) -> bytes:
        """Return the body."""
        return self.response.body

    @property
    def text(self) -> ResponseText:
        """Return the body as text."""
        return tagged_text(self.response.body.decode("utf-8", "backslashreplace"), self.recorded, "body")

    @property
    def json(self) -> Any:
        """Return the parsed body.

        Raises CheckFailed when it is not sent as JSON, or is none.
        """
        mimetype = self.response.mimetype
        if mimetype != "application/json" and not mimetype.endswith("+json"):
            raise _failed(
                self.recorded,
                f"Content-Type: {mimetype}" if mimetype else "no Content-Type",
                "Content-Type: application/json",
                "header Content-Type",
                "A client picks its parser by Content-Type. It will not read this body as JSON.",
            )
        try:
            return tag(parse_json(self.response.body), self.recorded, "")
        except ValueError as error:
            seen, problem = _begin(self.text), str(error)
        except MemoryError:
            seen, problem = f"a body of {len(self.response.body)} bytes", "it is too large to be read"
        raise CheckFailed(
            seen,
            "a JSON body",
            f"the body is not JSON: {problem}",
            symptom=f"body is not JSON: {problem}",
            recorded=self.recorded,
        )

    @property
    def allow(self) -> set[str]:
        """Return the methods of Allow as a set (RFC 9110 §10.2.1).

        Raises CheckFailed when the header is missing.
        """
        lines = self.headers.get_all("Allow") or [self.headers["Allow"]]
        return {method.strip() for line in lines for method in line.split(",") if method.strip()}

    @property
    def location(self) -> ResponseText:
        """Return path and query of Location, resolved against the request (RFC 9110 §10.2.2).

        Raises CheckFailed when the header is missing or leads to another host.
        """
        value = self.headers["Location"]
        try:
            target = urlsplit(urljoin(BASE + self.recorded.exchange.request.path, value))
        except ValueError:
            raise _failed(
                self.recorded, f"Location: {value}", "a Location that is a URL", "header Location"
            ) from None
        if target.hostname not in ("localhost", "127.0.0.1"):
            raise _failed(self.recorded, f"Location: {value}", "a Location on this server", "header Location")
        path = (target.path or "/") + (f"?{target.query}" if target.query else "")
        return tagged_text(path, self.recorded, "header Location")

    def __repr__(self) -> str:
        request = self.recorded.exchange.request
        return f"<{request.method} {request.path} → {self.response.line}>"


def tag(value: Any, recorded: Recorded, path: str, depth: int = 0) -> Any:
    """Return a JSON value whose objects and lists fail in words, down to MOST_DEPTH levels."""
    if not isinstance(value, dict | list):
        return value
    if depth >= MOST_DEPTH:
        return Deep(value)
    if isinstance(value, dict):
        inner = {key: tag(item, recorded, f"{path}.{key}", depth + 1) for key, item in value.items()}
        tagged = JsonObject(inner)
        tagged.recorded, tagged.path = recorded, path
        return tagged
    entries = JsonList(tag(item, recorded, f"{path}[{i}]", depth + 1) for i, item in enumerate(value))
    entries.recorded, entries.path = recorded, path
    return entries


def _failed(
    recorded: Recorded, came_back: str, expected: str, difference: str = "", why: str = ""
) -> CheckFailed:
    return CheckFailed(came_back, expected, difference, why, recorded=recorded)


def _at(path: str) -> str:
    return f" in {path.lstrip('.')}" if path else ""
