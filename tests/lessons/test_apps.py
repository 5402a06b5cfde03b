from __future__ import annotations

import json
import logging
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from course.lessons import apps
from course.lessons.apps import AppFault, run, run_served
from course.lessons.received import read_response
from course.values.wire import Exchange, Request, Response, parse_send

Write = Callable[..., Path]

COUNTER = """
seen = []

@app.post("/things")
def add():
    seen.append(request.get_json())
    return {"number": len(seen)}, 201, {"Location": f"/things/{len(seen)}", "X-Last": "yes"}

@app.get("/boom")
def boom():
    return {}["nothing"]
"""


def one(path: Path, send: str, mode: apps.Mode = "production") -> Exchange:
    return run(path, [parse_send(send)], mode)[0]


def answered(exchange: Exchange) -> Response:
    assert exchange.response is not None
    return exchange.response


def test_state_lasts_through_the_requests_of_one_run_and_no_longer(app_file: Write) -> None:
    path = app_file(COUNTER)
    request = parse_send('POST /things {"a": 1}')

    assert [answered(e).body for e in run(path, [request, request])] == [b'{"number":1}\n', b'{"number":2}\n']
    assert answered(run(path, [request])[0]).body == b'{"number":1}\n'


def test_response_is_what_was_sent_in_order(app_file: Write) -> None:
    response = answered(one(app_file(COUNTER), 'POST /things {"a": 1}'))

    assert (response.status, response.phrase) == (201, "CREATED")
    assert response.headers == (
        ("Content-Type", "application/json"),
        ("Content-Length", "13"),
        ("Location", "/things/1"),
        ("X-Last", "yes"),
    )


def test_head_has_no_body_but_its_headers(app_file: Write) -> None:
    response = answered(one(app_file("@app.get('/x')\ndef x(): return {'a': 1}\n"), "HEAD /x"))

    assert response.body == b""
    assert response.header("Content-Length") == "8"


def test_request_arrives_exactly_as_written(app_file: Write) -> None:
    path = app_file(
        "@app.route('/<path:p>', methods=['PUT'])\n"
        "def x(p): return {'p': p, 'q': request.query_string.decode(), 'h': sorted(request.headers),"
        " 'b': request.get_data(as_text=True)}\n"
    )
    request = Request("PUT", "/a%20b?x=1&x=%C3%A9", (("X-A", "1"),), b"raw")

    body = answered(run(path, [request])[0]).body

    assert json.loads(body) == {
        "p": "a b",
        "q": "x=1&x=%C3%A9",
        "h": [["Content-Length", "3"], ["Host", "localhost"], ["X-A", "1"]],
        "b": "raw",
    }


@pytest.mark.parametrize("mode", ["debug", "testing"])
def test_exception_leaves_the_app_in_debug_and_testing(app_file: Write, mode: apps.Mode) -> None:
    exchange = one(app_file(COUNTER), "GET /boom", mode)

    assert exchange.response is None
    assert exchange.raised == "KeyError: 'nothing'"


def test_crash_in_production_is_a_noted_500(app_file: Write) -> None:
    exchange = one(app_file(COUNTER), "GET /boom")

    assert answered(exchange).status == 500
    assert exchange.crashed and not exchange.raised


def test_abort_500_is_no_crash(app_file: Write) -> None:
    assert not one(app_file("@app.get('/x')\ndef x(): abort(500)\n"), "GET /x").crashed


def test_production_is_not_changed_by_our_own_debug_flag(
    app_file: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FLASK_DEBUG", "1")

    assert answered(one(app_file(COUNTER), "GET /boom")).status == 500


def test_nothing_stays_behind(
    app_file: Write, capfd: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    path = app_file(COUNTER)
    modules = set(sys.modules)

    with caplog.at_level(logging.DEBUG):
        one(path, "GET /boom")

    assert set(sys.modules) == modules
    assert not list(path.parent.rglob("*.pyc"))
    assert capfd.readouterr() == ("", "")
    assert not caplog.records
    assert not [name for name in logging.Logger.manager.loggerDict if name.startswith("_lesson_app_")]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("def broken(:", "does not start: line 1"),
        ("import nothing_of_that_name", "does not start: ModuleNotFoundError"),
        ("api = 1", "has no module-level app"),
    ],
)
def test_file_that_is_no_app_is_a_fault(tmp_path: Path, text: str, message: str) -> None:
    path = tmp_path / "a.py"
    path.write_text(text)

    with pytest.raises(AppFault, match=message):
        run(path, [])
    with pytest.raises(AppFault, match=message):
        run_served(path, [])


