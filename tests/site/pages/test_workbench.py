"""The workbench over HTTP: source and conditions, runs that are waited for, history, the wire console."""

from __future__ import annotations

import json
import os
import re
import shutil
import threading
import time
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from urllib.parse import urljoin

import pytest

from course.practice import sources
from course.site.present.verdicts import verdict_of
from course.values.report import CheckResult, Report
from course.values.version import VERSION
from tests.site.conftest import SOLVED, STUB

PAGE = "/exercises/01_echo/"
SOURCE = "/exercises/01_echo/source"
LATEST = "/exercises/01_echo/runs/latest"
JSON = {"Accept": "application/json"}
HTML = {"Accept": "text/html"}
PROBLEM = "application/problem+json"


@pytest.fixture
def file(settings):
    return settings["ROOT"] / "exercises" / "01_echo" / "app.py"


@pytest.fixture
def store(app):
    return app.extensions["course"].store


def tag_of(text):
    return f'"{sha256(text if isinstance(text, bytes) else text.encode()).hexdigest()}"'


def put(client, text, **headers):
    data = text.encode() if isinstance(text, str) else text
    sent = {
        "Content-Type": "text/plain;charset=utf-8",
        **{k.replace("_", "-"): v for k, v in headers.items()},
    }
    return client.put(SOURCE, data=data, headers=sent)


# --- Source ---


def test_the_source_is_the_file_with_its_hash(client, file):
    file.write_bytes(STUB.replace("\n", "\r\n").encode())
    response = client.get(SOURCE)

    assert (response.status_code, response.mimetype) == (200, "text/plain")
    assert response.data == file.read_bytes()
    assert response.headers["ETag"] == tag_of(file.read_bytes())
    assert client.get(SOURCE, headers={"If-None-Match": response.headers["ETag"]}).status_code == 304
    assert client.head(SOURCE).headers["ETag"] == response.headers["ETag"]


def test_a_put_with_the_right_condition_replaces_the_file(client, file, store):
    response = put(client, SOLVED, If_Match=tag_of(STUB))

    assert (response.status_code, response.data) == (204, b"")
    assert response.headers["ETag"] == tag_of(SOLVED)
    assert file.read_text(encoding="utf-8") == SOLVED
    assert store.source(sha256(STUB.encode()).hexdigest()) == STUB.encode()
    assert put(client, STUB, If_Match=response.headers["ETag"]).status_code == 204


def test_a_put_of_other_line_endings_names_no_validator(client, file):
    file.write_bytes(STUB.replace("\n", "\r\n").encode())
    response = put(client, SOLVED, If_Match=tag_of(file.read_bytes()))

    assert response.status_code == 204
    assert "ETag" not in response.headers
    assert file.read_bytes() == SOLVED.replace("\n", "\r\n").encode()


def test_a_put_without_a_condition_is_428(client, file):
    response = put(client, SOLVED, Accept="application/json")

    assert (response.status_code, response.mimetype) == (428, PROBLEM)
    assert "If-Match" in response.json["detail"]
    assert file.read_text(encoding="utf-8") == STUB


@pytest.mark.parametrize("condition", ['"0123"', f"W/{tag_of(STUB)}", f'"{"0" * 64}", "x"'])
def test_a_stale_put_is_412_and_its_text_is_kept(client, file, store, condition):
    response = put(client, SOLVED, If_Match=condition, Accept="application/json")

    assert (response.status_code, response.mimetype) == (412, PROBLEM)
    assert response.headers["ETag"] == tag_of(STUB)
    assert file.read_text(encoding="utf-8") == STUB
    assert SOLVED.encode() in [store.source(kept.hash) for kept in store.sources("01_echo")]


@pytest.mark.parametrize(
    ("there", "conditions", "status"),
    [
        (True, {"If_Match": "*"}, 204),
        (True, {"If_None_Match": "*"}, 412),
        (False, {"If_Match": "*"}, 412),
        (False, {"If_None_Match": "*"}, 201),
    ],
)
def test_conditions_about_any_file_at_all(client, file, there, conditions, status):
    if not there:
        file.unlink()
    assert put(client, SOLVED, **conditions).status_code == status
    assert file.exists() is (there or status == 201)


