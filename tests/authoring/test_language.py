"""Turns of phrase: each is found by its form, its repair is not, and `check` names file and line."""

from __future__ import annotations

import pytest

from course.authoring.language_rules import TURNS, check_language

LESSON = "lessons/01_tiny/lesson.md"
README = "exercises/01_first/README.md"
WRONG = "exercises/01_first/.meta/wrong.md"

#: What stops a reader, and the same thing said again.
SAID = {
    "“is no …”": ("`NaN` is no JSON value.", "`NaN` is not valid JSON."),
    "“is none”": ("The label says JSON, and the body is none.", "The body is not JSON."),
    "“one may”": ("The list is open, so one may look.", "The list is open, so you may look."),
    "“Who …” as a subject": (
        "Who sends no token learns nothing.",
        "Without a token it learns nothing.",
    ),
    "“all the same”": ("It arrives all the same.", "It still arrives."),
    "a word of another century": ("The index is written anew.", "The index is written again."),
    "“, for it”": ("It is refused, for it is too long.", "It is refused, because it is too long."),
    "“, for which”": ("Look first, for which `in` is made.", "Look first; `in` is made for that."),
    "“belongs into”": ("The reason belongs into the body.", "The reason belongs in the body."),
    "“other … than”": ("It has another name than that.", "Its name is different."),
    "“in the place of”": ("A word in the place of the id.", "A word instead of the id."),
    "“, also”": ("A {405} needs `Allow`, also yours.", "A {405} needs `Allow`, even yours."),
    "“, while” for “in fact”": (
        "Its note is gone, while it was another.",
        "In fact it was not.",
    ),
    "a splice": ("Not for a missing token, that is {401}.", "Not for a missing token: that is {401}."),
}


def test_every_turn_is_tried() -> None:
    assert SAID.keys() == {turn.name for turn in TURNS}


@pytest.mark.parametrize("name", SAID)
def test_a_turn_is_found_and_its_repair_is_not(name: str) -> None:
    stops, reads = SAID[name]

    (fault,) = check_language(f"# Title\n\n{stops}\n")

    assert fault.line == 3
    assert fault.message.startswith(f"{name} stops a reader")
    assert fault.remedy
    assert not list(check_language(reads))


@pytest.mark.parametrize(
    "sentence",
    [
        "There is no such book, and there could be no {410}.",
        "It is no longer there.",
        "None of them is read.",
        "Who must act?",
        "A code, also called a number.",
    ],
)
def test_plain_english_is_left_alone(sentence: str) -> None:
    assert not list(check_language(sentence))


def test_code_fences_options_and_addresses_are_not_sentences() -> None:
    text = "The text `it is no dict` stays.\n\n```\nit is no dict\n```\n\n    app: is no file\n[x](is no y)\n"

    assert not list(check_language(text))


def test_an_option_that_is_prose_is_a_sentence() -> None:
    (fault,) = check_language("    pays: 'Whose fault is no matter.'\n")

    assert fault.line == 1


@pytest.mark.parametrize(("file", "old"), [(LESSON, "The code is {404}"), (README, "A story with {404}")])
def test_check_names_file_and_line(course, file: str, old: str) -> None:
    line = course.change(old, f"{old}, and that is no surprise", file)

    (error,) = course.audit()

    assert (str(error.file), error.line) == (file, line)
    assert "“is no …” stops a reader" in error.message


def test_check_reads_the_beliefs_of_a_catalogue_and_nothing_else(course) -> None:
    catalogue = course.root / WRONG
    catalogue.parent.mkdir(exist_ok=True)
    catalogue.write_text(
        "# Wrong fixes\n\nA note that is no belief.\n\n## one\n\nMisconception: A text is no JSON.\n",
        encoding="utf-8",
    )

    errors = [error for error in course.audit() if "stops a reader" in error.message]

    assert [(str(error.file), error.line) for error in errors] == [(WRONG, 7)]
