from __future__ import annotations

import re

import pytest

LESSON = "lessons/01_tiny/lesson.md"
README = "exercises/01_first/README.md"


def test_the_good_course_has_no_mistake(course) -> None:
    assert course.audit() == ()


#: A text of the lesson, what it becomes, where the mistake is reported (lines from there, or the text of the
#: line), what is said.
MISTAKES = {
    "no-front-matter": ("---\nid: tiny", "id: tiny", 0, "front matter is missing"),
    "missing-key": ("minutes: 6\n", "", -5, "front matter lacks minutes"),
    "unknown-key": ("minutes: 6", "minutes: 6\ncolour: red", 1, "no key colour"),
    "front-yaml": ("title: A tiny", "title: A: tiny", 0, "not YAML"),
    "part": ("part: 1", "part: 10", 0, "part in the front matter must be: a number from 1 to 9"),
    "minutes": ("minutes: 6", "minutes: soon", 0, "minutes in the front matter"),
    "longer-than-said": (
        "Because.\n///",
        f"{'It is so. ' * 700}\n///",
        "minutes: 6",
        "takes about 1",
    ),
    "level": ("level: foundation\nobj", "level: easy\nobj", 0, "level in the front matter"),
    "front-code": ("codes: [200, 404]", "codes: [200, 499]", 0, "499 is not one"),
    "front-list": ("codes: [200, 404]", "codes: 200", 0, "codes in the front matter"),
    "lesson-id": ("id: tiny", "id: Tiny Lesson", 0, "id in the front matter"),
    "prerequisite": ("prerequisites: []", "prerequisites: [00_zero]", 0, "no lesson 00_zero"),
    "exercise": ("exercises: [01_first]", "exercises: [02_none]", 0, "no exercise 02_none"),
    "level-1": ("## First", "# Title\n\n## First", 0, "no level-1 heading"),
    "step-id": ("## First {#first level=", "## First {level=", 0, "has no id"),
    "step-level": ("{#first level=foundation}", "{#first level=hard}", 0, "needs a level"),
    "step-id-twice": ("{#third ", "{#second ", 0, "step id second is taken by line 46"),
    "unknown-block": ("/// why\n", "/// because\n", 0, "no block because"),
    "block-in-opener": ("/// why\n", "/// deep\nx\n///\n\n/// why\n", 0, "deep stands before the first step"),
    "unclosed": ("Because.\n///", "Because.", -1, "why is not closed"),
    "stray-closing": ("Because.\n///", "Because.\n///\n///", 2, "closes no block"),
    "unknown-option": ("    alt: One", "    colour: red\n    alt: One", 0, "figure has no option colour"),
    "bad-option": ("    mode: testing", "    mode: fast", 0, "mode of predict is not understood"),
    "bad-send": ("send: 'GET /tides/pier'", "send: 'get /tides'", 0, "send of exchange is not understood"),
    "missing-id": ("    id: a-miss\n", "", -1, "predict needs the option id"),
    "missing-app": ("    app: cheerful.py\n", "", -2, "predict needs the option app"),
    "no-argument": ("/// exchange | A hit", "/// exchange", 0, "exchange has no text after"),
    "empty": ("The first digit says so.\n", "", -1, "reveal is empty"),
    "wrong-place": ("Because.\n///", "Because.\n///\n/// feedback\nx\n///", 2, "feedback stands only inside"),
    "question-id-twice": ("id: body-says-all", "id: who-acts", 0, "question id who-acts is taken by line 91"),
    "option-id-twice": ("    id: server\n", "    id: client\n", 0, "option id client is taken"),
    "predict-key-stated": (
        "//// option | 404\n",
        "//// option | 404\n    right: true\n",
        1,
        "an option of predict cannot say that it is right",
    ),
    "no-right-option": ("    right: true\n", "", "///// quiz", "no option of this quiz is right"),
    "key-not-offered": ("//// option | 404", "//// option | 403", -5, "no option is the real answer"),
    "no-status": ("//// option | 404", "//// option | 404 Not Found", 0, "is not a status"),
    "options-equal": (
        "//// option | text/html",
        "//// option | Application/JSON ",
        0,
        "two options are the same",
    ),
    "no-feedback": ("/// feedback\nYes.\n///\n", "", -4, "option has 0 feedback blocks"),
    "no-reveal": (
        "/// reveal\nThe first digit says so.\n///\n",
        "",
        "///// quiz",
        "quiz has 0 reveal blocks",
    ),
    "no-reality": ("/// reality\nCaches do.\n///\n", "", -3, "myth has 0 reality blocks"),
    "one-option": (
        "//// option | 500\n\n/// feedback\nOnly in production.\n///\n////\n",
        "",
        -14,
        "predict has 1 option blocks",
    ),
    "no-result": ("/// result\nFour means you.\n///\n", "", "## Third", "has 0 result blocks"),
    "two-results": (
        "/// result\nFour",
        "/// result\nx\n///\n\n/// result\nFour",
        "## Third",
        "has 2 result blocks",
    ),
    "behind-result": ("you.\n///\n", "you.\n///\n\nMore.\n", -1, "behind the result"),
    "no-takeaways": (
        "/// takeaways\n- one\n- two\n- three\n- four\n- five\n///\n",
        "",
        "## Fifth",
        "0 takeaways",
    ),
    "four-takeaways": ("- five\n", "", -5, "list 4 points"),
    "early-takeaways": (
        "/// result\nA miss",
        "/// takeaways\n- a\n///\n\n/// result\nA miss",
        0,
        "before the last",
    ),
    "no-why": ("/// why\nBecause.\n///\n", "", "---", "0 why blocks"),
    "no-model": ("/// mental-model | The stamp\nA stamp on an envelope.\n///\n", "", "---", "0 mental-model"),
    "dead-lesson": ("lesson:01_tiny#second", "lesson:09_none", 0, "no lesson 09_none"),
    "dead-step": ("lesson:01_tiny#second", "lesson:01_tiny#sixth", 0, "no step sixth"),
    "dead-exercise": ("exercise:01_first", "exercise:09_none", 0, "no exercise 09_none"),
    "dead-code": ("code:404", "code:499", 0, "no code 499"),
    "dead-path": ("code:404", "../other.md", 0, "leads nowhere"),
    "unknown-code": ("The code is {404}", "The code is {499}", 0, "{499} is not in the IANA registry"),
    "unknown-section": ("§15.5.5", "§15.9.9", 0, "RFC 9110 has no section 15.9.9"),
    "unknown-rfc": ("RFC 9110 §15.5.5", "RFC 9999", 0, "RFC 9999 is not among"),
    "raw-script": ("Because.", "<script>x</script>", 0, "may not stand in a page"),
    "no-such-app": (
        "    app: tides.py\n    send: 'GET /tides/pier'",
        "    app: x.py\n    send: 'GET /'",
        0,
        "no file x",
    ),
    "no-such-function": ("show: tide", "show: flood", 0, "no function or class flood"),
    "no-such-line": ("highlight: return", "highlight: yield", 0, "contains 'yield'"),
    "crash-not-announced": (
        "    mode: testing\n    crash: true",
        "    mode: testing",
        -1,
        "crashes crash.py",
    ),
    "crash-not-happening": ("show: tide", "crash: true", 0, "no request crashes tides.py"),
    "which-is-not": (
        "quiz | Who must act on {404}?",
        "quiz | Which of them is not to act?",
        0,
        "which is not",
    ),
    "not-in-capitals": ("Who must act on", "Who must NOT act on", 0, "which is not"),
    "text-in-question": (
        "    id: who-acts\n",
        "    id: who-acts\n\nMore.\n",
        2,
        "quiz holds no text of its own",
    ),
    "long-option": ("because the view says so", "because\n\n- of it", -1, "one paragraph"),
    "no-such-figure": ("src: boxes.svg", "src: other.svg", 0, "no file other.svg"),
    "no-alt": ("    alt: One box, then another.\n", "", -2, "figure needs the option alt"),
    "path-outside": ("src: boxes.svg", "src: ../boxes.svg", 0, "src of figure is not understood"),
}
#: Mistakes that make something else wrong as well.
FOLLOWED = {"step-id", "step-id-twice", "no-such-figure", "path-outside", "unknown-block"}


