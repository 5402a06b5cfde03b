"""The ways into a lesson: their names, their addresses, and what the content check says of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from course.lessons.parser import read_source
from course.values.lesson import RESERVED_STEP_IDS
from course.ways.shelf import FORMS, ROWS, shelf
from course.ways.way import PURPOSES

ROOT = Path(__file__).resolve().parents[2]
LESSONS = sorted((ROOT / "lessons").glob("*/lesson.md"))


def test_each_way_has_an_address_that_no_step_can_take():
    names = [way.id for way in shelf()]
    assert names == list(ROWS)
    assert {way.id for way in shelf() if way.receive} == FORMS
    assert len(set(names)) == len(names)
    assert set(names) <= RESERVED_STEP_IDS - {"learn", "end"}


@pytest.mark.parametrize("name", sorted(RESERVED_STEP_IDS))
def test_a_step_with_the_address_of_a_way_is_refused(name):
    text = LESSONS[0].read_text(encoding="utf-8")
    before, mark, after = text.partition("{#")
    source = read_source(
        f"{before}{mark}{name} {after.partition(' ')[2]}", LESSONS[0], LESSONS[0].parent.name
    )
    line = before.count("\n") + 1
    told = [(fault.line, fault.message) for fault in source.faults]
    assert told == [(line, f"{name} is the address of a page of every lesson.")]


@pytest.mark.parametrize("way", shelf(), ids=lambda way: way.id)
def test_a_way_has_a_purpose_a_sentence_and_a_template(way):
    assert way.purpose in PURPOSES
    assert way.summary.endswith(".")
    assert (ROOT / "templates" / "ways" / f"{way.id}.html").is_file()


@pytest.mark.parametrize("way", shelf(), ids=lambda way: way.id)
def test_every_lesson_can_be_entered_in_every_way(way):
    sources = [read_source(file.read_text(encoding="utf-8"), file, file.parent.name) for file in LESSONS]
    assert {source.slug: list(way.lacks(source)) for source in sources if list(way.lacks(source))} == {}