@pytest.mark.parametrize(
    ("headers", "status", "named"),
    [
        ({"Content_Type": "application/json"}, 415, ("Accept", "text/plain;charset=utf-8")),
        ({"Content_Type": "text/plain;charset=latin-1"}, 415, ("Accept", "text/plain;charset=utf-8")),
        ({"Content_Encoding": "gzip"}, 415, ("Accept-Encoding", "identity")),
        ({"Content_Range": "bytes 0-3/4"}, 400, None),
    ],
)
def test_a_put_of_another_kind_is_refused(client, file, headers, status, named):
    response = put(client, SOLVED, If_Match=tag_of(STUB), **headers)

    assert response.status_code == status
    assert named is None or response.headers[named[0]] == named[1]
    assert file.read_text(encoding="utf-8") == STUB


@pytest.mark.parametrize(
    ("text", "status"),
    [(b"\xff", 422), (b"a\0", 422), (b"#" * (sources.MOST + 1), 413), (b"#" * sources.MOST, 204), (b"", 204)],
)
def test_a_put_of_what_is_no_text_is_refused(client, file, text, status):
    before = file.read_bytes()

    assert put(client, text, If_Match=tag_of(STUB)).status_code == status
    assert file.read_bytes() == (text if status == 204 else before)


def test_links_and_folders_are_refused(client, file, tmp_path):
    secret = tmp_path / "secret"
    secret.write_text("SECRET")
    file.unlink()
    file.symlink_to(secret)
    assert client.get(SOURCE).status_code == 403
    assert put(client, SOLVED, If_Match="*").status_code == 403
    assert "SECRET" not in client.get(PAGE).text
    assert client.post(f"{PAGE}reset").status_code == 403
    file.unlink()
    file.mkdir()
    assert client.get(SOURCE).status_code == 409
    assert put(client, SOLVED, If_Match="*").status_code == 409
    file.rmdir()
    assert client.get(SOURCE).status_code == 404
    assert secret.read_text() == "SECRET"


def test_only_own_pages_may_save(client):
    assert put(client, SOLVED, If_Match="*", Origin="http://evil.example").status_code == 403
    assert client.options(SOURCE).headers["Allow"].count("PUT") == 1


def test_a_store_that_cannot_keep_texts_saves_nothing(client, file, store):
    store.close()
    store.path.unlink()
    store.path.mkdir()  # from here on the store is in memory
    response = put(client, SOLVED, If_Match=tag_of(STUB), Accept="application/json")

    assert response.status_code == 507
    assert file.read_text(encoding="utf-8") == STUB


# --- The form, without script ---


def form(text, base=STUB, **more):
    return {"text": text.replace("\n", "\r\n"), "base": sha256(base.encode()).hexdigest(), **more}


def test_the_form_saves_and_runs(client, file):
    sent = client.post(SOURCE, data=form(SOLVED, do="run"))

    assert (sent.status_code, sent.location) == (303, f"{PAGE}?view=code#verdict")
    assert file.read_text(encoding="utf-8") == SOLVED
    assert "All 2 checks pass" in client.get(PAGE).text
    assert client.post(SOURCE, data=form(STUB, SOLVED, do="save")).location == f"{PAGE}?view=code#editor"


@pytest.mark.parametrize("ending", ["\n", "\r\n"])
def test_a_form_that_nobody_typed_in_runs_what_the_disk_holds(client, file, ending):
    text = STUB.replace("\n", ending)
    sent = form(STUB, text, do="run")
    file.write_text(SOLVED, encoding="utf-8")  # in an editor, after the page was read

    assert client.post(SOURCE, data=sent).status_code == 303
    assert file.read_text(encoding="utf-8") == SOLVED
    assert client.get(LATEST).json["solved"]


def test_an_address_may_name_what_a_narrow_page_shows(client):
    assert 'id="v-task" autocomplete="off" checked' in client.get(PAGE).text
    assert 'id="v-code" autocomplete="off" checked' in client.get(f"{PAGE}?view=code").text
    assert 'id="v-task" autocomplete="off" checked' in client.get(f"{PAGE}?view=other").text