@pytest.mark.parametrize("name", MISTAKES)
def test_mistake_in_a_lesson(course, name: str) -> None:
    old, new, offset, message = MISTAKES[name]
    before = course.lesson.read_text(encoding="utf-8")
    line = course.change(old, new)
    line = before[: before.index(offset)].count("\n") + 1 if isinstance(offset, str) else line + offset

    errors = course.audit()

    wanted = [error for error in errors if message in error.message]
    assert [(str(error.file), error.line) for error in wanted] == [(LESSON, line)], "\n".join(
        map(str, errors)
    )
    if name not in FOLLOWED:
        assert len(errors) == 1, "\n".join(map(str, errors))


def test_every_mistake_at_once(course) -> None:
    for old, new in (("/// why\n", "/// wy\n"), ("part: 1", "part: 0"), ("The code is {404}", "{499}")):
        course.change(old, new)
    course.change("§15.5.5", "§99")

    messages = " ".join(error.message for error in course.audit())

    for part in ("block wy", "part in the front", "{499}", "no section 99"):
        assert part in messages


def test_too_few_of_everything(course) -> None:
    text = course.lesson.read_text(encoding="utf-8")
    course.lesson.write_text(text[: text.index("## Third")], encoding="utf-8")

    messages = [error.message for error in course.audit() if "no block of the lesson" not in error.message]

    assert any("has 2 steps, not 5 to 8" in message for message in messages)
    assert any("has 1 myth blocks" in message for message in messages)
    assert any("has 0 pitfall blocks" in message for message in messages)
    assert any("0 takeaways" in message for message in messages)


