"""Flask apps whose answers are odd, each in a few lines: what becomes of them is for a server to decide."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from flask import Flask, Response

Start = Callable[..., Any]
OK = "200 OK"
TEXT = [("Content-Type", "text/plain")]


def _chunks(*parts: Any) -> Iterator[Any]:
    """Yield the parts; an exception among them is raised."""
    for part in parts:
        if isinstance(part, BaseException):
            raise part
        yield part


def _flask(view: Callable[[], Any]) -> Flask:
    app = Flask("odd")
    app.add_url_rule("/", view_func=view, methods=["GET", "POST"], endpoint="odd")
    return app


def _raw(status: Any, headers: Any, body: Iterable[Any]) -> Callable[..., Any]:
    """Return a Flask app around which somebody has put a WSGI app of their own."""
    app = Flask("odd")

    def inner(_environ: dict[str, Any], start_response: Start) -> Iterable[Any]:
        start_response(status, headers)
        return body

    app.wsgi_app = inner  # type: ignore[method-assign, assignment]
    return app


def _middleware(inner: Callable[[dict[str, Any], Start], Any]) -> Flask:
    app = Flask("odd")
    app.wsgi_app = inner  # type: ignore[method-assign, assignment]
    return app


def _exit() -> str:
    sys.exit(3)


def _interrupt() -> str:
    raise KeyboardInterrupt


def _crash() -> str:
    raise RuntimeError("planted")


def _twice(_environ: dict[str, Any], start_response: Start) -> list[bytes]:
    start_response(OK, TEXT)
    start_response("201 CREATED", TEXT)
    return [b"two"]


def _again(_environ: dict[str, Any], start_response: Start) -> list[bytes]:
    start_response(OK, TEXT)
    try:
        raise RuntimeError("planted")
    except RuntimeError:
        start_response("503 SERVICE UNAVAILABLE", TEXT, sys.exc_info())
    return [b"again"]


def _too_late(_environ: dict[str, Any], start_response: Start) -> Iterator[bytes]:
    start_response(OK, TEXT)
    yield b"begun"
    try:
        raise RuntimeError("planted")
    except RuntimeError:
        start_response("503 SERVICE UNAVAILABLE", TEXT, sys.exc_info())
    yield b"again"


def _by_hand(_environ: dict[str, Any], start_response: Start) -> list[bytes]:
    write = start_response(OK, TEXT)
    write(b"by ")
    return [b"hand"]


def _never(_environ: dict[str, Any], _start_response: Start) -> list[bytes]:
    return [b"no status"]


def _closing() -> Response:
    response = Response(_chunks(b"whole"), headers={"Content-Length": "5"})
    response.call_on_close(_crash)
    return response


#: name: a function that makes the app anew.
ODD: dict[str, Callable[[], Any]] = {
    "plain": lambda: _flask(lambda: ("hello", 200, {"X-A": "1"})),
    "JSON": lambda: _flask(lambda: ({"a": "ä"}, 201)),
    "a stream": lambda: _flask(lambda: Response(_chunks("one ", "two"))),
    "a header of two lines": lambda: _flask(
        lambda: ("x", 200, [("Set-Cookie", "a=1"), ("Set-Cookie", "b=2")])
    ),
    "a Latin-1 header": lambda: _flask(lambda: ("x", 401, {"WWW-Authenticate": 'Bearer realm="Tür"'})),
    "a header with blanks around": lambda: _flask(lambda: ("x", 200, {"X-A": "  1\t"})),
    "a header beyond Latin-1": lambda: _flask(
        lambda: ("x", 401, {"WWW-Authenticate": 'Bearer realm="Łódź"'})
    ),
    "a header of bytes": lambda: _raw(OK, [("X-A", b"1")], [b"x"]),
    "a header name with a blank": lambda: _raw(OK, [("X A", "1")], [b"x"]),
    "a header with NUL": lambda: _flask(lambda: ("x", 200, {"X-A": "1\0"})),
    "a header with a line break": lambda: _raw(OK, [("X-A", "1\r\nX-B: 2")], [b"x"]),
    "a header that breaks in a view": lambda: _flask(lambda: ("x", 200, {"X-A": "1\nX-B: 2"})),
    "a Transfer-Encoding": lambda: _flask(lambda: ("x", 200, {"Transfer-Encoding": "chunked"})),
    "two lengths": lambda: _raw(OK, [("Content-Length", "1"), ("Content-Length", "2")], [b"x"]),
    "a phrase": lambda: _flask(lambda: ("x", "418 Tea Only")),
    "a phrase in Latin-1": lambda: _flask(lambda: ("x", "404 Où")),
    "a phrase beyond Latin-1": lambda: _flask(lambda: ("x", "404 Нет")),
    "a status of bytes": lambda: _raw(b"200 OK", TEXT, [b"x"]),
    "status 99": lambda: _flask(lambda: ("x", 99)),
    "status 0": lambda: _flask(lambda: ("x", "many words")),
    "status 1000": lambda: _flask(lambda: ("x", 1000)),
    "status 799": lambda: _flask(lambda: ("x", 799)),
    "status 103": lambda: _flask(lambda: ("", 103)),
    "204 with content": lambda: _raw("204 NO CONTENT", [], [b"x"]),
    "304 with content": lambda: _raw("304 NOT MODIFIED", [("ETag", '"a"')], [b"x"]),
    "a break before the first byte": lambda: _flask(lambda: Response(_chunks(RuntimeError("planted")))),
    "a break after an empty part": lambda: _flask(lambda: Response(_chunks(b"", RuntimeError("planted")))),
    "a break after the first part": lambda: _flask(
        lambda: Response(_chunks(b"one", RuntimeError("planted")))
    ),
    "a body of numbers": lambda: _flask(lambda: Response(_chunks(b"one", 2))),
    "a length that is too long": lambda: _flask(
        lambda: Response(_chunks(b"one"), headers={"Content-Length": "9"})
    ),
    "a length that is too short": lambda: _flask(
        lambda: Response(_chunks(b"one two"), headers={"Content-Length": "3"})
    ),
    "a break after the announced length": lambda: _flask(
        lambda: Response(_chunks(b"one", RuntimeError("planted")), headers={"Content-Length": "3"})
    ),
    "a crash": lambda: _flask(_crash),
    "sys.exit": lambda: _flask(_exit),
    "KeyboardInterrupt": lambda: _flask(_interrupt),
    "start_response twice": lambda: _middleware(_twice),
    "start_response again, in time": lambda: _middleware(_again),
    "start_response again, too late": lambda: _middleware(_too_late),
    "start_response never": lambda: _middleware(_never),
    "write by hand": lambda: _middleware(_by_hand),
    "a crash after the last byte": lambda: _flask(_closing),
}