def test_missing_file_is_a_fault(tmp_path: Path) -> None:
    with pytest.raises(AppFault, match=r"no file a\.py"):
        run(tmp_path / "a.py", [])


WIRE = (
    COUNTER
    + """
@app.get("/die")
def die():
    os._exit(1)

@app.get("/half")
def half():
    def parts():
        yield "first"
        raise RuntimeError("broke")
    return parts()

@app.get("/sleep")
def sleep():
    import time
    time.sleep(60)
    return ""
"""
)


@pytest.mark.sockets
@pytest.mark.parametrize("server", apps.SERVERS)
def test_real_server_real_bytes(app_file: Write, server: apps.Server) -> None:
    sends = ['POST /things {"a": 1}', "HEAD /boom", "GET /half", "GET /die", "GET /die"]

    stored, boom, half, dead, refused = run_served(app_file(WIRE), map(parse_send, sends), server=server)

    assert (answered(stored).status, answered(stored).body) == (201, b'{"number":1}\n')
    assert answered(stored).header("Date")
    assert answered(boom).status == 500 and boom.crashed and answered(boom).body == b""
    assert half.response is None and half.crashed
    assert half.fragment.startswith(b"HTTP/1.1 200 OK") and b"first" in half.fragment
    assert dead.response is None and dead.fragment == b""
    assert refused.response is None and refused.fragment == b""


@pytest.mark.sockets
def test_silent_server_is_given_up_and_killed(app_file: Write) -> None:
    begin = time.monotonic()

    with pytest.raises(AppFault, match="GET /sleep: no end of the answer"):
        run_served(app_file(WIRE), [parse_send("GET /sleep")], limit=2.0)

    assert time.monotonic() - begin < 4


#: Its process is killed by the first request that anybody sends, ever: what an outsider's kill looks like.
KILLED_ONCE = """
import os, pathlib, signal
from flask import Flask
app = Flask(__name__)
note = pathlib.Path(__file__).with_suffix(".killed")

@app.get("/")
def index():
    if not note.exists():
        note.touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return "here"
"""


@pytest.mark.sockets
@pytest.mark.skipif(os.name == "nt", reason="there are no signals on Windows")
def test_a_child_that_was_killed_is_tried_once_more(app_file: Write) -> None:
    (answer,) = run_served(app_file(KILLED_ONCE), [parse_send("GET /")])

    assert answer.response is not None and answer.response.body == b"here"


HEAD = b"HTTP/1.1 200 OK\r\nX: 1\r\n"


@pytest.mark.parametrize(
    ("received", "body"),
    [
        (HEAD + b"Content-Length: 3\r\n\r\nabc", b"abc"),
        (HEAD + b"Content-Length: 3\r\n\r\nabcd", b"abc"),
        (HEAD + b"Content-Length: 4\r\n\r\nabc", None),
        (HEAD + b"Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n", b"abc"),
        (HEAD + b"Transfer-Encoding: chunked\r\n\r\n3;x=1\r\nabc\r\n", None),
        (HEAD + b"\r\nto the end", b"to the end"),
        (HEAD, None),
        (b"", None),
        (b"garbage\r\n\r\n", None),
    ],
)
def test_whole_response_or_fragment(received: bytes, body: bytes | None) -> None:
    response, rest = read_response(received, "GET")

    assert (response.body if response else None) == body
    assert rest == (b"" if response else received)


def test_interim_response_is_kept_apart() -> None:
    interim = b"HTTP/1.1 100 Continue\r\n\r\n"

    response, rest = read_response(interim + HEAD + b"Content-Length: 0\r\n\r\n", "POST")

    assert response is not None and response.status == 200
    assert rest == interim
