"""The recorder: what it notes of a run, what bounds it, and that no app notices it."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from course.lessons import apps, recordings, trace_notes, trace_stations
from course.lessons.trace import Recorder
from course.lessons.trace_source import hidden_names, statements
from course.lessons.trace_values import Limits, shown
from course.values.recording import Recording
from course.values.wire import Exchange, Request, parse_send

HARD = Path(__file__).with_name("hard_app.py")
SENT = """
GET /bp/x
GET /bp/x?key=k
GET /spoil
GET /even/3
GET /even/4
GET /loop
GET /stream
GET /stream?break=1
GET /deep
GET /nosy
GET /inner
GET /threads
GET /chain
GET /badhandler
GET /things/3
DELETE /things/3
PUT /things/3
GET /go
GET /none
GET /slow
GET /gen
HEAD /gen
OPTIONS /gen
""".split("\n")[1:-1]
BOOKS = """
from flask import Flask, abort, g, jsonify, request, url_for

app = Flask(__name__)
books = {}


@app.before_request
def number_it():
    g.request_id = "r-1"


@app.post("/books")
def add():
    title = request.json["title"]
    books[title] = len(books) + 1
    return {"title": title}, 201, {"Location": url_for("show", title=title)}


@app.get("/books/<title>")
def show(title):
    if title not in books:
        abort(404, "No such book.")
    response = jsonify(title=title)
    response.set_etag("one")
    return response


@app.errorhandler(404)
def missing(error):
    return {"error": error.description}, 404


@app.after_request
def sign(response):
    response.headers["Request-Id"] = g.request_id
    return response
