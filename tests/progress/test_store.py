"""What the store remembers of a learner, in real SQLite files."""

from __future__ import annotations

import json
import sqlite3

import pytest

from course.progress.store import Store
from course.values.progress import digest
from course.values.report import Report

# Answers


def test_the_latest_answer_counts_and_says_which_attempt_it_is(store):
    assert store.record_answer("q", ("201",), "guessing", False) == 1
    assert store.record_answer("q", ("200", "204"), "sure", True) == 2
    assert store.record_answer("other", ("believed",), "", False) == 1

    latest = store.answers()["q"]
    assert latest.choice == ("200", "204")
    assert (latest.confidence, latest.right, latest.attempt) == ("sure", True, 2)
    assert [answer.attempt for answer in store.attempts("q")] == [1, 2]
    assert [answer.choice for answer in store.attempts("q")] == [("201",), ("200", "204")]
    assert set(store.answers(["q", "never asked"])) == {"q"}
    assert store.answers(["q"])["q"] == latest


def test_a_question_never_answered_has_no_answer(store):
    assert store.answers() == {}
    assert store.attempts("q") == ()


def test_an_answer_of_a_clock_set_back_is_still_the_latest(store):
    store.record_answer("q", ("first",), "", True)
    values = store.export()
    answer = {
        **values["answers"][0],
        "uid": "x",
        "choice": ["later"],
        "answered_at": "2999-01-01T00:00:00+00:00",
    }
    store.import_({**values, "answers": [answer]})
    store.record_answer("q", ("last",), "", True)
    assert store.answers()["q"].choice == ("last",)
    assert [answer.choice for answer in store.attempts("q")] == [("first",), ("later",), ("last",)]
    assert store.attempts("q")[2].answered_at > store.attempts("q")[1].answered_at


def test_a_visit_of_a_clock_set_back_is_still_the_last(store):
    store.visit("01_number", "a")
    values = store.export()
    store.import_(
        {**values, "visits": [{**values["visits"][0], "step": "b", "visited_at": "2999-01-01T00:00:00Z"}]}
    )
    store.visit("01_number", "c")
    assert store.last_visit() == ("01_number", "c")


def test_an_unknown_confidence_is_refused(store):
    with pytest.raises(sqlite3.IntegrityError):
        store.record_answer("q", ("a",), "perhaps", True)
    assert store.answers() == {}


# Runs and sources


def test_a_run_comes_back_as_it_was_recorded(store, report):
    source = b"app = Flask(__name__)\r\n"
    number = store.record_run(report(passed=False), source, "site")
    run = store.run(number)
    assert run == store.latest_run("05_created")
    assert run.report == report(passed=False)
    assert (run.exercise, run.outcome, run.solved, run.held, run.total) == (
        "05_created",
        "wrong",
        False,
        0,
        1,
    )
    assert (run.door, run.source_hash) == ("site", digest(source))
    assert store.source(run.source_hash) == source
    assert run.recorded_at.endswith("+00:00")


def test_nothing_is_found_before_it_is_recorded(store):
    assert store.latest_run("05_created") is None
    assert store.run(1) is None
    assert store.run(10**30) is None
    assert store.runs("05_created") == ()
    assert store.latest_runs() == {}
    assert store.source("0" * 64) is None
    assert store.solved() == store.ever_solved() == set()


def test_solved_means_that_the_newest_run_is_solved(store, report):
    store.record_run(report("05_created"), None, "site")
    store.record_run(report("05_created", passed=False), None, "site")
    store.record_run(report("06_no_content", passed=False), None, "site")
    store.record_run(report("06_no_content"), None, "terminal")
    assert store.solved() == {"06_no_content"}
    assert store.ever_solved() == {"05_created", "06_no_content"}
    assert {slug: run.solved for slug, run in store.latest_runs().items()} == {
        "05_created": False,
        "06_no_content": True,
    }


def test_runs_are_newest_first_and_limited(store, report):
    numbers = [store.record_run(report(), None, "watch") for _ in range(5)]
    assert [run.id for run in store.runs("05_created", limit=3)] == numbers[:1:-1]


def test_the_same_text_is_stored_once_and_is_the_newest_again(store, report, rows):
    store.record_run(report(), b"one", "site")
    store.record_run(report(), b"two", "site")
    store.keep_source("05_created", b"one")
    assert [store.source(text.hash) for text in store.sources("05_created")] == [b"one", b"two"]
    assert [text.size for text in store.sources("05_created")] == [3, 3]
    assert rows(store.path, "SELECT count(*) FROM sources") == [(2,)]
    assert store.sources("06_no_content") == ()


def test_a_report_with_half_a_surrogate_pair_is_kept_and_can_be_shown(store, report):
    number = store.record_run(report(text="\ud83d and \U0001f600 and \\ud83d"), b"x", "site")
    assert store.run(number).report.checks[0].came_back == "\ufffd and \U0001f600 and \\ud83d"
    exported = store.export()["runs"][0]["report"]
    assert exported["checks"][0]["came_back"] == "\ud83d and \U0001f600 and \\ud83d"


def test_a_report_of_a_later_version_is_read_without_its_new_fields(store, report):
    store.record_run(report(), None, "site")
    db = sqlite3.connect(store.path)
    values = json.loads(db.execute("SELECT report FROM runs").fetchone()[0])
    values["colour"] = values["checks"][0]["taste"] = "new"
    db.execute("UPDATE runs SET report = ?", (json.dumps(values),))
    db.commit()
    db.close()
    assert store.latest_run("05_created").report == report()


def test_the_newest_run_and_changes_can_be_asked_cheaply(path):
    store, other = Store(path), Store(path)
    assert store.latest_run_id("05_created") is None
    seen = store.changes()
    assert store.changes() == seen
    number = other.record_run(Report("05_created", ()), None, "terminal")

    assert store.changes() != seen
    assert store.latest_run_id("05_created") == number


# Hints, references and visits


def test_the_highest_hint_is_remembered(store):
    assert store.hints("05_created") == 0
    store.record_hint("05_created", 2)
    store.record_hint("05_created", 1)
    assert store.hints("05_created") == 2


def test_the_first_time_a_reference_was_opened_is_remembered(store):
    assert store.revealed("05_created") == ""
    store.reveal("05_created")
    first = store.revealed("05_created")
    store.reveal("05_created")
    assert store.revealed("05_created") == first != ""


def test_the_last_visit_is_the_step_opened_last(store):
    assert store.last_visit() is None
    store.visit("01_number", "a")
    store.visit("02_families", "b")
    store.visit("01_number", "a")
    assert store.last_visit() == ("01_number", "a")
    assert store.visited() == {("01_number", "a"), ("02_families", "b")}
