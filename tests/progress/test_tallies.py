"""What was recorded, summed up: by the first answer, and by what the learner changed."""

from __future__ import annotations

import sqlite3
from dataclasses import replace

from course.progress import schema
from course.progress.rows import dump
from course.progress.store import Store
from course.values.report import CheckResult, Report


def run_of(*symptoms: str, slug: str = "05_created", checks: str = "") -> Report:
    found = tuple(
        CheckResult(f"test_{n}", "A rule.", "wrong" if symptom else "passed", symptom=symptom)
        for n, symptom in enumerate(symptoms)
    )
    return Report(slug, found, finished="2026-01-01T10:00:00+01:00", extra={"checks": checks})


def test_the_first_answer_counts_and_every_wrong_one_is_a_slip(store):
    store.record_answer("q", ("200",), "sure", False)
    store.record_answer("q", ("200",), "guessing", False)
    store.record_answer("q", ("201",), "sure", True)
    store.record_answer("p", ("a",), "guessing", True)

    found = store.tally()

    assert [(a.question, a.choice, a.confidence, a.right) for a in found.first] == [
        ("q", ("200",), "sure", False),
        ("p", ("a",), "guessing", True),
    ]
    assert [(slip.question, slip.choice, slip.times) for slip in found.slips] == [("q", ("200",), 2)]


def test_what_the_stub_says_is_nobodys_mistake(store):
    store.record_run(run_of("status 200, not 404", "status 200, not 201"), b"stub", "site")
    assert store.tally().sent == {}
    store.record_run(run_of("status 400, not 404", ""), b"tried", "site")
    store.record_run(run_of("status 400, not 404", "status 204, not 201"), b"tried again", "site")
    store.record_run(run_of("status 500, not 404 or 410", "header Location"), b"other kinds", "site")
    assert store.tally().sent == {(404, 400): 1, (201, 204): 1}


def test_what_was_hidden_behind_an_earlier_difference_is_nobodys_mistake(store):
    for symptom in ("header Location", "cannot load: x", "crashed: KeyError", "status 200, not 201"):
        store.record_run(run_of(symptom), symptom.encode(), "site")
        store.record_run(run_of("status 200, not 404"), b"further", "site")
    assert store.tally().sent == {}


def test_what_an_exercise_took_ends_with_the_first_run_that_solved_it(store):
    for symptoms, checks in (("no",), "a"), (("no",), "a"), (("",), "b"), (("",), "c"), (("no",), "c"):
        store.record_run(run_of(*symptoms, checks=checks), None, "site")
    store.record_run(run_of("never", slug="06_no_content"), None, "site")

    (effort,) = store.tally().efforts

    assert (effort.exercise, effort.runs, effort.checks) == ("05_created", 3, "b")
    assert effort.begun_at < effort.solved_at


def test_a_database_of_version_2_is_summed_up_too(path):
    path.parent.mkdir()
    db = sqlite3.connect(path)
    db.executescript("".join(schema.known_versions()[:2]) + "PRAGMA user_version = 2;")
    for n, symptom in enumerate(("status 200, not 404", "status 400, not 404")):
        report = replace(run_of(symptom), seconds=float(n))
        db.execute(
            "INSERT INTO runs"
            " (uid, exercise, outcome, solved, held, total, source_hash, door, recorded_at, report)"
            " VALUES (?, '05_created', 'wrong', 0, 0, 1, '', 'site', ?, ?)",
            (str(n), f"2026-01-0{n + 1}T10:00:00.000000+00:00", dump(report)),
        )
    db.commit()
    db.close()
    store = Store(path)
    assert store.tally().sent == {(404, 400): 1}
    other = Store(path.with_name("other.sqlite"))
    assert other.import_(store.export()).runs == 2
    assert other.tally() == store.tally()
    other.close()
    store.close()
