"""Where the course speaks of a code: only what everybody may see."""

from __future__ import annotations

from pathlib import Path

from course.lessons.library import Library
from course.reference.usage import Usages

LESSON = """---
id: {id}
title: {title}
summary: A summary.
part: {part}
minutes: 6
level: foundation
objectives: [Say it]
codes: [{codes}]
prerequisites: []
exercises: []
---
An opener that names {{500}}.

## One {{#{id}-one level=foundation}}

Here stands {{404}}, and in code `{{410}}` nothing.

/// result
It comes down to {{405}}.
///

## Two {{#{id}-two level=foundation}}

Before the question: {{409}}.

///// predict | Which status?
    id: {id}-question
    app: app.py
    send: GET /

//// option | 200
because

/// feedback
A secret {{418}}.
///
////

//// option | 302
because

/// feedback
A secret {{418}}.
///
////

/// reveal
A secret {{503}}.
///
/////

Behind it: {{423}}.
"""


def course(tmp_path: Path) -> Usages:
    for slug, id, part, named in (("01_first", "first", 1, "200, 404"), ("02_next", "next", 2, "404")):
        folder = tmp_path / "lessons" / slug
        folder.mkdir(parents=True)
        text = LESSON.format(id=id, title=id.title(), part=part, codes=named)
        (folder / "lesson.md").write_text(text, encoding="utf-8")
    return Usages(Library(tmp_path / "lessons", tmp_path / "exercises"))


def steps(usages: Usages, code: int) -> list[str]:
    return [step.id for use in usages.of(code, ()).lessons for step in use.steps]


def test_steps_are_found_by_what_everybody_sees(tmp_path):
    usages = course(tmp_path)
    assert steps(usages, 404) == ["first-one", "next-one"]
    assert steps(usages, 409) == ["first-two", "next-two"]


def test_options_count_all_of_them_or_none(tmp_path):
    usages = course(tmp_path)
    assert steps(usages, 200) == steps(usages, 302) == ["first-two", "next-two"]


def test_what_an_answer_opens_is_not_told(tmp_path):
    usages = course(tmp_path)
    for secret in (405, 418, 503, 423, 410):
        assert steps(usages, secret) == []


def test_a_lesson_teaches_or_only_mentions(tmp_path):
    usage = course(tmp_path).of(200, ())
    assert [use.outline.slug for use in usage.taught] == ["01_first"]
    assert [use.outline.slug for use in usage.met] == ["02_next"]


def test_the_first_part_is_the_last_choice(tmp_path):
    best = course(tmp_path).of(404, ()).best
    assert best is not None and best.outline.slug == "02_next"


def test_a_changed_lesson_is_read_again(tmp_path):
    usages = course(tmp_path)
    assert steps(usages, 451) == []
    file = tmp_path / "lessons" / "01_first" / "lesson.md"
    file.write_text(file.read_text(encoding="utf-8").replace("{404}, and", "{451} and more, and"), "utf-8")
    assert steps(usages, 451) == ["first-one"]
