"""What well-known guidelines say, and what the course says beside them."""

from __future__ import annotations

import re

import pytest

from course.places import SHIPPED
from course.reference import guidelines
from course.values import codes


def test_every_guideline_has_a_word_on_every_topic_and_says_where():
    guide = guidelines.load()
    for topic in guide.topics:
        assert [rule.guideline for rule in topic.rules] == list(guide.guidelines)
        for rule in topic.rules:
            assert rule.says.endswith(".")
            assert rule.where or rule.says.startswith("No ")


def test_the_lesson_that_says_why_exists_and_speaks_of_the_codes():
    for topic in guidelines.load().topics:
        text = (SHIPPED / "lessons" / topic.lesson / "lesson.md").read_text(encoding="utf-8")
        for code in re.findall(r"\{(\d{3})\}", topic.course):
            assert int(code) in codes.NAMES
            assert f"{{{code}}}" in text, (topic.id, code, topic.lesson)


@pytest.mark.parametrize("missing", ["choose", "course", "one"])
def test_a_topic_that_lacks_a_part_is_named(missing):
    topic = {"title": "T", "one": "{says: S., where: W}", "course": "{says: C., lesson: L}", "choose": "H"}
    lines = "".join(f"    {key}: {value}\n" for key, value in topic.items() if key != missing)
    known = "guidelines:\n  one: {name: One, href: https://one.example/, version: today}\n"
    with pytest.raises(ValueError, match=f"t does not say {missing}"):
        guidelines.read(f"{known}topics:\n  t:\n{lines}")
