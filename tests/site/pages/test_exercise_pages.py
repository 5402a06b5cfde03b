"""Exercises in the browser: hints one by one, checks in a child process, the verdict from the store."""

from __future__ import annotations

from dataclasses import replace

import pytest

from course.values.report import CheckResult, Report

JSON = {"Accept": "application/json"}
PAGE = "/exercises/01_echo/"
RUNS = "/exercises/01_echo/runs"


@pytest.fixture
def source(settings):
    """Return the learner's file."""
    return settings["ROOT"] / "exercises" / "01_echo" / "app.py"


def solve(source):
    source.write_text(
        source.read_text(encoding="utf-8").replace('{"said": ""}', '{"word": word}'), encoding="utf-8"
    )


def test_task_contract_and_commands(client):
    page = client.get(PAGE).text

    for words in ("The story of an echo", "Contract", "Yours to decide", "Not run yet", ">Run</button>"):
        assert words in page
    for command in (
        "flask --app exercises/01_echo/app run",
        "pytest exercises/01_echo",
        "python3 run.py grade 01",
    ):
        assert command in page
    assert "/lessons/01_shop/stored" in page


def test_the_solution_is_nowhere(client, settings):
    (settings["ROOT"] / "exercises" / "01_echo" / ".meta" / "solution.py").write_text("SECRET_SOLUTION = 1\n")

    assert "SECRET_SOLUTION" not in client.get(PAGE).text
    assert client.get("/exercises/01_echo/.meta/solution.py").status_code == 404


def test_hints_open_one_by_one_and_stay_open(client, make_app):
    page = client.get(PAGE).text
    assert "Open hint 1 of 2" in page and "HINT-ONE" not in page

    sent = client.post(f"{PAGE}hints", data={"hint": "1"})
    assert (sent.status_code, sent.location) == (303, f"{PAGE}#hint-1")
    page = make_app().test_client().get(PAGE).text
    assert "HINT-ONE" in page and "HINT-TWO" not in page and "Open hint 2 of 2" in page


@pytest.mark.parametrize("number", ["2", "0", "-1", "", "one", "99", "²", "9" * 5000])
def test_a_hint_out_of_turn_is_422(client, number):
    assert client.post(f"{PAGE}hints", data={"hint": number}).status_code == 422


def test_opening_a_hint_twice_opens_no_other(client):
    for _ in range(2):
        assert client.post(f"{PAGE}hints", data={"hint": "1"}).status_code == 303

    assert "HINT-TWO" not in client.get(PAGE).text


def test_checks_run_for_a_browser(client, source):
    sent = client.post(RUNS, data={})
    page = client.get(PAGE).text

    assert (sent.status_code, sent.location) == (303, f"{PAGE}#verdict")
    assert "1 of 2 checks pass" in page
    assert '<section class="stack told-in-full" id="check-1"' in page
    assert "hint 2 of 2" in page
    assert "Last run from the site" in page

    solve(source)
    assert "app.py changed since the last run" in client.get(PAGE).text
    client.post(RUNS, data={})
    page = client.get(PAGE).text
    assert "All 2 checks pass" in page and "Solved: Say it back" in page
    assert "solved" in client.get("/exercises/").text


def test_checks_run_for_a_program(client):
    sent = client.post(RUNS, headers=JSON)
    got = client.get(sent.location, headers=JSON)

    assert sent.status_code == 201
    assert got.status_code == 200
    assert got.json == sent.json
    assert got.json["held"] == 1 and got.json["total"] == 2
    assert Report.from_dict(got.json["report"]).exercise == "01_echo"


def test_the_latest_run_is_304_until_there_is_another(client):
    assert client.get(f"{RUNS}/latest").status_code == 404
    client.post(RUNS, data={})

    first = client.get(f"{RUNS}/latest")
    again = client.get(f"{RUNS}/latest", headers={"If-None-Match": first.headers["ETag"]})
    assert first.json["held"] == 1
    assert again.status_code == 304

    client.post(RUNS, data={})
    later = client.get(f"{RUNS}/latest", headers={"If-None-Match": first.headers["ETag"]})
    assert later.status_code == 200 and later.json["id"] != first.json["id"]


