"""The test client the checks use: it records what went over the wire and fails in readable words."""

from __future__ import annotations

import io
import random
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from json import loads
from pathlib import Path
from typing import Any
from urllib.parse import quote, urljoin, urlsplit

from course import wire
from course.grading import meanings
from course.grading.submission import Submission, learner_frames, load_app

LETTERS = "abcdefghijklmnopqrstuvwxyz"
ACCENTED = "äöüéèñçøłžőß"
BASE = "http://localhost"


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
    #: Traceback of the learner's own frames when the app crashed.
    traceback: str = ""
    crash_where: str = ""
    #: Whether the check compared the status and was content: a 500 that it wanted is no crash to report.
    status_accepted: bool = False


@dataclass
class Record:
    """What happened in one check."""

    submission: Submission
    seed: int
    exchanges: list[Recorded] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    #: The comparison that failed: operator, left side, right side.
    comparison: tuple[str, Any, Any] | None = None
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


class Text(str):
    """A text that remembers its exchange."""

    recorded: Recorded
    #: What the text is: "media type", "body" ...
    noun: str = "text"


class JsonObject(dict[str, Any]):
    """A JSON object whose missing fields fail in words."""

    recorded: Recorded
    path: str = ""

    def __missing__(self, key: str) -> Any:
        there = ", ".join(repr(name) for name in self) or "no field at all"
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

    def __getitem__(self, key: str) -> Text:
        value = self._lookup(key)
        if value is None:
            why = meanings.WITHOUT.get(key.title(), "")
            raise _failed(self.recorded, f"no {key}", f"a header {key}", f"header {key}", why)
        return value

    def get(self, key: str, default: Any = None) -> Any:
        """Return the first header of that name, or the default."""
        value = self._lookup(key)
        return default if value is None else value

    def _lookup(self, key: str) -> Text | None:
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


def tagged_text(value: str, recorded: Recorded, noun: str) -> Text:
    """Return a text tagged with its exchange."""
    text = Text(value)
    text.recorded = recorded
    text.noun = noun
    return text


class Answer:
    """One response, as a check reads it."""

    def __init__(self, recorded: Recorded) -> None:
        self.recorded = recorded
        response = recorded.exchange.response
        if response is None:
            raise _failed(recorded, recorded.exchange.raised or "nothing", "a response", "response")
        self.response = response

    @property
    def status_code(self) -> Status:
        """Return the status code."""
        status = Status(self.response.status)
        status.recorded = self.recorded
        return status

    @property
    def mimetype(self) -> Text:
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
    def text(self) -> Text:
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
            value = loads(self.response.body, parse_constant=_refuse_constant)
        except ValueError as error:
            body = self.text[:60]
            raise _failed(self.recorded, f"{body!r}", "a JSON body", f"body is no JSON: {error}") from None
        return tag(value, self.recorded, "")

    @property
    def allow(self) -> set[str]:
        """Return the methods of Allow as a set (RFC 9110 §10.2.1).

        Raises CheckFailed when the header is missing.
        """
        lines = self.headers.get_all("Allow") or [self.headers["Allow"]]
        return {method.strip() for line in lines for method in line.split(",") if method.strip()}

    @property
    def location(self) -> Text:
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


class LogSink(io.StringIO):
    """Where Flask's log goes: shown with what the learner printed, without the traceback shown elsewhere."""

    def write(self, text: str) -> int:
        """Pass the learner's own log lines on to the captured output."""
        if "ERROR in app: Exception on" not in text:
            sys.stderr.write(text)
        return len(text)


#: Key of the environ under which a list is no longer empty once Flask went on to dispatch the request.
REACHED = "course.reached"