"""


def recorded(file: Path, *lines: str, limits: Limits | None = None) -> list[tuple[Exchange, Recording]]:
    with apps.opened(file) as opened:
        recorder = Recorder(opened.app, opened.module, opened.code, file, limits)
        sent = [apps.ask(opened.app, recorder, parse_send(line)) for line in lines]
    return list(zip(sent, recorder.done, strict=True))


def plain(file: Path, *lines: str) -> list[Exchange]:
    with apps.opened(file) as opened:
        return [apps.ask(opened.app, opened.app, parse_send(line)) for line in lines]


@pytest.fixture
def books(tmp_path):
    file = tmp_path / "books.py"
    file.write_text(BOOKS, encoding="utf-8")
    return file


def kinds(recording: Recording) -> list[str]:
    return [step.kind for step in recording.steps]


@pytest.mark.parametrize("line", SENT)
def test_awkward_requests_are_answered_as_without_the_recorder(line):
    ((exchange, first),) = recorded(HARD, line)
    assert [exchange] == plain(HARD, line)
    assert first.cut == ""
    assert recorded(HARD, line)[0][1] == first


@pytest.mark.parametrize("name", ["shown", "said", "snapshot"])
@pytest.mark.parametrize("line", ["GET /bp/x", "GET /chain", "GET /badhandler"])
def test_a_recorder_that_fails_inside_changes_no_answer(monkeypatch, name, line):
    def boom(*_, **__):
        raise RuntimeError("boom")

    monkeypatch.setattr(trace_notes, name, boom)
    if hasattr(trace_stations, name):
        monkeypatch.setattr(trace_stations, name, boom)
    ((exchange, recording),) = recorded(HARD, line)
    assert [exchange] == plain(HARD, line)
    assert recording.cut.startswith("fault of the recorder")


def test_lines_variables_and_the_response_are_noted(books):
    ((_, recording),) = recorded(books, 'POST /books {"title": "Emma"}')
    steps = {step.line: step for step in recording.steps if step.kind == "line"}
    number = {text.strip(): n for n, text in enumerate(BOOKS.split("\n"), 1)}
    assert [c.value for c in steps[number['title = request.json["title"]']].changes] == ["'Emma'"]
    (change,) = steps[number["books[title] = len(books) + 1"]].changes
    assert (change.where, change.name, change.value, change.new) == ("module", "books", "{'Emma': 1}", False)
    (change,) = steps[number['g.request_id = "r-1"']].changes
    assert (change.where, change.name, change.new) == ("g", "g.request_id", True)
    made = next(step for step in recording.steps if step.kind == "made")
    assert (made.known.status, dict(made.known.headers)["Location"]) == (201, "/books/Emma")
    assert [step.value for step in recording.steps if step.kind == "finished"] == ["+Request-Id"]
    assert recording.steps[-1].known.body == '{"title":"Emma"}\n'


def test_a_response_is_seen_growing_line_by_line(books):
    _, (_, recording) = recorded(books, 'POST /books {"title": "Emma"}', "GET /books/Emma")
    seen = [
        step.known
        for step in recording.steps
        if step.kind == "line" and step.function == "show" and step.known
    ]
    assert ["ETag" in dict(known.headers) for known in seen] == [False, True]


def test_only_the_object_that_becomes_the_answer_is_shown_as_one(tmp_path):
    file = tmp_path / "panel.py"
    file.write_text(
        "from flask import Flask, Response\nclock = Flask('clock')\napp = Flask(__name__)\n\n\n"
        "@clock.get('/')\ndef time():\n    return 'noon', 203\n\n\n"
        "@app.get('/')\ndef ask():\n    heard = clock.test_client().get('/')\n"
        "    spare = Response(status=418)\n"
        "    answer = Response(heard.data)\n    answer.status_code = 202\n    return answer\n",
        encoding="utf-8",
    )
    ((_, recording),) = recorded(file, "GET /")
    assert [step.known.status for step in recording.steps if step.known] == [200, 202, 202, 202, 202, 202]


def test_an_exception_leads_to_its_handler(books):
    ((_, recording),) = recorded(books, "GET /books/Emma")
    found = [(step.kind, step.function, step.role) for step in recording.steps]
    at = found.index(("raise", "show", "view"))
    assert found[at + 1 : at + 3] == [("raised", "", "http"), ("call", "missing", "handler")]
    assert recording.steps[at].value == "NotFound: 404 Not Found: No such book."


@pytest.mark.parametrize(
    ("line", "role", "says"),
    [
        ("GET /books/Emma", "matched", "/books/<title> → show with {'title': 'Emma'}"),
        ("GET /shelves", "404", "no rule fits /shelves"),
        ("DELETE /books", "405", "the path is known, for OPTIONS, POST only"),
    ],
)
def test_the_router_says_what_it_found(books, line, role, says):
    ((_, recording),) = recorded(books, line)
    (routed,) = [step for step in recording.steps if step.kind == "routed"]
    assert (routed.role, routed.value) == (role, says)


def test_bounds_end_a_recording_and_no_answer():
    limits = Limits(steps=20, same=10_000)
    ((exchange, recording),) = recorded(HARD, "GET /loop", limits=limits)
    assert exchange.response.status == 200
    assert recording.cut == "steps"
    # The stations stay, the body among them.
    assert kinds(recording)[-1] == "body"
    ((_, recording),) = recorded(HARD, "GET /gen", limits=Limits(characters=10))
    assert recording.cut == "size"


def test_a_loop_is_counted_and_its_end_is_seen():
    ((_, recording),) = recorded(HARD, "GET /loop")
    assert len(recording.steps) < 60
    assert max(step.again for step in recording.steps) > 15_000
    assert recording.steps[-1].known.body == '{"total":199990000}\n'


def test_values_are_written_without_the_apps_own_repr():
    ((exchange, recording),) = recorded(HARD, "GET /nosy")
    assert exchange.response.body.startswith(b'{"calls":0')
    values = [change.value for step in recording.steps for change in step.changes]
    assert "<Nosy>" in values
    assert all(len(value) <= 160 for value in values)


def test_addresses_and_folders_are_masked():
    assert shown("/home/ann/course/books.py went wrong", Limits()) == "'…/books.py went wrong'"
    assert shown(Path("/home/ann/secret.txt"), Limits()) == f"{type(Path()).__name__}(…/secret.txt)"
    assert shown(object(), Limits()) == "<object>"
    loop: list = []
    loop.append(loop)
    assert shown(loop, Limits()) == "[[[[…]]]]"


def test_the_trace_function_that_was_there_comes_back(books):
    def mine(*_):
        return None

    before = sys.gettrace()
    sys.settrace(mine)
    try:
        recorded(books, "GET /books/Emma")
        assert sys.gettrace() is mine
    finally:
        sys.settrace(before)


def test_lines_of_one_statement_are_one():
    found = statements("@a\n@b\ndef f(x,\n      y):\n    return (\n        x,\n    )\n")
    assert found == {1: 1, 2: 1, 3: 1, 4: 1, 5: 5, 6: 5, 7: 5}


def test_names_of_comprehensions_are_hidden():
    found = hidden_names("def f(n):\n    a = [x for x in n]\n    return [a for a in n]\n")
    assert found == {("f", 1): frozenset({"x"})}


def test_a_run_comes_from_another_process_as_it_was(books):
    job = recordings.Job(
        str(books), "production", (), (parse_send("GET /books/Emma"), Request("GET", "/x", (), b"\xff"))
    )
    here = recordings.recorded(job)
    block = block_of(books, *job.sent)
    assert recordings.record(books.parent, [block, block]) == [here, here]


def test_a_run_is_recorded_here_where_no_process_can_be_started(books, monkeypatch):
    def refuse(*_, **__):
        raise PermissionError("no processes here")

    monkeypatch.setattr(recordings.subprocess, "run", refuse)
    (found,) = recordings.record(books.parent, [block_of(books, parse_send("GET /books/Emma"))])
    assert found.runs[0].exchange.response.status == 404
    (fault,) = recordings.record(books.parent, [block_of(books.parent / "none.py", parse_send("GET /"))])
    assert str(fault) == "there is no file none.py"


def block_of(file, *sent):
    from course.values.lesson import Visualize

    return Visualize("", "", file.name, (), (), (), (), sent)


def test_an_app_that_answers_otherwise_while_it_is_recorded_is_refused(tmp_path):
    file = tmp_path / "sly.py"
    file.write_text(
        "import sys\nfrom flask import Flask\napp = Flask(__name__)\n\n\n"
        '@app.get("/")\ndef home():\n    return {"watched": "full_dispatch_request" in vars(app)}\n',
        encoding="utf-8",
    )
    (fault,) = recordings.record(tmp_path, [block_of(file, Request("GET", "/"))])
    assert str(fault) == "GET / is answered otherwise while it is recorded"
    (fault,) = recordings.record(tmp_path, [block_of(tmp_path / "none.py", Request("GET", "/"))])
    assert str(fault) == "there is no file none.py"