@pytest.mark.parametrize("path", [f"{RUNS}/latest", f"{RUNS}/77", "/exercises/99_none/runs/latest"])
def test_a_run_that_is_not_there_is_a_problem(client, path):
    response = client.get(path, headers=JSON)

    assert (response.status_code, response.mimetype) == (404, "application/problem+json")


def test_a_run_of_another_exercise_is_not_found_here(app, client):
    run = app.extensions["course"].store.record_run(Report("02_other", ()), None, "site")

    assert client.get(f"{RUNS}/{run}").status_code == 404


def test_a_run_with_a_body_of_another_type_is_415(client):
    assert client.post(RUNS, json={"source": "import os"}).status_code == 415


def test_an_exercise_with_a_mistake_names_it_and_leaves_the_rest_alone(client, settings):
    broken = settings["ROOT"] / "exercises" / "02_broken"
    broken.mkdir()
    (broken / "README.md").write_text("---\ntitle: Broken\n---\n", encoding="utf-8")

    response = client.get("/exercises/02_broken/")

    assert response.status_code == 500
    assert "exercises/02_broken/README.md" in response.text.replace("\\", "/")
    assert str(settings["ROOT"]) not in response.text
    assert [client.get(path).status_code for path in ("/", "/exercises/", PAGE, "/nowhere")] == [
        200,
        200,
        200,
        404,
    ]


def test_unknown_exercises_are_404_everywhere(client):
    assert client.post("/exercises/99_none/runs", data={}).status_code == 404
    assert client.post("/exercises/99_none/hints", data={"hint": "1"}).status_code == 404
    assert client.get("/exercises/..%2f01_echo/").status_code == 404


@pytest.mark.parametrize(
    ("content", "said"),
    [(None, "cannot be shown"), (b"\xff\xfe", "not UTF-8"), (b"#" * 70_000, "too long to be shown")],
)
def test_a_file_that_cannot_be_shown_is_a_sentence(client, source, content, said):
    source.unlink()
    if content is not None:
        source.write_bytes(content)

    response = client.get(PAGE)
    assert response.status_code == 200 and said in response.text


def test_what_a_learner_writes_is_text_not_markup(client, source):
    source.write_text('x = "<script>alert(1)</script>"\n', encoding="utf-8")

    assert "<script>alert" not in client.get(PAGE).text


def test_every_outcome_has_its_words_and_texts_are_escaped(app, client):
    base = CheckResult(
        "test_x", "A rule.", "wrong", came_back="<b>200</b>", expected="201", why="Because <i>."
    )
    outcomes = ("passed", "wrong", "crashed", "cannot_load", "too_slow", "grader_fault", "not_run")
    checks = tuple(replace(base, name=outcome, outcome=outcome) for outcome in outcomes)
    app.extensions["course"].store.record_run(Report("01_echo", checks), None, "terminal")

    page = client.get(PAGE).text

    for word in ("passes", "crashed", "cannot load", "too slow", "grader fault", "left out"):
        assert f">{word}</span>" in page
    assert ">Not yet:</span> A rule." in page
    assert "&lt;b&gt;200&lt;/b&gt;" in page and "<b>200" not in page and "<i>." not in page
    assert page.count("told-in-full") == 1
    assert "Last run from the terminal" in page


def test_a_failed_check_reads_in_the_agreed_order(app, client):
    check = CheckResult(
        "test_x", "RULE-0", "wrong", "RFC 9110 §15.3.2", curl="curl -i CURL-1", status_line="HTTP/1.1 200 OK",
        family=2, came_back="BACK-2", expected="EXPECTED-3", why="WHY-4", difference="DIFFERENCE-5",
        where="app.py:9 in WHERE-6", hint=1, hints=2, step="01_shop#stored",
    )  # fmt: skip
    app.extensions["course"].store.record_run(Report("01_echo", (check,)), None, "site")
    page = client.get(PAGE).text
    page = page[page.index('id="check-1"') :]
    order = [
        "RULE-0",
        "CURL-1",
        "BACK-2",
        "EXPECTED-3",
        "DIFFERENCE-5",
        "WHY-4",
        "WHERE-6",
        "hint 1 of 2",
        "Lesson 1, step 2",
    ]

    places = [page.index(words) for words in order]
    assert places == sorted(places)