class Client:
    """Sends requests to a fresh import of the learner's file."""

    def __init__(self, record: Record) -> None:
        self.record = record
        record.notify("loading")
        self.app = load_app(record.submission)
        record.notify("checking")
        self.app.testing = False
        self.app.debug = False
        self.app.config["PROPAGATE_EXCEPTIONS"] = None
        note_dispatch(self.app)
        self._random = random.Random(record.seed)  # noqa: S311 - unseen values, no secrets

    def fresh(self) -> Client:
        """Return a client on another fresh import, recorded in the same check."""
        return Client(self.record)

    def open(self, path: str, method: str = "GET", **options: Any) -> Answer:
        """Send one request and return the answer; redirects are not followed.

        Options are those of Flask's test client: json, data, headers, query_string, content_type, buffered.
        """
        with _errors_of(self.app) as caught:
            environ = self._environ(path, method, options)
            request = _request_from(environ, options.get("headers"))
            self.record.notify(request.line)
            recorded = Recorded(
                wire.Exchange(request), where=handler_of(self.app, environ, self.record.submission)
            )
            self.record.exchanges.append(recorded)
            exchange = self._send(environ, request, recorded)
        if not environ[REACHED] and recorded.where.startswith(self.record.submission.name):
            recorded.where = f"before {recorded.where}, which did not run"
        if caught:
            recorded.crash_where, recorded.traceback = learner_frames(caught[-1], self.record.submission)
            exchange = wire.Exchange(request, exchange.response, exchange.raised, crashed=True)
        recorded.exchange = exchange
        self.record.notify("checking")
        return Answer(recorded)

    def get(self, path: str, **options: Any) -> Answer:
        """Send GET."""
        return self.open(path, "GET", **options)

    def post(self, path: str, **options: Any) -> Answer:
        """Send POST."""
        return self.open(path, "POST", **options)

    def put(self, path: str, **options: Any) -> Answer:
        """Send PUT."""
        return self.open(path, "PUT", **options)

    def patch(self, path: str, **options: Any) -> Answer:
        """Send PATCH."""
        return self.open(path, "PATCH", **options)

    def delete(self, path: str, **options: Any) -> Answer:
        """Send DELETE."""
        return self.open(path, "DELETE", **options)

    def head(self, path: str, **options: Any) -> Answer:
        """Send HEAD."""
        return self.open(path, "HEAD", **options)

    def options(self, path: str, **options: Any) -> Answer:
        """Send OPTIONS."""
        return self.open(path, "OPTIONS", **options)

    def follow(self, answer: Answer, **options: Any) -> Answer:
        """GET the Location of an answer."""
        return self.get(str(answer.location), **options)

    def unseen(self, word: str) -> str:
        """Return a random text that begins with the word and holds a letter outside ASCII."""
        tail = "".join(self._random.choices(LETTERS, k=6))
        return f"{word}-{self._random.choice(ACCENTED)}{tail}"

    def number(self, low: int, high: int) -> int:
        """Return a random integer, both ends included."""
        return self._random.randint(low, high)

    def remark(self, text: str) -> None:
        """Add a remark that is shown beside the passed check."""
        if text not in self.record.remarks:
            self.record.remarks.append(text)

    def _environ(self, path: str, method: str, options: dict[str, Any]) -> dict[str, Any]:
        from werkzeug.test import EnvironBuilder

        options = dict(options)
        overrides = options.pop("environ_overrides", None)
        builder = EnvironBuilder(path=path, method=method, base_url=BASE, **options)
        try:
            environ = builder.get_environ()
        finally:
            builder.close()
        environ["wsgi.errors"] = LogSink()
        environ[REACHED] = []
        environ.update(overrides or {})
        return environ

    def _send(self, environ: dict[str, Any], request: wire.Request, recorded: Recorded) -> wire.Exchange:
        from werkzeug.test import run_wsgi_app

        try:
            body, status_line, headers = run_wsgi_app(self.app, environ, buffered=True)
        except KeyboardInterrupt:
            raise
        except BaseException as error:
            # It left the WSGI app: a real server breaks the connection or sends a bare 500.
            recorded.crash_where, recorded.traceback = learner_frames(error, self.record.submission)
            raised = f"{type(error).__name__}: {error}"
            return wire.Exchange(request, wire.Response(500, "INTERNAL SERVER ERROR"), raised, crashed=True)
        status, _, phrase = status_line.partition(" ")
        number = int(status) if status.lstrip("-").isdigit() else 0
        return wire.Exchange(
            request, wire.Response(number, phrase, wire.header_pairs(headers), b"".join(body))
        )


