"""An exported file that somebody changed is refused, and nothing of it is kept."""

from __future__ import annotations

import json
from dataclasses import fields

import pytest

from course.values.progress import digest
from course.values.report import CheckResult, Report

THEN = "2026-01-01T10:00:00.000000+00:00"
TEXT = b"app = 1\n"
#: An export with the keys that the format has had from the start, and the fields that a report must have.
OLDEST = {
    "format": "http-status-codes-course progress",
    "version": 1,
    "exported_at": "2026-01-02T00:00:00.000000+00:00",
    "answers": [
        {
            "uid": "a1",
            "question": "q",
            "choice": ["a"],
            "confidence": "sure",
            "right": True,
            "answered_at": THEN,
        }
    ],
    "runs": [
        {
            "uid": "r1",
            "source_hash": digest(TEXT),
            "door": "site",
            "recorded_at": THEN,
            "report": {
                "exercise": "05_created",
                "checks": [{"name": "test_x", "rule": "A rule.", "outcome": "wrong", "came_back": "200"}],
            },
        }
    ],
    "sources": {digest(TEXT): {"text": "app = 1\n"}},
    "exercise_sources": [
        {
            "exercise": "05_created",
            "hash": digest(TEXT),
            "saved_at": THEN,
        }
    ],
    "hints": {"05_created": 1},
    "visits": [{"lesson": "01_number", "step": "a", "visited_at": THEN}],
}


def spoil(values: dict, place: tuple, value: object) -> dict:
    """Return a copy of an export with one value replaced; KeyError deletes it."""
    copy = json.loads(json.dumps(values))
    inner = copy
    for key in place[:-1]:
        inner = inner[key]
    if value is KeyError:
        del inner[place[-1]]
    else:
        inner[place[-1]] = value
    return copy


SPOILS = [
    (("format",), "something else"),
    (("version",), 3),
    (("version",), True),
    (("answers",), KeyError),
    (("answers",), {"a": 1}),
    (("answers", 0), None),
    (("answers", 0, "uid"), ""),
    (("answers", 0, "choice"), "201"),
    (("answers", 0, "choice"), [1]),
    (("answers", 0, "confidence"), "perhaps"),
    (("answers", 0, "right"), 1),
    (("answers", 0, "question"), "\ud83d"),
    (("answers", 0, "answered_at"), "yesterday"),
    (("answers", 0, "answered_at"), "2026-01-01T00:00:00"),
    (("answers", 0, "answered_at"), "0001-01-01T00:00:00+14:00"),
    (("runs", 0, "report"), None),
    (("runs", 0, "report"), {}),
    (("runs", 0, "report", "checks"), KeyError),
    (("runs", 0, "report", "checks"), 5),
    (("runs", 0, "report", "checks", 0, "outcome"), "splendid"),
    (("runs", 0, "report", "checks", 0, "rule"), 5),
    (("runs", 0, "report", "checks", 0, "rows"), [5]),
    (("runs", 0, "report", "checks", 0, "response_headers"), [["one"], 7]),
    (("runs", 0, "report", "exercise"), 5),
    (("runs", 0, "door"), None),
    (("runs", 0, "recorded_at"), 7),
    (("sources",), []),
    (("sources", "0" * 64), {"text": "not that hash"}),
    (("sources", digest(b"")), {"base64": "***"}),
    (("sources", digest(b"")), {}),
    (("exercise_sources", 0, "hash"), "f" * 64),
    (("hints", "05_created"), 0),
    (("hints", "05_created"), 10**30),
    (("hints", "05_created"), "2"),
    (("visits", 0, "step"), None),
]


@pytest.mark.parametrize(("place", "value"), SPOILS, ids=lambda part: str(part)[:40])
def test_a_malformed_export_is_refused_and_changes_nothing(store, tmp_path, place, value, filled):
    old = filled(tmp_path / "old.sqlite")
    spoiled = spoil(old.export(), place, value)
    old.close()
    with pytest.raises(ValueError, match=r"[Ee]xported progress|format") as refused:
        store.import_(spoiled)
    assert str(refused.value).endswith(".")
    assert "\n" not in str(refused.value)
    assert store.export()["answers"] == store.export()["runs"] == []
    assert store.export()["sources"] == {}


@pytest.mark.parametrize("garbage", [None, [], "text", 5, {}, {"format": None}])
def test_something_else_than_an_export_is_refused(store, garbage):
    with pytest.raises(ValueError):
        store.import_(garbage)


@pytest.mark.parametrize("name", [field.name for field in fields(Report)])
def test_no_field_of_a_report_may_be_null(store, tmp_path, filled, name):
    old = filled(tmp_path / "old.sqlite")
    with pytest.raises(ValueError, match=r"runs\[0\]\.report"):
        store.import_(spoil(old.export(), ("runs", 0, "report", name), None))
    old.close()


@pytest.mark.parametrize("name", [field.name for field in fields(CheckResult)])
def test_no_field_of_a_check_may_be_null(store, tmp_path, filled, name):
    old = filled(tmp_path / "old.sqlite")
    with pytest.raises(ValueError, match=r"runs\[0\]\.report"):
        store.import_(spoil(old.export(), ("runs", 0, "report", "checks", 0, name), None))
    old.close()


def test_a_refusal_says_the_place_what_must_stand_there_and_what_does(store, tmp_path, filled):
    old = filled(tmp_path / "old.sqlite")
    spoiled = spoil(old.export(), ("runs", 1, "report", "checks", 0, "family"), "four")
    old.close()
    with pytest.raises(ValueError) as refused:
        store.import_(spoiled)
    place = "runs[1].report.checks[0].family"
    assert str(refused.value) == f"In exported progress, {place} must be an integer, not 'four'."


def test_an_export_of_before_references_could_be_opened_is_read(store):
    counts = store.import_(OLDEST)
    assert (counts.answers, counts.runs, counts.sources, counts.hints, counts.visits) == (1, 1, 1, 1, 1)
    assert store.answers()["q"].choice == ("a",)
    assert store.latest_run("05_created").report.first_failure.came_back == "200"
    assert store.source(digest(TEXT)) == TEXT
    assert store.revealed("05_created") == ""