def test_a_file_that_the_story_names_can_be_read_here(client, settings):
    folder = settings["ROOT"] / "exercises" / "01_echo"
    readme = folder / "README.md"
    told = readme.read_text(encoding="utf-8").replace(
        "The story of an echo.", "Read `exercises/01_echo/api.py` and `odd.txt`, never `test_echo.py`."
    )
    readme.write_text(told, encoding="utf-8")
    (folder / "api.py").write_text('NAMED = "<b>"\n', encoding="utf-8")
    (folder / "odd.txt").write_bytes(b"\xff\xfe")
    (folder / "unnamed.py").write_text("UNNAMED = 1\n", encoding="utf-8")
    (folder / "test_echo.py").write_text("CHECKS = 1\n", encoding="utf-8")

    page = client.get(PAGE).text

    assert "NAMED" in page and "&lt;b&gt;" in page
    assert "odd.txt cannot be shown: it is not UTF-8 text" in page
    assert "UNNAMED" not in page and "CHECKS" not in page


def test_an_exercise_of_one_file_has_no_other_to_read(client):
    assert "To read:" not in client.get(PAGE).text


def test_before_the_first_run_the_checks_are_told_in_words(client):
    page = client.get(PAGE).text

    assert "The 2 checks, in words:" in page and "The word comes back." in page
    assert "2 rows, 2 checks" in page and 'aria-label="2 checks, none run yet"' in page


def test_rows_and_checks_name_each_other(client):
    client.post(RUNS, data={})
    page = client.get(PAGE).text

    row = page[page.index('id="row-echo"') :].partition("</details>")[0]
    assert 'href="#check-1"' in row and "not yet" in row
    told = page[page.index('id="check-1"') :]
    assert 'href="#row-echo"' in told.partition("</section>")[0]
    assert "1 of 2 rows pass" in page


def test_the_story_comes_first_until_something_was_run(client):
    first = client.get(PAGE).text
    client.post(RUNS, data={})
    later = client.get(PAGE).text

    assert first.index("The story of an echo") < first.index('id="contract"')
    assert later.index("The story of an echo") > later.index('id="contract"')


def test_a_hint_opens_in_the_place_that_names_it(client):
    client.post(RUNS, data={})
    page = client.get(PAGE).text
    assert 'data-swap="hints-here hints"' in page and "Open hint 1 of 2 here" in page

    client.post(f"{PAGE}hints", data={"hint": "1"})
    page = client.get(PAGE).text
    here = page[page.index('id="hints-here"') :]
    assert "HINT-ONE" in here and "Open hint 2 of 2 here" in here


def test_three_runs_that_end_at_one_check_offer_the_next_hint_and_the_step(client, source):
    text = source.read_text(encoding="utf-8")
    for number in range(3):
        page = client.get(PAGE).text
        assert "runs ended at this check" not in page
        source.write_text(f"{text}\n# {number}\n", encoding="utf-8")
        client.post(RUNS, data={})
    page = client.get(PAGE).text
    here = page[page.index('id="hints-here"') :].partition("</div>")[0]
    assert "3 runs ended at this check." in here and "Open hint 1 of 2 here" in here
    assert "Then read" in here and 'href="/lessons/01_shop/stored"' in here
    assert "HINT-ONE" not in page

    for number in "12":
        client.post(f"{PAGE}hints", data={"hint": number})
    page = client.get(PAGE).text
    here = page[page.index('id="hints-here"') : page.index("Last run")]
    assert "A hint may help" not in here and ">Read <a" in here


def test_an_older_run_offers_nothing(client, source):
    text = source.read_text(encoding="utf-8")
    for number in range(3):
        source.write_text(f"{text}\n# {number}\n", encoding="utf-8")
        client.post(RUNS, data={})
    newest = client.application.extensions["course"].store.latest_run_id("01_echo")
    html = {"Accept": "text/html"}
    assert "runs ended at this check" in client.get(f"{RUNS}/{newest}", headers=html).text
    assert "runs ended at this check" not in client.get(f"{RUNS}/{newest - 1}", headers=html).text