def test_who_has_solved_an_exercise_is_led_to_the_next(client, file):
    folder = file.parent
    (folder / ".meta" / "solution.py").write_text(SOLVED, encoding="utf-8")
    shutil.copytree(folder, folder.parent / "02_more")
    client.post(SOURCE, data=form(SOLVED, do="run"))

    assert "/exercises/02_more/" in client.get(PAGE).text
    assert "/exercises/02_more/" in client.get(f"{PAGE}solution").text


def test_a_stale_form_shows_both_texts_and_either_can_be_chosen(client, file, store):
    file.write_text("elsewhere = 1\n", encoding="utf-8")
    mine = SOLVED + "</textarea><script>"
    conflict = client.post(SOURCE, data=form(mine, do="run"))

    assert conflict.status_code == 412
    assert "elsewhere = 1" in conflict.text and "&lt;/textarea&gt;&lt;script&gt;" in conflict.text
    assert "<script>" not in conflict.text.partition("<main")[2]
    assert mine.encode() in [store.source(kept.hash) for kept in store.sources("01_echo")]
    assert client.post(SOURCE, data=form(mine, "elsewhere = 1\n", do="disk")).status_code == 303
    assert file.read_text(encoding="utf-8") == "elsewhere = 1\n"
    assert client.post(SOURCE, data=form(mine, "elsewhere = 1\n", do="save")).status_code == 303
    assert file.read_text(encoding="utf-8") == mine


def test_forms_that_make_no_sense(client):
    assert client.post(SOURCE, data={"text": "x"}).status_code == 422
    assert client.post(SOURCE, json={"text": "x"}).status_code == 415
    assert client.post(SOURCE, data=form("é" * 80_000)).status_code == 413
    assert client.post(SOURCE, data=form("# é\n" * 20_000)).status_code == 303


# --- Runs ---


def test_a_run_has_a_page_and_json(client):
    assert "Not run yet" in client.get(LATEST, headers=HTML).text
    client.post(f"{PAGE}runs")
    page, values = client.get(LATEST, headers=HTML), client.get(LATEST, headers=JSON)

    assert f'data-run="{values.json["id"]}"' in page.text
    assert page.headers["ETag"].startswith(f'"run-{values.json["id"]}-')
    assert client.get(LATEST, headers={**HTML, "If-None-Match": page.headers["ETag"]}).status_code == 304
    assert client.get(f"{PAGE}runs/999", headers=HTML).status_code == 404


def waited(client, tag, seconds=5, **headers):
    return client.get(LATEST, headers={"If-None-Match": tag, "Prefer": f"wait={seconds}", **headers})


def in_thread(work, *arguments):
    """Start work; return the thread and the list that gets its result."""
    found = []
    thread = threading.Thread(target=lambda: found.append(work(*arguments)))
    thread.start()
    return thread, found


def test_a_client_that_waits_gets_the_next_run(app, client):
    client.post(f"{PAGE}runs")
    tag = client.get(LATEST).headers["ETag"]
    same = waited(client, tag, 1)
    assert same.status_code == 304
    assert same.headers["Preference-Applied"] == "wait=1"

    thread, found = in_thread(waited, app.test_client(), tag, 20)
    # Another process that grades, as a terminal does: all it leaves is a row in the database.
    store = type(app.extensions["course"].store)(app.extensions["course"].store.path)
    number = store.record_run(Report("01_echo", (CheckResult("a", "A.", "passed"),)), b"x", "terminal")
    store.close()
    thread.join()

    assert found[0].status_code == 200 and found[0].json["id"] == number


def test_a_save_on_the_disk_is_a_new_run_for_whoever_waits(client, file):
    client.post(f"{PAGE}runs")
    first = client.get(LATEST)
    waited(client, first.headers["ETag"], 1)
    file.write_text(SOLVED, encoding="utf-8")
    response = waited(client, first.headers["ETag"], 20)

    assert response.status_code == 200
    assert response.json["solved"] and response.json["door"] == "editor"


@pytest.fixture
def background(app):
    return app.extensions["course"].background


@pytest.fixture
def exercise(app):
    return app.extensions["course"].catalogue.get("01_echo")


def save_later(file, text):
    """Save a text with a time after every run so far."""
    file.write_text(text, encoding="utf-8")
    later = time.time() + 60
    os.utime(file, (later, later))


