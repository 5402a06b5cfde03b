"""Deep: panels in reading order, the standards' words beside them, and what a lesson lacks for it."""

from __future__ import annotations

from pathlib import Path

from course.lessons.parser import read_source
from course.reference import quotations
from course.text import rfc
from course.ways import deep


def test_panels_stand_in_reading_order_under_their_step(ask, library):
    it = deep.build(ask("08_nothing_new", library))
    steps = [step.id for step in ask("08_nothing_new", library).lesson.steps]
    told = [chapter.step for chapter in it.chapters]
    assert told == [step for step in steps if step in told]
    first = it.chapters[0].panels[0]
    assert first.aside.title == "What a 304 must repeat"
    assert [one.source for one in first.quotations] == ["RFC 9110 §15.4.5", "RFC 9111 §4.3.4"]


def test_a_chapter_names_its_open_question_until_it_is_answered(ask, store):
    assert [chapter.open for chapter in deep.build(ask()).chapters] == ["stored-type"]
    before = deep.state(ask())
    store.record_answer("stored-type", ("application/json",), "sure", True)
    store.record_answer("which-worked", ("ok", "created"), "sure", True)
    assert [chapter.open for chapter in deep.build(ask()).chapters] == [""]
    assert deep.state(ask()) != before


def test_what_a_reveal_cites_is_not_quoted_beside_the_steps(ask, library):
    for slug in library.slugs():
        it = deep.build(ask(slug, library))
        told = [one for chapter in it.chapters for panel in chapter.panels for one in panel.quotations]
        assert not set(told) & set(it.quotations), slug
        assert [*told, *it.quotations], slug


def test_every_quotation_is_short_and_of_a_section_that_a_lesson_cites():
    lessons = Path(__file__).resolve().parents[2] / "lessons"
    text = "\n".join(file.read_text(encoding="utf-8") for file in lessons.glob("*/lesson.md"))
    for (number, section), one in quotations.load().items():
        assert rfc.exists(number, section), one.source
        assert one.title, one.source
        assert len(one.text.split()) <= 45, one.source
        assert f"RFC {number} §{section}" in text, f"{one.source} is quoted and cited nowhere"


def test_a_section_is_quoted_once_where_finished_html_cites_it():
    html = '<a class="rfc" href="https://www.rfc-editor.org/rfc/rfc9110#section-15.3.3">RFC 9110 §15.3.3</a>'
    assert [one.text for one in quotations.quoted(html * 2)] == [
        "The 202 response is intentionally noncommittal."
    ]
    assert list(quotations.quoted('<a class="rfc" href="https://www.rfc-editor.org/rfc/rfc9457">x</a>')) == []


def test_a_lesson_without_panels_and_quotations_is_named_with_its_line():
    source = read_source("\n\n## A {#a level=foundation}\n\nRFC 9110 §99\n", Path("lesson.md"), "01_a")
    assert [(fault.line, fault.message) for fault in deep.lacks(source)] == [
        (3, "the lesson has no deep block."),
        (3, "the lesson has no avoid block."),
        (3, "the lesson has no production block."),
        (3, "the lesson has no citation of a section that is quoted."),
    ]
