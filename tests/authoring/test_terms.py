"""What `check` says of the terms of the glossary."""

from __future__ import annotations

import pytest

from course.authoring.links import CourseNames, check_link
from course.authoring.term_rules import check_terms, check_undefined, term_anchors
from course.lessons.parser import read_source

EARLY = """
## One {#one level=foundation}

A first paragraph
{use}

/// deep | A panel
{panel}
///
"""
LATE = """
A [[gateway!]] passes requests on, and a [[cache]] keeps answers.

## Two {#two level=foundation}

More of the [gateway](term:gateway).
"""


@pytest.fixture
def found(tmp_path):
    def check(*texts: str) -> list[tuple[str, int, str]]:
        sources = []
        for number, text in enumerate(texts, start=1):
            slug = f"{number:02}_lesson"
            sources.append(read_source(text, tmp_path / slug / "lesson.md", slug))
        return [(e.file.parent.name, e.line, e.message) for e in check_terms(sources)]

    return check


def early(use: str = "", panel: str = "Text.") -> str:
    return EARLY.replace("{use}", use).replace("{panel}", panel)


def test_a_technical_term_before_its_lesson_is_named_with_its_line(found):
    assert found(early("with two Gateways in it."), LATE) == [
        ("01_lesson", 5, "'gateway' is used here, and 02_lesson defines it.")
    ]
    assert found(early(panel="Also in a panel: a gateway."), LATE)[0][1] == 8


@pytest.mark.parametrize(
    "use",
    [
        "with a [gateway](term:gateway), and the gateway again.",
        "with a gateway, see [later](lesson:02_lesson#two).",
        "with `gateway` in code.",
        "with a [link](lesson:01_gateway).",
        "with a cache, an everyday word.",
        "with a half-gateway-thing.",
    ],
)
def test_a_link_code_and_everyday_words_are_fine(found, use):
    assert found(early(use), LATE) == []


def test_after_a_link_the_word_may_be_used(found):
    assert found(early("with a [gateway](term:gateway).", "The gateway again."), LATE) == []
    assert found(early("with a gateway.", "The [gateway](term:gateway)."), LATE) != []


def test_the_lesson_that_defines_a_term_may_use_it_anywhere(found):
    assert found(LATE) == []


def test_a_name_counts_only_as_it_is_written(found):
    assert found(early("of cors."), "[[CORS!]] is a set of rules.") == []
    assert found(early("of CORS."), "[[CORS!]] is a set of rules.") != []


def test_a_term_that_is_defined_twice_is_named(found):
    assert found(LATE, "A [[gateway]] is something else.") == [
        ("02_lesson", 1, "'gateway' is defined in 01_lesson already.")
    ]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("## One {#one level=foundation}\n\n/// result\nA [[term]] is here.\n///", 4),
        ("## One {#one level=foundation}\n\n/// deep | A [[term]]\nText.\n///", 3),
    ],
)
def test_a_mark_where_not_everybody_sees_it_is_named(found, text, line):
    slug, at, message = found(text)[0]
    assert (at, message) == (line, "'term' is defined where it is not seen by everybody.")


def test_a_readme_defines_no_term():
    assert [fault.line for fault in check_undefined("Story.\n\nA [[term]] is here.", 10)] == [12]


def test_a_link_to_a_term_that_no_lesson_defines_is_named(tmp_path):
    source = read_source(LATE, tmp_path / "lesson.md", "01_lesson")
    course = CourseNames({}, frozenset(), term_anchors([source]))
    assert list(check_link("term:gateway", 3, course)) == []
    (fault,) = check_link("term:proxy", 3, course)
    assert "proxy" in fault.message and fault.line == 3
