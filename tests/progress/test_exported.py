"""Progress as one JSON file, taken to another database."""

from __future__ import annotations

import json
from datetime import UTC, datetime

from course.progress.store import Store


def without_time(values: dict) -> dict:
    return {key: value for key, value in values.items() if key != "exported_at"}


def test_export_goes_through_json_and_import_gives_the_same_course(store, tmp_path, filled):
    old = filled(tmp_path / "old.sqlite")
    exported = json.loads(json.dumps(old.export()))
    added = store.import_(exported)
    assert (added.answers, added.runs, added.sources, added.hints, added.visits) == (2, 2, 3, 1, 1)
    assert without_time(store.export()) == without_time(exported)
    assert store.answers() == old.answers()
    assert store.latest_run("05_created").report == old.latest_run("05_created").report
    assert store.sources("05_created") == old.sources("05_created")
    old.close()


def test_import_merges_without_duplicates(store, tmp_path, filled):
    old = filled(tmp_path / "old.sqlite")
    store.record_answer("q", ("mine",), "guessing", True)
    store.record_hint("05_created", 3)
    store.import_(old.export())
    assert store.import_(old.export()).total == 0
    assert [answer.choice for answer in store.attempts("q")] == [("a", "b"), ("c",), ("mine",)]
    assert store.hints("05_created") == 3
    assert len(store.runs("05_created")) == 2
    old.close()


def test_a_time_of_another_zone_keeps_its_place(store, tmp_path):
    store.record_answer("q", ("now",), "", True)
    values = store.export()
    values["answers"] = [{**values["answers"][0], "uid": "x", "answered_at": "2020-01-01T23:30:00+14:00"}]
    store.import_(values)
    assert [answer.answered_at for answer in store.attempts("q")][0] == "2020-01-01T09:30:00.000000+00:00"


def test_the_first_time_a_reference_was_opened_travels(store, tmp_path):
    store.reveal("05_created")
    first = store.export()
    other = Store(tmp_path / "other.sqlite")
    other.reveal("05_created")
    other.import_(first)
    assert other.revealed("05_created") == store.revealed("05_created")
    other.close()


def test_a_time_in_the_future_becomes_the_time_of_the_import(store, tmp_path, filled):
    values = filled(tmp_path / "other.sqlite").export()
    for item in (*values["runs"], *values["answers"], *values["visits"]):
        for key in ("recorded_at", "answered_at", "visited_at"):
            if key in item:
                item[key] = (
                    "9999-12-31T23:59:59.999999-12:00" if key == "visited_at" else "9999-12-31T00:00:00Z"
                )
    values["visits"][0]["visited_at"] = "9999-12-31T23:59:59+00:00"
    store.import_(values)
    now = datetime.now(UTC).isoformat()
    assert all(run.recorded_at <= now for run in store.runs("05_created"))
    assert all(answer.answered_at <= now for answer in store.answers().values())
    store.visit("later", "step")
    assert store.last_visit() == ("later", "step")
