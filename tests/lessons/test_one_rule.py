"""One rule, one place: lessons, reference, decision tree and the grader's sentences say the same."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from course.authoring.right_apps import lines_without_location
from course.reference import entries as reference
from course.reference.entries import HEURISTIC
from course.values import meanings

ROOT = Path(__file__).resolve().parents[2]
LESSONS = {file.parent.name[:2]: file for file in sorted((ROOT / "lessons").glob("*/lesson.md"))}
WHOLE = reference.load()
DATA = ("course/data/codes.yaml", "course/data/decision.yaml", "course/values/meanings.py")


def text(number: str) -> str:
    return LESSONS[number].read_text(encoding="utf-8")


def step(number: str, name: str) -> str:
    """Return the source of one step of a lesson."""
    return re.split(r"^## ", text(number).split(f"{{#{name} ", 1)[1], maxsplit=1, flags=re.M)[0]


def words(markup: str) -> str:
    """Return the words and codes of a text, so that marks and punctuation make no difference."""
    plain = re.sub(r"<[^>]+>|&[a-z]+;", " ", markup)
    return " ".join(re.findall(r"[a-z0-9]+", plain.lower()))


def codes_in(row: str) -> set[int]:
    return {int(code) for code in re.findall(r"\{(\d{3})\}", row)}


#: The rule of a pair of codes → the step that teaches it, which must say it in the same words.
TAUGHT = {
    "401-403": ("12", "known-and-refused"),
    "400-422": ("10", "bad-or-unprocessable"),
    "404-410": ("11", "gone-for-good"),
    "409-412": ("08", "require-a-condition"),
    "429-503": ("15", "too-many"),
    "502-503-504": ("16", "somebody-behind-you"),
}


@pytest.mark.parametrize("pair", TAUGHT)
def test_a_lesson_says_the_rule_of_its_pair_in_the_same_words(pair: str) -> None:
    assert words(WHOLE.pairs[pair].rule) in words(step(*TAUGHT[pair]))


def test_409_is_about_what_is_stored_now_everywhere() -> None:
    conflict = "conflicts with what is stored now"
    assert conflict in meanings.TELLS[409]
    assert conflict in WHOLE.entries[409].use
    assert conflict in step("11", "already-there")
    for number, name in (("11", "would-it-work-later"), ("17", "many-failures")):
        assert "in another state" in step(number, name)
        assert "stored now in the way" in step(number, name) or "stored in the way" in step(number, name)


#: What the standard does not say, and where it was once read.
NOT_SAID = {
    "400 is for what cannot be read (RFC 9110 §15.5.1 is wider)": (
        r"400 says (that )?the (request could not|content is)"
    ),
    "a 4xx is for ever": (
        r"(400|403|409|422)[^.]{0,60}\bfor ever\b|403 says never|will never be (allowed|accepted)"
    ),
    "403 forbids every further try (RFC 9110 §15.5.4)": (
        r"[Ss]igning in again (does|will) not help|ends the trying"
    ),
    "other credentials never help after a 403": r"other credentials help\? Yes: \{401\}",
    "409 promises that waiting helps (RFC 9110 §15.5.10)": r"only \{?409\}? tells a client that waiting",
    "409 or 422 by the time of day": r"[Tt]omorrow the same request|work (at another moment|on another day)",
    "no 4xx may be repeated (408, 429)": r"after a 5xx and not after a 4xx",
    "a 405 proves that the thing exists": r"405\}? from the router always means",
    "422 comes from RFC 4918": r"first defined for WebDAV \(RFC 4918\)",
}


@pytest.mark.parametrize("claim", NOT_SAID)
def test_nobody_says_more_than_the_standard(claim: str) -> None:
    files = [*LESSONS.values(), *(ROOT / name for name in DATA)]
    found = [file.name for file in files if re.search(NOT_SAID[claim], file.read_text(encoding="utf-8"))]
    assert found == []


def test_the_lesson_on_caches_keeps_the_codes_that_the_reference_keeps() -> None:
    rows = [row.split("|")[2:5] for row in re.findall(r"^\| \dxx .*$", step("08", "kept-unasked"), re.M)]
    unasked, asked, never = (set().union(*(codes_in(row[column]) for row in rows)) for column in range(3))
    kept = {entry.cache: set() for entry in WHOLE.entries.values()}
    for entry in WHOLE.entries.values():
        kept[entry.cache].add(entry.code)
    assert unasked == kept["heuristic"] == HEURISTIC | {451}
    assert asked <= kept["explicit"]
    # A 304 is not kept as an answer of its own; the reference says so in a note.
    assert never == kept["never"] | {304}


def test_who_may_keep_an_answer_that_depends_on_who_asks() -> None:
    rule = (
        "if the answer depends on who asks, send `private`; if no cache may keep it at all, send `no-store`"
    )
    assert rule in step("08", "fresh-or-stale")
    assert rule in step("12", "covered-by-404")


def test_both_tables_of_retries_name_the_same_codes() -> None:
    first = {row[2:5]: row for row in re.findall(r"^\| \dxx .*$", step("02", "try-again"), re.M)}
    second = re.findall(r"^\| (.*?) \| (.*?) \| .* \|$", step("16", "may-i-send-it-again"), re.M)
    hopeful = set().union(*(codes_in(codes) for codes, get in second if not get.startswith("no")))
    hopeless = set().union(*(codes_in(codes) for codes, get in second if get.startswith("no")))
    perhaps, _, hardly = first["5xx"].partition("hardly")
    assert codes_in(perhaps) | codes_in(first["4xx"]) - {409} == hopeful
    assert codes_in(hardly) <= hopeless
    assert "once or twice" in perhaps
    assert "once or twice" in dict(second)["{500}"]


def test_a_201_to_a_post_has_a_location_but_where_the_lack_is_the_point() -> None:
    rules = {rule.name: rule for rule in WHOLE.entries[201].headers}
    assert rules["Location"].need == "should"
    assert "every {201} to a POST" in step("05", "location-leads-there")
    assert "RFC 9110 §15.3.2" in meanings.WITHOUT["Location"]
    bare = [
        f"{file.parent.name}/{file.name}"
        for file in sorted((ROOT / "lessons").glob("*/*.py"))
        if lines_without_location(file.read_text(encoding="utf-8"))
    ]
    assert bare == [
        "01_one_number/teas.py",  # the shop of the tutorials, which the step mends
        "05_precise_success/ideas.py",  # the box that says 201 and keeps nothing
    ]