def test_a_text_that_was_graded_is_not_graded_again(background, exercise, client, file, store):
    file.write_text(SOLVED, encoding="utf-8")
    client.post(f"{PAGE}runs")
    background.saved(exercise)
    assert [run.door for run in store.runs("01_echo")] == ["site"]

    save_later(file, SOLVED)
    background.saved(exercise)
    assert [run.door for run in store.runs("01_echo")] == ["editor", "site"]


def test_what_a_page_saves_and_asks_for_is_graded_once(background, exercise, client, store):
    put(client, SOLVED, If_Match=client.get(SOURCE).headers["ETag"])
    client.post(f"{PAGE}runs")
    background.grade_save(exercise, "site")  # as the follower does, when it gave the page time to ask
    assert [run.door for run in store.runs("01_echo")] == ["site"]


def test_what_a_page_saves_is_put_down_to_the_page(client):
    client.post(f"{PAGE}runs")
    waited(client, client.get(LATEST).headers["ETag"], 1)  # from here on every save is followed
    put(client, SOLVED, If_Match=client.get(SOURCE).headers["ETag"])
    solved = waited(client, client.get(LATEST).headers["ETag"], 20)
    assert (solved.json["solved"], solved.json["door"]) == (True, "site")

    put(client, STUB, If_Match=client.get(SOURCE).headers["ETag"])
    response = waited(client, client.get(LATEST).headers["ETag"], 20)
    assert (response.json["solved"], response.json["door"]) == (False, "site")


@pytest.mark.parametrize("prefer", ["wait=x", "wait=-1", "respond-async", "", "wait=99999999999"])
def test_strange_wishes_do_not_hold_anybody(client, prefer):
    client.post(f"{PAGE}runs")
    response = client.get(LATEST, headers={"Prefer": prefer})
    assert response.status_code == 200
    assert "Preference-Applied" not in response.headers


def test_closing_lets_everybody_go(app, background, client):
    client.post(f"{PAGE}runs")
    tag = client.get(LATEST).headers["ETag"]
    thread, found = in_thread(waited, app.test_client(), tag, 20)
    background.close()
    thread.join(10)  # half of what it was ready to wait

    assert [response.status_code for response in found] == [304]


def test_nothing_runs_before_it_is_needed(app, client):
    made, threads = [], set(threading.enumerate())
    app.extensions["course"] = replace(app.extensions["course"], transport=lambda: made.append("a process"))
    for path in ("/", "/exercises/", PAGE, SOURCE, f"{PAGE}history"):
        assert client.get(path).status_code == 200
    client.get(LATEST, headers=HTML)

    assert (made, set(threading.enumerate()) - threads) == ([], set())


# --- The verdict ---


def report(**outcomes):
    checks = tuple(CheckResult(name, f"{name} is so.", outcome) for name, outcome in outcomes.items())
    return Report("01_echo", checks, "h")


def test_what_changed_since_the_run_before_is_marked(store, client):
    store.record_run(report(a="wrong", b="passed", c="wrong"), b"1", "site")
    store.record_run(report(a="passed", b="crashed", c="wrong"), b"2", "site")
    run, before = store.runs("01_echo", 2)
    verdict = verdict_of(run, "h", before)

    assert [view.change for view in verdict.checks] == ["fixed", "broken again", ""]
    assert verdict.since == "" and "broken again: b is so." in verdict.announcement
    page = client.get(PAGE).text
    assert ">fixed</span>" in page and ">broken again</span>" in page
    store.record_run(report(a="passed", b="passed", c="passed"), b"3", "site")
    assert "two more than before" in client.get(PAGE).text
    assert "two more than before" not in client.get(f"{PAGE}runs/{run.id}", headers=HTML).text


def test_a_fault_of_the_grader_can_be_copied_whole(store, client):
    faulty = Report("01_echo", (), "", fault="the grading process ended <early>")
    number = store.record_run(faulty, STUB.encode(), "terminal")
    page = client.get(PAGE).text

    assert "the grading process ended &lt;early&gt;" in page and "data-copy" in page
    for part in ("01_echo", f"run {number}", f"Course {VERSION}, Python 3.", "Flask 3.", "pytest "):
        assert part in page.partition("data-copy")[2]


