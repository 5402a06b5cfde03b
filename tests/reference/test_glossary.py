"""The glossary: made from the lessons, and from nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest

from course.lessons.library import Library
from course.lessons.parser import read_source
from course.places import exercises_dir, lessons_dir
from course.reference import glossary

ROOT = Path(__file__).resolve().parents[2]
LESSON = """---
id: tags
title: Tags
summary: About tags.
part: 1
minutes: 6
level: foundation
objectives:
  - Know a tag
codes: []
prerequisites: []
exercises: []
---

A [[zebra]] opens it.

## One {#one level=foundation}

A [[validator!]] tells versions apart. More.

/// exchange | Shown to everybody
    app: a.py
    send: GET /

An [[entity tag]] is one.
///

///// quiz | Which?
    id: which

//// option | This
    id: this
    right: true

/// feedback
A [[secret]] word.
///
////

//// option | That
    id: that

/// feedback
No.
///
////

/// reveal
A [[reveal]] tells.
///
/////

A [[yard]] is behind the question.
"""


@pytest.fixture(scope="module")
def course():
    return glossary.read(Library(lessons_dir(ROOT), exercises_dir(ROOT)))


@pytest.fixture
def made(tmp_path):
    return glossary.glossary([read_source(LESSON, tmp_path / "lesson.md", "01_tags")])


def test_terms_come_in_the_order_of_the_alphabet_with_their_step(made):
    assert [(term.name, term.step, term.step_title) for term in made.terms] == [
        ("entity tag", "one", "One"),
        ("validator", "one", "One"),
        ("yard", "one", "One"),
        ("zebra", "", ""),
    ]


def test_a_definition_behind_a_question_is_known_as_such(made):
    assert [term.name for term in made.terms if term.behind_question] == ["yard"]


def test_an_entry_is_the_sentence_of_the_lesson(made):
    assert made.terms[1].sentence == "A **validator** tells versions apart."


def test_what_follows_an_answer_defines_nothing(made):
    assert {"secret", "reveal"}.isdisjoint(term.name for term in made.terms)


def test_each_letter_comes_once(course):
    letters = [letter for letter, _ in course.by_letter]
    assert letters == sorted(set(letters))
    assert sum(len(terms) for _, terms in course.by_letter) == len(course.terms)


def test_the_course_defines_the_words_of_the_standard(course):
    names = {term.name for term in course.terms}
    assert len(names) >= 90
    assert names >= {
        *("resource", "representation", "target resource", "status code", "reason phrase", "header field"),
        *("media type", "content negotiation", "validator", "entity tag", "weak ETag", "strong ETag"),
        *("origin server", "gateway", "proxy", "cache", "fresh", "stale", "safe", "idempotent", "redirect"),
        *("challenge", "credentials", "problem details", "preflight", "origin", "conditional request"),
        *("precondition", "rate limiting", "exponential backoff", "jitter", "circuit breaker"),
    }


def test_every_entry_is_one_whole_sentence(course):
    for term in course.terms:
        assert term.sentence.endswith((".", "`.", ")")), term
        assert f"**{term.name.lower()}" in term.sentence.lower(), term
        assert len(term.sentence.split()) >= 4, term