def test_step_that_asks_nothing(course) -> None:
    text = course.lesson.read_text(encoding="utf-8")
    start, end = text.index("///// quiz"), text.index("/////\n", text.index("///// quiz")) + 6
    course.lesson.write_text(text[:start] + text[end:], encoding="utf-8")

    (error,) = course.audit()

    assert "'Third' asks nothing" in error.message


def test_ids_are_unique_over_the_course(course) -> None:
    second = course.root / "lessons" / "01_twin"
    second.mkdir()
    for path in course.folder.iterdir():
        (second / path.name).write_bytes(path.read_bytes())

    errors = course.audit()

    assert {str(error.file) for error in errors} == {"lessons/01_twin/lesson.md"}
    kinds = {re.match(r"the ([a-z ]+) \S+ is taken by 01_tiny", error.message)[1] for error in errors}
    assert kinds == {"folder number", "lesson id", "step id", "question id"}
    assert len(errors) == 2 + 5 + 4 + 3


@pytest.mark.parametrize("app", ["def broken(:", "api = 1", "1/0"])
def test_app_that_does_not_start(course, app: str) -> None:
    (course.folder / "crash.py").write_text(app)

    errors = course.audit()

    assert len(errors) == 2
    assert all("crash.py" in error.message and str(error.file) == LESSON for error in errors)


def test_file_that_nobody_uses(course) -> None:
    (course.folder / "spare.py").write_text("")

    (error,) = course.audit()

    assert (str(error.file), error.line) == ("lessons/01_tiny/spare.py", 1)