@pytest.mark.parametrize("outcome", ["wrong", "crashed", "cannot_load", "too_slow", "grader_fault"])
def test_every_kind_of_trouble_looks_different_and_says_what_to_do(store, client, outcome):
    store.record_run(report(a=outcome), b"1", "site")
    page = client.get(PAGE).text

    tone = "not-yet" if outcome == "wrong" else outcome.replace("_", "-")
    assert f'class="tally {tone}"' in page
    # A wrong answer is told by its check; the others say first what kind of trouble it is.
    assert page.count('<p class="trouble') == (outcome != "wrong")


# --- History, reset, reference ---


def test_earlier_texts_can_be_compared_and_put_back(client, file):
    client.post(f"{PAGE}runs")
    put(client, SOLVED, If_Match=tag_of(STUB))
    client.post(f"{PAGE}runs")
    texts = client.get(f"{PAGE}history", headers=JSON).json["texts"]
    assert [text["verdict"] for text in texts] == ["all 2 checks pass", "1 of 2 checks pass"]
    assert [text["current"] for text in texts] == [True, False]
    stub = f"{PAGE}history/{texts[1]['hash']}"

    assert "differs" in client.get(stub).text
    back = client.post(stub)
    assert (back.status_code, back.location) == (303, f"{PAGE}?view=code#editor")
    assert file.read_text(encoding="utf-8") == STUB
    assert "exactly this text" in client.get(stub).text


def test_texts_of_other_exercises_are_not_here(client, store):
    other = store.keep_source("02_other", b"other")

    assert client.get(f"{PAGE}history/{other}").status_code == 404
    assert client.post(f"{PAGE}history/{other}").status_code == 404
    assert client.get(f"{PAGE}history/..%2f..%2fetc").status_code == 404


def test_reset_keeps_what_was_there(client, file, store):
    file.write_text("mine = 1\n", encoding="utf-8")
    assert client.post(f"{PAGE}reset").status_code == 303

    assert file.read_text(encoding="utf-8") == STUB
    assert store.source(sha256(b"mine = 1\n").hexdigest()) == b"mine = 1\n"


@pytest.fixture
def reference(file):
    (file.parent / ".meta" / "solution.py").write_text('"""The REFERENCE way."""\n', encoding="utf-8")
    (file.parent / ".meta" / "accept").mkdir()
    (file.parent / ".meta" / "accept" / "with_a_class.py").write_text('"""Another way."""\n')


def test_the_reference_comes_when_it_is_due(client, reference, file):
    closed = client.get(f"{PAGE}solution")
    assert closed.status_code == 403 and "REFERENCE" not in closed.text
    assert client.get(f"{PAGE}solution", headers=JSON).mimetype == PROBLEM

    put(client, SOLVED, If_Match=tag_of(STUB))
    client.post(f"{PAGE}runs")
    shown = client.get(f"{PAGE}solution")
    assert shown.status_code == 200
    assert "REFERENCE" in shown.text and "with a class" in shown.text and "before" not in shown.text
    client.post(f"{PAGE}solution")
    assert "You looked at it" not in client.get(f"{PAGE}solution").text


def test_the_wish_to_see_it_is_remembered(client, reference, make_app):
    assert client.post(f"{PAGE}solution").status_code == 303
    again = make_app().test_client().get(f"{PAGE}solution")

    assert again.status_code == 200
    assert "REFERENCE" in again.text and "You asked to see this" in again.text


# --- The wire console ---

ASK = f"{PAGE}requests"


def ask(client, path="/echo/hi", method="GET", url=ASK, accept="text/html", **more):
    data = {"method": method, "path": path, "headers": "", "body": "", **more}
    return client.post(url, data=data, headers={"Accept": accept})


def test_a_request_is_answered_by_the_learners_app(client):
    page = ask(client, headers="X-Trace: 7\r\nAccept: text/html").text
    values = ask(client, accept="application/json").json

    assert "200 OK" in page and "What the content is" in page and "curl -i" in page
    assert "X-Trace:" in page
    assert values["response"]["line"] == "HTTP/1.1 200 OK"
    assert values["outcome"] == "answered"


@pytest.mark.parametrize("expected", ["600", "²", "9" * 5000, "two hundred"])
def test_a_prediction_that_is_no_code_is_422_and_nothing_is_sent(client, expected):
    refused = client.post(f"{PAGE}requests", data={"method": "GET", "path": "/", "expected": expected})

    assert refused.status_code == 422
    assert "is not a registered status code" in refused.text