def tag(value: Any, recorded: Recorded, path: str) -> Any:
    """Return a JSON value whose objects and lists fail in words, all the way down."""
    if isinstance(value, dict):
        tagged = JsonObject({key: tag(item, recorded, f"{path}.{key}") for key, item in value.items()})
        tagged.recorded, tagged.path = recorded, path
        return tagged
    if isinstance(value, list):
        entries = JsonList(tag(item, recorded, f"{path}[{i}]") for i, item in enumerate(value))
        entries.recorded, entries.path = recorded, path
        return entries
    return value


def note_dispatch(app: Any) -> None:
    """Let an app note in the environ of a request that every before_request function let it pass."""
    dispatch = app.dispatch_request

    def noted(*arguments: Any) -> Any:
        import flask

        # Werkzeug hands on a copy of the environ, with the very list in it.
        flask.request.environ.get(REACHED, []).append(True)
        return dispatch(*arguments)

    app.dispatch_request = noted


def handler_of(app: Any, environ: dict[str, Any], submission: Submission) -> str:
    """Say which view function a request reaches, "app.py:14 in add_recipe", or why none does."""
    try:
        adapter = app.create_url_adapter(app.request_class(environ))
        rule, _ = adapter.match(return_rule=True)
        view = app.view_functions[rule.endpoint]
    except Exception as error:
        return _no_handler(error, environ, submission)
    if environ["REQUEST_METHOD"] == "OPTIONS" and rule.provide_automatic_options:
        return "Flask itself: no view answers OPTIONS here"
    while hasattr(view, "__wrapped__"):
        view = view.__wrapped__
    view = getattr(view, "view_class", view)
    method = getattr(view, environ["REQUEST_METHOD"].lower(), None) if isinstance(view, type) else None
    code = getattr(method or view, "__code__", None)
    if code is None or Path(code.co_filename).parent != submission.file.parent:
        return ""
    return f"{Path(code.co_filename).name}:{code.co_firstlineno} in {code.co_name}"


def _no_handler(error: Exception, environ: dict[str, Any], submission: Submission) -> str:
    status = getattr(error, "code", None)
    path = environ["PATH_INFO"].encode("latin-1").decode("utf-8", "replace")
    target = f"{environ['REQUEST_METHOD']} {path}"
    if status == 404:
        return f"no route of {submission.name} matches {target}"
    if status == 405:
        return f"a route of {submission.name} matches the path of {target}, but not its method"
    return ""


def _request_from(environ: dict[str, Any], headers: Any) -> wire.Request:
    path = quote(environ["PATH_INFO"].encode("latin-1"), safe="/:@!$&'()*+,;=~")
    if environ.get("QUERY_STRING"):
        path += f"?{environ['QUERY_STRING']}"
    stream = environ["wsgi.input"]
    body = stream.read()
    stream.seek(0)
    pairs = []
    if environ.get("CONTENT_TYPE"):
        pairs.append(("Content-Type", environ["CONTENT_TYPE"]))
    if headers is not None:
        items = headers.items() if hasattr(headers, "items") else headers
        pairs += [
            (str(k), str(v)) for k, v in items if str(k).lower() not in ("content-type", "content-length")
        ]
    return wire.Request(environ["REQUEST_METHOD"], path, tuple(pairs), body)


@contextmanager
def _errors_of(app: Any) -> Iterator[list[BaseException]]:
    """Collect the unhandled exceptions of an app while a request runs."""
    from flask import got_request_exception

    caught: list[BaseException] = []

    def note(_sender: object, exception: BaseException, **_: object) -> None:
        caught.append(exception)

    with got_request_exception.connected_to(note, sender=app):
        yield caught


def _failed(
    recorded: Recorded, came_back: str, expected: str, difference: str = "", why: str = ""
) -> CheckFailed:
    return CheckFailed(came_back, expected, difference, why, recorded=recorded)


def _at(path: str) -> str:
    return f" in {path.lstrip('.')}" if path else ""


def _refuse_constant(word: str) -> Any:
    raise ValueError(f"{word} is not JSON (RFC 8259 §6)")
