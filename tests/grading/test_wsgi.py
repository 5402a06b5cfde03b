"""The checks' client sees what a client of a real server sees."""

from __future__ import annotations

import io
import json
import logging
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from werkzeug.test import EnvironBuilder

from course.grading.checks.wsgi import BARE, Served, serve
from course.grading.machine.kept_apps import Console, Target, read_request
from course.grading.machine.process import Grader
from course.grading.machine.runner import grade
from course.lessons.received import read_response
from course.values import wire
from course.values.exercise import Exercise
from tests.grading.odd_apps import ODD
from tests.grading.servers import SERVERS, received

ROOT = Path(__file__).resolve().parents[2]
#: Headers that a server adds or changes by itself.
OF_THE_SERVER = ("server", "date", "via", "connection", "transfer-encoding", "content-length")
#: Answers that our reader of bytes takes and a strict client does not.
LENIENT = ("a header name with a blank", "a header with NUL", "two lengths", "a Transfer-Encoding")
#: Where one server differs from PEP 3333 or from the other server, and how.
DIFFERS = {
    ("waitress", "a header beyond Latin-1"): 500,
    ("waitress", "a phrase beyond Latin-1"): 500,
    ("waitress", "a crash after the last byte"): {"HEAD": 500, "GET": 200},
    ("waitress", "a Transfer-Encoding"): 500,
    ("flask run", "a header of bytes"): 200,
    ("flask run", "a header with a line break"): 200,
    ("flask run", "a status of bytes"): 200,
    # It sends the head before the first part that is not empty, against PEP 3333.
    ("flask run", "a break after an empty part"): {"HEAD": 200, "GET": None},
}


@pytest.fixture(autouse=True)
def quiet() -> Iterator[None]:
    """Keep the servers from telling what they log of each odd app."""
    logging.disable(logging.CRITICAL)
    yield
    logging.disable(logging.NOTSET)


def seen(name: str, method: str) -> Served:
    environ = EnvironBuilder(path="/", method=method).get_environ()
    environ["wsgi.errors"] = io.StringIO()
    return serve(ODD[name](), environ)


def answered(name: str, method: str, server: str) -> wire.Response | None:
    with SERVERS[server](ODD[name]()) as port:
        return read_response(received(port, wire.Request(method, "/")), method)[0]


def known(response: wire.Response) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for key, value in response.headers:
        if key.lower() not in OF_THE_SERVER:
            found.setdefault(key.lower(), []).append(value.strip())
    return found


@pytest.mark.parametrize("method", ["GET", "HEAD"])
@pytest.mark.parametrize("server", SERVERS)
@pytest.mark.parametrize("name", ODD)
@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
def test_an_odd_answer_is_seen_as_over_a_socket(name: str, server: str, method: str) -> None:
    ours, real = seen(name, method), answered(name, method, server)

    wanted = DIFFERS.get((server, name))
    if wanted is not None:
        code = wanted[method] if isinstance(wanted, dict) else wanted
        assert (real.status if real else None) == code
    elif ours.broken == BARE:
        assert real is not None and real.status == 500
    elif ours.response is None:
        assert real is None or name in LENIENT, real
    else:
        assert real is not None
        assert real.status == ours.response.status
        if ours.error is None or ours.response.body:
            assert (real.phrase, real.body) == (ours.response.phrase, ours.response.body)
            assert known(real) == known(ours.response)


def test_every_reference_answers_alike_over_a_socket(tmp_path: Path) -> None:
    report = tmp_path / "report.json"
    script = ROOT / "tests" / "grading" / "references_over_a_socket.py"

    subprocess.run([sys.executable, str(script), str(report)], cwd=ROOT, check=True, timeout=300)

    found = json.loads(report.read_text())
    assert found["failed"] == []
    assert found["compared"] > 300
    assert found["different"] == []


HEAD = "import sys\nfrom flask import Flask, Response\napp = Flask(__name__)\n@app.get('/teas/<name>')\n"
#: name: (view, outcome, what came back, why, what the console shows as the answer)
BROKEN: dict[str, tuple[str, str, str, str, int]] = {
    "beyond Latin-1": (
        "def show(name):\n    return {}, 401, {'WWW-Authenticate': 'Bearer realm=\"Łódź\"'}\n",
        "wrong",
        "the connection closed without one byte",
        "'Ł', a letter outside Latin-1",
        0,
    ),
    "a break": (
        "def show(name):\n    def parts():\n        yield 'one'\n        raise RuntimeError('planted')\n"
        "    return Response(parts())\n",
        "crashed",
        "200 OK, 3 bytes of the body, then a broken connection: your code raised RuntimeError: planted",
        "No server can take it back",
        0,
    ),
    "sys.exit": (
        "def show(name):\n    sys.exit(3)\n",
        "crashed",
        "the connection closed without one byte: your code raised SystemExit: 3",
        "it ends what runs the request",
        0,
    ),
    "a short length": (
        "def show(name):\n    r = Response('{\"a\": 1}', mimetype='application/json')\n"
        "    r.headers['Content-Length'] = '3'\n    return r\n",
        "wrong",
        "a body cut after 3 bytes (with 200 OK)",
        "Content-Length says 3, and the body has 8 bytes",
        200,
    ),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_verdict_and_the_console_say_the_same(name: str, tea_house: Exercise) -> None:
    view, outcome, came_back, why, status = BROKEN[name]
    tea_house.source_path.write_text(HEAD + view)

    first = grade(tea_house).first_failure
    console = Console(Grader)
    try:
        target = Target(tea_house.folder, tea_house.source_path)
        shown = console.send(target, read_request("GET", "/teas/assam", "", ""))
    finally:
        console.close()

    assert first is not None
    assert (first.outcome, first.came_back) == (outcome, came_back)
    assert why in first.why
    assert shown.outcome == "broken"
    assert shown.exchange.broken in first.came_back
    assert shown.exchange.broken in shown.message and why in shown.message
    assert (shown.exchange.response.status if shown.exchange.response else 0) == status