def test_solved_in_the_first_run_the_stub_says_what_came_before(client, source):
    (source.parent / ".meta").mkdir(exist_ok=True)
    (source.parent / ".meta" / "stub.py").write_bytes(source.read_bytes())
    solve(source)
    client.post(RUNS, data={})
    page = client.get(PAGE).text

    assert "solved in the first run" in page
    won = page[page.index("beforenow") : page.index("learned-title")]
    assert "Before: GET /echo/" in won and "{&#34;said&#34;:&#34;&#34;}" in won
    assert "Now: GET /echo/" in won and "{&#34;word&#34;:" in won
    assert client.get("/exercises/01_echo/runs/latest").json["id"] == 1, "the stub's run is kept nowhere"


def test_the_solved_page_shows_before_and_now_what_was_repaired_and_the_way_on(client, source):
    meta = source.parent / ".meta"
    solved = source.read_text(encoding="utf-8").replace('{"said": ""}', '{"word": word}')
    (meta / "solution.py").write_text(f"# the reference\n{solved}", encoding="utf-8")
    (meta / "accept").mkdir()
    (meta / "accept" / "classes.py").write_text('"""A class of views."""\n', encoding="utf-8")
    client.post(RUNS, data={})
    unsolved = client.get(PAGE).text
    assert 'id="w-cmp"' not in unsolved and "# the reference" not in unsolved
    solve(source)
    client.post(RUNS, data={})
    page = client.get(PAGE).text

    assert "Solved: Say it back" in page
    won = page[page.index("beforenow") : page.index("learned-title")]
    assert "Before: GET /echo/" in won and "{&#34;said&#34;:&#34;&#34;}" in won
    assert "Now: GET /echo/" in won and "{&#34;word&#34;:" in won
    assert "The word comes back." in page[page.index("learned-title") : page.index("nextup")]
    assert 'class="ln add"' in page and "A class of views</a>" in page
    console = page.index('class="console"')  # a view of its own
    seen = page[:console] + page[page.index("</form>", console) :]
    assert seen.count('class="btn"') + seen.count('class="btn go"') == 1, "one filled button a view"

    source.write_text(source.read_text(encoding="utf-8") + "# more\n", encoding="utf-8")
    again = client.get(PAGE).text
    assert "Solved: Say it back" not in again and "app.py changed since the last run" in again


def test_many_checks_are_one_picture_with_a_name(app, client):
    checks = tuple(CheckResult(f"test_{n}", "R.", "passed" if n else "wrong") for n in range(25))
    app.extensions["course"].store.record_run(Report("01_echo", checks), None, "site")

    assert 'role="img" aria-label="24 of 25 checks pass; not: 1"' in client.get(PAGE).text


def test_before_the_first_run_the_page_is_kept_until_something_on_it_changes(client, settings):
    folder = settings["ROOT"] / "exercises" / "01_echo"

    def tag() -> str:
        first, second = client.get("/exercises/01_echo/"), client.get("/exercises/01_echo/")
        assert first.headers["ETag"] == second.headers["ETag"]
        assert first.data == second.data
        return first.headers["ETag"]

    def change(name: str, old: str, new: str) -> None:
        text = (folder / name).read_text(encoding="utf-8")
        assert old in text
        (folder / name).write_text(text.replace(old, new), encoding="utf-8")

    seen = [tag()]
    client.post("/exercises/01_echo/hints", data={"hint": "1"})
    seen.append(tag())
    change("app.py", '"said"', '"says"')
    seen.append(tag())
    change("README.md", "The story of an echo.", "The story of a loud echo.")
    seen.append(tag())
    change("test_echo.py", "The word comes back.", "The very word comes back.")
    seen.append(tag())
    client.post("/theme", data={"theme": "dark"})
    seen.append(tag())
    client.post("/exercises/01_echo/runs")
    seen.append(client.get("/exercises/01_echo/").headers["ETag"])

    assert len(set(seen)) == len(seen)
    assert client.get("/exercises/01_echo/?view=code").headers["ETag"] not in seen