@pytest.mark.parametrize(("expected", "right"), [("200", True), ("404", False)])
def test_a_prediction_counts(client, store, expected, right):
    page = ask(client, expected=expected).text

    assert ("You predicted right" in page) is right
    found = store.answers()["console:01_echo"]
    assert (found.choice, found.right) == ((expected,), right)


def test_a_request_without_a_prediction_counts_nothing(client, store):
    ask(client)
    assert store.answers() == {}


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"method": "GE T"}, "method"),
        ({"path": "echo"}, "path"),
        ({"path": "/a b"}, "path"),
        ({"headers": "no colon"}, "headers"),
        ({"headers": "A: b\nX:\u2603"}, "headers"),
        ({"expected": "999"}, "expected"),
    ],
)
def test_what_cannot_be_sent_is_422_at_its_field(client, more, field):
    page, values = ask(client, **more), ask(client, accept="application/json", **more)

    assert page.status_code == values.status_code == 422
    assert values.json["field"] == field
    assert page.text.count("aria-invalid") == 1


def test_limits_of_the_console(client):
    assert client.post(ASK, json={}).status_code == 415
    assert ask(client, body="x" * 70_000).status_code == 422
    assert ask(client, body="x" * 300_000).status_code == 413
    assert ask(client, url="/exercises/99_none/requests").status_code == 404


def test_presets_fill_the_form(client):
    page = client.get(PAGE).text
    assert "GET /echo/1</button>" in page and "GET /nothing</button>" in page

    filled = client.post(ASK, data={"fill": "missing", "method": "", "path": ""}).text
    assert 'value="/nothing"' in filled and "The app answered" not in filled


def test_an_app_that_cannot_answer_says_so(client, file):
    file.write_text("app = 1 /\n", encoding="utf-8")
    assert "cannot be loaded" in ask(client).text
    file.write_text(STUB.replace('{"said": ""}', "1 / 0"), encoding="utf-8")
    page = ask(client).text
    assert "raised an exception" in page and "ZeroDivisionError" in page and "500 INTERNAL" in page
    file.write_text("import os\nos._exit(3)\n", encoding="utf-8")
    assert "ended before it answered" in ask(client, expected="200").text


def test_state_stays_until_the_app_is_started_anew(client, file):
    file.write_text(
        "from itertools import count\nfrom flask import Flask\napp = Flask(__name__)\nn = count(1)\n"
        "@app.get('/')\ndef root():\n    return {'n': next(n)}\n",
        encoding="utf-8",
    )
    bodies = [
        ask(client, "/", accept="application/json", **more).json["response"]["body"].strip()
        for more in ({}, {}, {"fresh": "yes"})
    ]

    assert bodies == ['{"n":1}', '{"n":2}', '{"n":1}']


def test_what_an_app_says_is_text(client, file):
    file.write_text(
        "from flask import Flask\napp = Flask(__name__)\n@app.get('/')\ndef root():\n"
        "    return '<script>alert(1)</script>', 200, {'X-A': '<b>'}\n",
        encoding="utf-8",
    )
    page = ask(client, "/").text

    assert "<script>alert" not in page and "<b>" not in page and "&lt;script&gt;alert" in page


def test_apps_of_lessons_can_be_asked(client, settings):
    apps = sorted(path.name for path in (settings["ROOT"] / "lessons" / "01_shop").glob("*.py"))
    url = f"/lessons/01_shop/apps/{apps[0]}/"
    page = client.get(url)

    assert page.status_code == 200 and "Try it yourself" in page.text
    assert ask(client, "/nowhere", url=f"{url}requests", accept="application/json").json["response"]
    for wrong in ("none.py", "lesson.md", "..%2f..%2frun.py", ".hidden.py"):
        assert client.get(f"/lessons/01_shop/apps/{wrong}/").status_code == 404
        assert ask(client, url=f"/lessons/01_shop/apps/{wrong}/requests").status_code == 404


# --- Made-up clients ---