@pytest.mark.parametrize(
    ("svg", "message"),
    [
        ("<svg", "not well-formed"),
        ("<p/>", "its root is not"),
        ("<!DOCTYPE svg><svg/>", "DOCTYPE"),
        ("<svg VIEW width='3'/>", "fixed width"),
        ("<svg xmlns='http://www.w3.org/2000/svg'/>", "no viewBox"),
        ("<svg VIEW><script/></svg>", "<script>"),
        ("<svg VIEW><style>a</style></svg>", "<style>"),
        ("<svg VIEW><g onclick='x'/></svg>", "onclick"),
        ("<svg VIEW><g style='x'/></svg>", "style attribute"),
        ("<svg VIEW><a href='https://example.com'/></svg>", "outside"),
        ("<svg VIEW><g fill='#fff'/></svg>", "fixed colour"),
        ("<svg VIEW><g stroke='red'/></svg>", "fixed colour"),
        ("<svg VIEW><g mask='url(http://example.com)'/></svg>", "outside"),
    ],
)
def test_figure_that_may_not_stand_in_a_page(course, svg: str, message: str) -> None:
    (course.folder / "boxes.svg").write_text(
        svg.replace("VIEW", "xmlns='http://www.w3.org/2000/svg' viewBox='0 0 1 1'")
    )

    (error,) = course.audit()

    assert error.line == 38
    assert message in error.message


README_MISTAKES = {
    "front": ("title: The first\n", "", -1, "lacks title"),
    "level": ("level: foundation", "level: easy", 0, "level in the front matter"),
    "unknown-key": ("minutes: 5", "minutes: 5\ncolour: red", 1, "no key colour"),
    "lesson": ("lesson: 01_tiny#second", "lesson: 09_none", 0, "no lesson 09_none"),
    "step": ("lesson: 01_tiny#second", "lesson: 01_tiny#sixth", 0, "no step sixth"),
    "code": ("A story with {404}", "A story with {499}", 0, "{499}"),
    "contract": ("## Contract", "## Rules", -2, "0 headings ## Contract"),
    "story": ("A story with {404}.\n", "", 0, "no story"),
    "header": ("| Row | Request | Answer |", "| Row | Answer |", 0, "2 cells in its header"),
    "row-twice": ("| miss |", "| hit |", 0, "row hit is there twice"),
    "row-name": ("| miss |", "| A miss |", 0, "not a name of a row"),
    "no-table": ("| Row | Request", "| Line | Request", 0, "not a table with rows"),
    "bare-pipe-in-code": ("`GET /a\\|b`", "`GET /a|b`", 0, "GitHub divides the cell"),
    "contract-twice": ("## Yours to decide", "## Contract", 0, "heading Contract is there twice"),
    "number-lesson": ("lesson: 01_tiny#second", "lesson: 01_1", 0, "put it in quotation marks"),
    "cells": ("| miss | `GET /c` |", "| miss | `GET /c` | more |", 0, "4 cells"),
    "hint-missing": ("### Hint 2\nTwo.\n", "", -2, "the hints are"),
    "hint-empty": ("Two.\n", "", -1, "Hint 2 is empty"),
    "no-front": ("---\ntitle", "title", 0, "front matter is missing"),
}


@pytest.mark.parametrize("name", README_MISTAKES)
def test_mistake_in_a_readme(course, name: str) -> None:
    old, new, offset, message = README_MISTAKES[name]
    line = course.change(old, new, README) + offset

    errors = course.audit()

    wanted = [error for error in errors if message in error.message]
    assert [(str(error.file), error.line) for error in wanted] == [(README, line)], "\n".join(
        map(str, errors)
    )
    if name != "no-front":
        assert len(errors) == 1, "\n".join(map(str, errors))


def test_check_that_leads_nowhere(course) -> None:
    checks = course.readme.parent / "test_first.py"
    rule = 'def test_{0}(client):\n    """A rule.\n\n    Step: 01_tiny#{0}\n    """\n'
    checks.write_text(rule.format("second") + rule.format("sixth"))

    (error,) = course.audit()

    assert (str(error.file), error.line) == ("exercises/01_first/test_first.py", 9)
    assert "no step sixth" in error.message


def test_exercise_without_a_readme(course) -> None:
    course.readme.unlink()

    (error,) = course.audit()

    assert str(error.file) == README
