"""The test client the checks use: it records what went over the wire and fails in readable words."""

from __future__ import annotations

import io
import random
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import quote

from course.grading.checks import logs, pool, wsgi
from course.grading.checks.answers import BASE, Answer, Note, Record, Recorded
from course.grading.checks.places import Ends
from course.grading.checks.submission import Submission, describe, learner_frames, load_app
from course.values import wire

T = TypeVar("T")
LETTERS = "abcdefghijklmnopqrstuvwxyz"
#: Letters that Latin-1 has, and letters that it has not: an unseen text holds one of each, whatever is drawn.
LATIN_1 = "äöüéèñçø"
BEYOND = "łžőčşđ"


#: How `where` begins for a request that no view of the learner's file answers.
UNROUTED = ("no route of", "a route of")


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
        note_dispatch(self.app)
        self.ends = Ends(self.app, record.submission.folder)
        self._random = random.Random(record.seed)  # noqa: S311 - unseen values, no secrets

    def fresh(self) -> Client:
        """Return a client on another fresh import, recorded in the same check."""
        return Client(self.record)

    def open(self, path: str, method: str = "GET", **options: Any) -> Answer:
        """Send one request and return the answer; redirects are not followed.

        Options are those of Flask's test client: json, data, headers, query_string, content_type, buffered.
        Raises CheckFailed when no whole response comes back.
        """
        return Answer(self.send(path, method, **options))

    def send(self, path: str, method: str = "GET", **options: Any) -> Recorded:
        """Send one request and return what became of it, a broken connection too."""
        self.record.left.clear()
        with _errors_of(self.app) as caught:
            environ = self._environ(path, method, options)
            request = _request_from(environ, options.get("headers"))
            self.record.notify(request.line)
            recorded = Recorded(wire.Exchange(request), address=environ.get("REMOTE_ADDR", ""))
            self.record.exchanges.append(recorded)
            self.ends.forget()
            # The app may change its environ: a middleware that takes a prefix off the path does.
            asked = dict(environ)
            exchange = self._exchange(environ, request, recorded)
        recorded.where, recorded.routed = self._origin(asked)
        if caught:
            recorded.crash_where, recorded.traceback = learner_frames(caught[-1], self.record.submission)
            exchange = replace(exchange, crashed=True)
        recorded.exchange = exchange
        self.record.notify("checking")
        return recorded

    def _origin(self, environ: dict[str, Any]) -> tuple[str, bool]:
        """Say where the answer to the last request came from, and whether a route matches the request."""
        seen = self.ends.where()
        if seen and self.ends.in_view:
            return seen, True
        handler = handler_of(self.app, environ, self.record.submission)
        routed = not handler.startswith(UNROUTED)
        if seen:
            return seen, routed
        if not environ[REACHED] and handler.startswith(self.record.submission.name):
            return f"before {handler}, which did not run", routed
        return handler, routed

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
        """Return a random text that begins with the word and holds letters outside ASCII and Latin-1."""
        tail = "".join(self._random.choices(LETTERS, k=6))
        return self._drawn(f"{word}-{self._random.choice(LATIN_1)}{self._random.choice(BEYOND)}{tail}")

    def number(self, low: int, high: int) -> int:
        """Return a random integer, both ends included."""
        return self._drawn(self._random.randint(low, high))

    def _drawn(self, value: T) -> T:
        self.record.drawn.append(str(value))
        return value

    @contextmanager
    def log(self) -> Iterator[logs.Log]:
        """Collect what the handlers of the app's log, and of any other, write meanwhile."""
        with logs.without_pytest():
            _ = self.app.logger  # made now, as in the first request: Flask adds its handler
        with logs.listening() as log:
            yield log

    def texts(self, *families: str, without: Iterable[str] = ()) -> Iterator[str]:
        """Yield the texts of the pool; the one at hand is named when the check fails meanwhile."""
        return self._tried(pool.pick("texts", families, without))

    def numbers(self, *families: str, without: Iterable[str] = ()) -> Iterator[Any]:
        """Yield the numbers of the pool for a JSON body."""
        return self._tried(pool.pick("numbers", families, without))

    def digits(self, *families: str, without: Iterable[str] = ()) -> Iterator[str]:
        """Yield texts that look like numbers, for a path, a query or a header."""
        return self._tried(pool.pick("digits", families, without))

    def shapes(self, *families: str, without: Iterable[str] = ()) -> Iterator[Any]:
        """Yield JSON values that are not the object which an API waits for."""
        return self._tried(pool.pick("shapes", families, without))

    def waits(self, *families: str, without: Iterable[str] = ()) -> Iterator[timedelta]:
        """Yield lengths of time."""
        return self._tried(pool.pick("waits", families, without))

    def moments(self, *families: str, without: Iterable[str] = ()) -> Iterator[Any]:
        """Yield moments in several zones."""
        return self._tried(pool.pick("moments", families, without))

    def dates(self, *families: str, without: Iterable[str] = ()) -> Iterator[str]:
        """Yield what headers such as Retry-After hold."""
        return self._tried(pool.pick("dates", families, without))

    def addresses(self, *families: str, without: Iterable[str] = ()) -> Iterator[str]:
        """Yield addresses, and texts that are none."""
        return self._tried(pool.pick("addresses", families, without))

    def headers(self, *families: str, without: Iterable[str] = ()) -> Iterator[str]:
        """Yield odd values of a header."""
        return self._tried(pool.pick("headers", families, without))

    def forms(self, name: str, *values: str) -> Iterator[list[tuple[str, str]]]:
        """Yield the legal ways to send these values in a header, as pairs for `headers=`."""
        return self._tried(pool.forms_of(name, *values))

    def exceptions(self, *kinds: type[BaseException]) -> Iterator[BaseException]:
        """Yield new exceptions of each kind: itself, a subclass, without a text, with an odd one."""
        return self._tried(pool.exceptions_of(*kinds))

    def each(self, cases: Mapping[str, T]) -> Iterator[T]:
        """Yield the values of cases that the check names itself."""
        return self._tried(pool.Hostile("case", name, value) for name, value in cases.items())

    def _tried(self, values: Iterable[pool.Hostile]) -> Iterator[Any]:
        record = self.record
        for one in values:
            record.tried.append(one)
            try:
                yield one.value
            except GeneratorExit:
                record.left.insert(0, one)
                raise
            finally:
                record.tried.remove(one)

    def remark(self, text: str) -> None:
        """Add a remark that is shown beside the passed check."""
        if text not in self.record.remarks:
            self.record.remarks.append(text)

    def note(self, name: str, **values: Any) -> None:
        """Put a note among the exchanges, for the evidence of a misconception: what a stand-in was asked.

        Values are those that JSON can say.
        """
        self.record.notes.append(Note(len(self.record.exchanges), name, values))

    def _environ(self, path: str, method: str, options: dict[str, Any]) -> dict[str, Any]:
        from werkzeug.test import EnvironBuilder

        options = dict(options)
        overrides = options.pop("environ_overrides", None)
        if options.get("json") is not None:
            options["data"] = pool.as_json(options.pop("json"))
            options.setdefault("content_type", "application/json")
        builder = EnvironBuilder(path=path, method=method, base_url=BASE, **options)
        try:
            environ = builder.get_environ()
        finally:
            builder.close()
        environ["wsgi.errors"] = LogSink()
        environ["REMOTE_ADDR"] = "127.0.0.1"
        environ[REACHED] = []
        environ.update(overrides or {})
        return environ

    def _exchange(self, environ: dict[str, Any], request: wire.Request, recorded: Recorded) -> wire.Exchange:
        with logs.without_pytest():
            served = wsgi.serve(self.app, environ)
        raised = ""
        if served.error is not None:
            recorded.crash_where, recorded.traceback = learner_frames(served.error, self.record.submission)
            raised = describe(served.error)
        return wire.Exchange(
            request,
            served.response,
            raised,
            crashed=bool(raised),
            fragment=served.fragment,
            broken=served.broken,
            cause=served.cause,
        )


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
    view = unwrapped(view)
    view = getattr(view, "view_class", view)
    method = getattr(view, environ["REQUEST_METHOD"].lower(), None) if isinstance(view, type) else None
    code = getattr(method or view, "__code__", None)
    if code is None or Path(code.co_filename).parent != submission.file.parent:
        return ""
    return f"{Path(code.co_filename).name}:{code.co_firstlineno} in {code.co_name}"


def unwrapped(function: Any) -> Any:
    """Return the function under all its decorators that name it, as functools.wraps does."""
    seen: set[int] = set()
    while hasattr(function, "__wrapped__") and id(function) not in seen:
        seen.add(id(function))
        function = function.__wrapped__
    return function


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
