"""What authors read when an option or a key of the front matter is not what it should be."""

from __future__ import annotations

from pathlib import Path

import pytest

from course.lessons.parser import read_source
from course.text.front_matter import Fault

FRONT = {
    "id": "tiny",
    "title": "A tiny lesson",
    "summary": "What it is about.",
    "part": "1",
    "minutes": "6",
    "level": "foundation",
    "objectives": "[Answer]",
    "codes": "[200]",
    "prerequisites": "[]",
    "exercises": "[]",
}
STEP = "\n## First {#first level=foundation}\n\n"
EXCHANGE = {"app": "tides.py", "send": "GET /"}


def faults_of(body: str, **front: str) -> list[Fault]:
    """What is wrong with a lesson of one block."""
    head = "".join(f"{key}: {value}\n" for key, value in (FRONT | front).items())
    return list(read_source(f"---\n{head}---\n{STEP}{body}", Path("lesson.md"), "01_tiny").faults)


def exchange(**options: str) -> list[Fault]:
    """What is wrong with an exchange that has these options."""
    lines = "".join(f"    {name}: {value}\n" for name, value in (EXCHANGE | options).items())
    return faults_of(f"/// exchange | See\n{lines}///\n")


#: The line of the first option of the block above.
FIRST = len(FRONT) + 2 + STEP.count("\n") + 2


def test_a_lesson_without_a_mistake_has_none() -> None:
    assert exchange() == []
    assert exchange(show="f, g", mode="debug", crash="true", server="waitress", highlight="x") == []


#: Option, what stands there, what the author reads behind "is not understood: ".
OPTIONS = [
    ("app", "[tides.py]", "a text."),
    ("app", "''", "a text."),
    ("app", "true", "a text."),
    ("app", "../tides.py", "the name of a .py file of the folder."),
    ("app", "..\\tides.py", "the name of a .py file of the folder."),
    ("app", "tides.txt", "the name of a .py file of the folder."),
    ("show", "f, 1g", "names of functions, separated by commas."),
    ("show", "f,", "names of functions, separated by commas."),
    ("mode", "fast", "production or debug or testing."),
    ("crash", "maybe", "true or false."),
    ("crash", "1", "true or false."),
    ("server", "apache", "true, false or werkzeug or waitress."),
    ("send", "[]", "at least one request."),
    ("send", "{headers: {A: b}}", "'METHOD /path [body]', or a mapping with request, headers and body."),
    ("send", "{request: GET /, colour: red}", "'METHOD /path [body]', or a mapping with"),
    ("send", "[GET /, 7]", "'METHOD /path [body]', or a mapping with request, headers and body."),
    (
        "send",
        "{request: POST / x}",
        "request: METHOD /path in a mapping, the body under body:, not 'POST / x'.",
    ),
    ("send", "{request: GET /, headers: [A]}", "headers: {Name: value}."),
    ("send", "{request: GET /, body: {a: 1}}", "body: as text in single quotes."),
    ("send", "{request: GET /, body: [1]}", "body: as text in single quotes."),
]


@pytest.mark.parametrize(("name", "value", "said"), OPTIONS)
def test_an_option_says_what_it_takes(name: str, value: str, said: str) -> None:
    (fault,) = exchange(**{name: value})

    assert fault.line == FIRST + list(EXCHANGE | {name: ""}).index(name)
    assert fault.message.startswith(f"{name} of exchange is not understood: {said}")


@pytest.mark.parametrize(("send", "said"), [("get /", "get"), ("GET", "GET"), ("GET tides", "tides")])
def test_a_request_in_one_line_says_what_is_wrong_with_it(send: str, said: str) -> None:
    (fault,) = exchange(send=send)

    assert fault.line == FIRST + 1
    assert fault.message.startswith("send of exchange is not understood: ") and said in fault.message


def test_a_body_is_sent_as_typed_also_when_it_is_broken_json() -> None:
    assert exchange(send="'POST / {'") == []


@pytest.mark.parametrize("ask", ["colour", "header", "'header X Y'", "header Ä"])
def test_what_is_predicted_is_one_of_four(ask: str) -> None:
    option = "//// option | 200\n\n/// feedback\nx\n///\n////\n"
    head = f"///// predict | What?\n    id: what\n    app: a.py\n    send: GET /\n    ask: {ask}\n\n"

    (fault,) = faults_of(f"{head}{option}{option}/// reveal\nx\n///\n/////\n")

    assert fault.line == FIRST + 3
    assert fault.message == "ask of predict is not understood: status, content-type, body or header NAME."


def test_an_id_is_words_joined_by_hyphens() -> None:
    (fault,) = faults_of("//// myth | No\n    id: Not An Id\n\n/// reality\nYes.\n///\n////\n")

    assert fault.line == FIRST
    assert fault.message == (
        "id of myth is not understood: words of lower-case letters and digits joined by hyphens."
    )


#: Key, what stands there, what the author reads behind "must be: ".
FRONT_MATTER = [
    ("id", "Tiny", "words of lower-case letters and digits joined by hyphens."),
    ("title", "[]", "a text."),
    ("part", "0", "a number from 1 to 9."),
    ("part", "true", "a number from 1 to 9."),
    ("minutes", "5", "a number from 6 to 25."),
    ("minutes", "6.5", "a number from 6 to 25."),
    ("level", "easy", "foundation or intermediate or advanced or expert."),
    ("objectives", "[]", "a list of sentences, at least one."),
    ("objectives", "Answer", "a list of sentences, at least one."),
    ("objectives", "[[]]", "a text."),
    ("codes", "200", "a list of codes."),
    ("codes", "[499]", "codes of the IANA registry; 499 is not one."),
    ("codes", "[true]", "codes of the IANA registry; True is not one."),
    ("codes", "[[200]]", "codes of the IANA registry; [200] is not one."),
    ("prerequisites", "00_zero", "a list of lesson folders; [] when there are none."),
    ("prerequisites", "[zero]", "names of folders (NN_words); 'zero' is not one."),
    ("exercises", "[01_1]", "names of folders (NN_words); 9 is a number to YAML, put the name in quotes."),
]


@pytest.mark.parametrize(("key", "value", "said"), FRONT_MATTER)
def test_front_matter_says_what_it_takes(key: str, value: str, said: str) -> None:
    (fault,) = faults_of("", **{key: value})

    assert fault.line == list(FRONT).index(key) + 2
    assert fault.message == f"{key} in the front matter must be: {said}"