def test_the_source_endpoint_holds_for_any_client(app, client, file, store):
    hypothesis = pytest.importorskip("hypothesis")
    from hypothesis import strategies as st

    texts = st.one_of(
        st.text(max_size=60).map(str.encode),
        st.binary(max_size=30),
        st.lists(st.sampled_from([b"a", b"\r\n", b"\n", b"\r", b"\0", b"\xc3\xa9", b"\xff"])).map(b"".join),
    )
    conditions = st.sampled_from(["right", "wrong", "weak", "any", "none", "nonsense", "list"])

    @hypothesis.settings(max_examples=120, deadline=None)
    @hypothesis.given(
        before=st.sampled_from([STUB.encode(), STUB.replace("\n", "\r\n").encode(), b"", b"\xff\0"]),
        text=texts,
        condition=conditions,
        mimetype=st.sampled_from(
            ["text/plain", "text/plain;charset=UTF-8", "text/html", "", "text/plain;;="]
        ),
    )
    def check(before, text, condition, mimetype):
        file.write_bytes(before)
        tag = tag_of(before)
        header = {
            "right": tag,
            "wrong": '"0"',
            "weak": f"W/{tag}",
            "any": "*",
            "none": None,
            "nonsense": ",,;",
            "list": f'"0", {tag}',
        }[condition]
        headers = {"Content-Type": mimetype, **({"If-Match": header} if header else {})}
        response = client.put(SOURCE, data=text, headers=headers)
        after = file.read_bytes()

        assert response.status_code in (204, 412, 415, 422, 428)
        if response.status_code != 204:
            assert after == before
            return
        assert condition in ("right", "any", "list") and "text/plain" in mimetype
        text.decode("utf-8")
        assert b"\0" not in text
        assert after == sources.in_style_of(before, text)
        if b"\r\r" not in text:
            assert after.replace(b"\r\n", b"\n") == text.replace(b"\r\n", b"\n")
        assert store.source(sha256(before).hexdigest()) == before or after == before
        assert ("ETag" in response.headers) is (after == text)
        got = client.get(SOURCE)
        assert got.data == after and got.headers["ETag"] == tag_of(after)

    check()
    assert [path.name for path in file.parent.iterdir() if path.name.startswith(".app")] == []


# --- The bundled editor ---


def test_the_bundle_names_its_versions_and_licences():
    vendor = Path(__file__).parents[3] / "static" / "vendor" / "codemirror"
    wanted = json.loads((vendor / "build" / "package.json").read_text(encoding="utf-8"))["devDependencies"]
    lock = (vendor / "build" / "package-lock.json").read_text(encoding="utf-8")
    versions = (vendor / "VERSIONS.txt").read_text(encoding="utf-8")
    licences = (vendor / "LICENSE.txt").read_text(encoding="utf-8")

    assert '"resolved"' not in lock
    for name, version in wanted.items():
        if name != "esbuild":  # it makes the bundle and is not in it
            assert f"{name} {version} (MIT)" in versions
            assert name in licences
    assert "MIT License" in (vendor / "codemirror.js").read_text(encoding="utf-8")[:200]


def test_only_pages_of_exercises_load_the_editor(client):
    for path in ("/", "/lessons/", "/lessons/01_shop/stored", "/exercises/"):
        page = client.get(path).text
        assert "codemirror" not in page and "js/exercises" not in page
    assert "codemirror" in client.get(PAGE).text


def test_a_failure_says_how_to_ask_with_the_same_unseen_values(client, monkeypatch):
    monkeypatch.setenv("COURSE_SEED", "1234")
    client.post(f"{PAGE}runs")

    assert "<code>COURSE_SEED=1234 python3 run.py grade 01</code>" in client.get(PAGE).text


def test_the_page_names_every_module_that_its_script_imports(client):
    page = client.get(PAGE).text
    preloaded = set(re.findall(r'<link rel="modulepreload" href="(/static/js/[^"]+)">', page))
    waiting, imported = [re.search(r'src="(/static/js/exercises/main\.js)\?v=', page)[1]], set()
    while waiting:
        address = waiting.pop()
        with client.get(address) as response:
            found = re.findall(r'^import .* from "([^"]+)";$', response.text, re.MULTILINE)
        assert found or address in preloaded
        new = {urljoin(address, name) for name in found} - imported
        imported |= new
        waiting += new

    assert imported == preloaded and len(imported) == 7
