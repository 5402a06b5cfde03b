from __future__ import annotations

from pathlib import Path

import pytest

from course.lessons.builder import answer, build, comparable, shown_source, value_id
from course.lessons.parser import read_source
from course.values.lesson import Aside, Figure, Lesson, Myth, Pitfall, Prose, Question, Shown
from course.values.wire import Exchange, Request, Response


def read(course: object) -> Lesson:
    path: Path = course.lesson  # type: ignore[attr-defined]
    lesson, errors = build(read_source(path.read_text(encoding="utf-8"), path, "01_tiny"))
    assert errors == ()
    assert lesson is not None
    return lesson


def test_front_matter_and_steps_become_the_outline(course) -> None:
    outline = read(course).outline

    assert (outline.slug, outline.id, outline.number, outline.part) == ("01_tiny", "tiny", 1, 1)
    assert outline.codes == (200, 404) and outline.exercises == ("01_first",)
    assert [step.id for step in outline.steps] == ["first", "second", "third", "fourth", "fifth"]
    assert outline.steps[1].question_ids == ("a-miss",)
    assert outline.steps[1].myth_ids == ("miss-is-crash",)
    assert outline.steps[4].level == "expert"


def test_blocks_come_in_order_as_values(course) -> None:
    lesson = read(course)

    assert [type(block) for block in lesson.opener] == [Prose, Aside, Aside]
    assert [type(block) for block in lesson.steps[0].blocks] == [Shown, Figure, Aside]
    assert [type(block) for block in lesson.steps[2].blocks] == [Question, Pitfall, Myth, Aside]
    assert lesson.opener[2] == Aside("mental-model", "The stamp", "<p>A stamp on an envelope.</p>")


def test_key_is_the_real_answer(course) -> None:
    (question,) = read(course).steps[1].questions

    assert question.right_ids == {"404"}
    assert not question.multiple
    assert [option.family for option in question.options] == [4, 2]
    assert question.panel is not None
    assert [e.response.status for e in question.panel.exchanges if e.response] == [200, 404]


def test_key_changes_when_the_app_does(course) -> None:
    course.change("404", "200", "lessons/01_tiny/tides.py")

    (question,) = read(course).steps[1].questions

    assert question.right_ids == {"200"}


def test_keys_of_other_kinds(course) -> None:
    lesson = read(course)

    (media_type,) = lesson.steps[3].questions
    assert {option.value for option in media_type.options if option.right} == {"application/json"}
    (raises,) = lesson.steps[4].questions
    assert raises.right_ids == {"exception"}


def test_quiz_may_have_several_right_options(course) -> None:
    course.change("    id: server\n", "    id: server\n    right: true\n")

    (question,) = read(course).steps[2].questions

    assert question.right_ids == {"client", "server"}
    assert question.multiple
    assert [(option.value, option.text_html) for option in question.options] == [
        ("", "The client"),
        ("", "The server"),
    ]


def test_what_is_shown_before_the_answer_does_not_tell_it(course) -> None:
    for step in read(course).steps:
        for question in step.questions:
            shown = question.prompt_html + "".join(o.text_html + o.id + o.value for o in question.options)
            for option in question.options:
                assert option.feedback_html not in shown
            assert question.reveal_html not in shown
            assert "right" not in shown


def test_exchange_shows_the_named_functions_with_marked_lines(course) -> None:
    shown = read(course).steps[0].blocks[0]

    assert isinstance(shown, Shown)
    text = "\n".join(line.text for line in shown.panel.code)
    assert "TIDES" in text and "Tides of one harbour" not in text and "import" not in text
    assert [line.marked for line in shown.panel.code].count(True) == 2


def test_pitfall_runs_both_apps_and_only_the_wrong_one_may_crash(course) -> None:
    pitfall = read(course).steps[3].blocks[1]

    assert isinstance(pitfall, Pitfall)
    assert pitfall.wrong.last.crashed and not pitfall.right.last.crashed
    assert pitfall.right.last.response and pitfall.right.last.response.status == 404


def test_figure_keeps_its_ids_to_itself_and_leaves_words_to_the_page(course) -> None:
    figure = read(course).steps[0].blocks[1]

    assert isinstance(figure, Figure)
    assert figure.svg.startswith("<svg ") and 'aria-hidden="true">' in figure.svg
    assert figure.alt == "One box, then another."
    assert 'id="boxes-tip"' in figure.svg and "url(#boxes-tip)" in figure.svg


SHOWN = '''"""Docstring."""

X = 1


@deco
@deco2
def f():
    return 1


class C:
    def g(self): ...
'''


def test_shown_source() -> None:
    assert shown_source(SHOWN).startswith("X = 1\n") and "Docstring" not in shown_source(SHOWN)
    assert shown_source(SHOWN, ("g", "f")) == "def g(self): ...\n\n@deco\n@deco2\ndef f():\n    return 1"
    with pytest.raises(KeyError, match="h"):
        shown_source(SHOWN, ("h",))


REQUEST = Request("GET", "/")
JSON = Response(
    201, "CREATED", (("Content-Type", "Application/JSON; charset=x"), ("X-A", " b ")), b'{"a": 1}\n'
)


@pytest.mark.parametrize(
    ("ask", "exchange", "key"),
    [
        ("status", Exchange(REQUEST, JSON), "201"),
        ("status", Exchange(REQUEST, raised="KeyError: 1"), "exception"),
        ("status", Exchange(REQUEST), "no answer"),
        ("status", Exchange(REQUEST, fragment=b"HTTP/1.1 200 OK\r\nX:"), "200"),
        ("content-type", Exchange(REQUEST, JSON), "application/json"),
        ("content-type", Exchange(REQUEST, Response(204, "")), "none"),
        ("body", Exchange(REQUEST, JSON), '{"a": 1}'),
        ("body", Exchange(REQUEST, Response(204, "")), "empty"),
        ("header x-a", Exchange(REQUEST, JSON), "b"),
        ("header Location", Exchange(REQUEST, JSON), "absent"),
    ],
)
def test_answer(ask: str, exchange: Exchange, key: str) -> None:
    assert answer(ask, exchange) == key


def test_bodies_are_compared_as_json_when_they_are_json() -> None:
    assert comparable("body", '{"a":1,"b":[2]}') == comparable("body", ' {"b": [2], "a": 1}\n')
    assert comparable("body", "1") != comparable("body", '"1"')
    assert comparable("body", " text\n") == "text"


def test_value_ids_are_stable_and_different() -> None:
    values = ["404", '{"a": 1}', '["a", 1]', "a-1", "no answer", "—", "…", "text/html"]

    ids = [value_id(value) for value in values]

    assert ids[0] == "404"
    assert len(set(ids)) == len(ids) and all(ids)


def test_a_title_defines_no_term(course) -> None:
    course.change("{#first level", "[[tide]] {#first level")
    source = read_source(course.lesson.read_text(encoding="utf-8"), course.lesson, "01_tiny")

    assert [fault.message for fault in source.faults] == ["a title defines no term."]
