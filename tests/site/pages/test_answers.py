"""Predict, commit, reveal: what is recorded, what comes back, and what stays behind the prediction."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from course.lessons.library import Library
from course.site.app import create_app
from course.values.lesson import Lesson, Myth, Question, Step
from course.values.wire import Exchange, Response

JSON = {"Accept": "application/json"}
PROBLEM = "application/problem+json"
STEP = "/lessons/01_shop/stored"
KINDS = "/lessons/01_shop/kinds"


def test_an_answer_leads_back_with_303(client, answer):
    sent = answer("stored-code", "201", confidence="sure")

    assert sent.status_code == 303
    assert sent.location == f"{STEP}#q-stored-code"


def test_after_the_answer_both_numbers_stand_side_by_side(client, answer):
    answer("stored-code", "201", confidence="sure")
    page = client.get(STEP).text
    words = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page))

    assert "you said, and were sure 201 ≠ the server said 200 OK" in words
    assert "The server said something else." in words
    assert "FEEDBACK-ONE" in page and "REVEAL-THREE" in page
    assert "zebrafish" in page
    assert page.index("And the other answer?") < page.index("FEEDBACK-TWO")
    assert "?retry=stored-code#q-stored-code" in page


def test_the_state_of_the_step_follows_the_answer(client, answer):
    def state():
        return client.get(STEP, headers=JSON).json["state"]

    assert state() == "open"
    answer("stored-code", "201")
    assert state() == "missed"
    answer("stored-code", "200")
    assert state() == "done"


def test_another_value_than_a_code_gets_the_calm_verdict(client, answer):
    first = client.get(KINDS, headers=JSON).json["questions"][0]["options"][0]
    answer("stored-type", first, step=KINDS, confidence="guessing")
    page = client.get(KINDS).text

    assert "you said, and were guessing" in page
    assert 'class="reveal words"' in page
    assert "FEEDBACK-FIVE" in page


def test_a_quiz_with_several_right_answers_takes_several(client, answer):
    page = client.get(f"{KINDS}?read=on").text
    assert page.count('type="checkbox"') == 3

    assert answer("which-worked", "ok", step=KINDS).status_code == 303
    assert "Not exactly these." in client.get(f"{KINDS}?read=on").text
    assert answer("which-worked", "ok", "created", step=KINDS).status_code == 303
    assert "That is right." in client.get(f"{KINDS}?read=on").text


@pytest.fixture
def typed(settings):
    """The quiz of the site's small lesson, typed: {200} is right, {404} and {201} are not."""
    lesson = settings["ROOT"] / "lessons" / "01_shop" / "lesson.md"
    before, after = lesson.read_text(encoding="utf-8").split("    id: which-worked\n")
    after = after.replace("    id: created\n    right: true\n", "    id: created\n", 1)
    lesson.write_text(f"{before}    id: which-worked\n    typed: true\n{after}", encoding="utf-8")


def test_a_typed_question_shows_no_option_before_the_answer(typed, client):
    page = client.get(f"{KINDS}?read=on").text
    form = page[page.index('id="q-which-worked"') :].partition("</section>")[0]

    assert 'name="typed"' in form and 'name="choice"' not in form
    assert not re.search("200|404|201", form)
    asked = client.get(KINDS, headers=JSON).json["questions"][-1]
    assert (asked["typed"], asked["options"]) == ("code", [])


@pytest.mark.parametrize(
    ("text", "choice", "right"),
    [("200", "ok", True), ("200 OK", "ok", True), ("ok", "ok", True), (" not found", "missing", False)],
)
def test_what_is_typed_is_stored_as_the_option_it_means(typed, client, answer, text, choice, right):
    data = {"question": "which-worked", "typed": text, "confidence": "sure"}
    assert client.post(f"{KINDS}/answers", data=data).status_code == 303

    given = client.get(KINDS, headers=JSON).json["questions"][-1]
    assert (given["choice"], given["right"]) == ([choice], right)
    assert "FEEDBACK-" in client.get(f"{KINDS}?read=on").text


@pytest.mark.parametrize(
    ("text", "confidence", "message"),
    [
        ("500", "sure", "“500” is none of the answers that this question knows."),
        ("200 Created", "sure", "is none of the answers"),
        ("<b>", "sure", "“&lt;b&gt;” is none of the answers"),
        ("", "guessing", "Type a status code first"),
        ("200", "", "Say how sure you are"),
    ],
)
def test_what_means_no_option_comes_back_and_nothing_is_lost(typed, client, text, confidence, message):
    data = {"question": "which-worked", "typed": text, "confidence": confidence, "why": "because of it"}
    sent = client.post(f"{KINDS}/answers?read=on", data=data)

    assert sent.status_code == 422
    form = sent.text[sent.text.index('id="q-which-worked"') :].partition("</section>")[0]
    assert message in form and "because of it" in form
    assert f'name="typed" value="{text.replace("<", "&lt;").replace(">", "&gt;")}"' in form
    assert not confidence or re.search(f'value="{confidence}" checked', form)
    assert not client.get(KINDS, headers=JSON).json["questions"][-1]["answered"]


def test_a_question_with_choices_takes_nothing_typed(client):
    data = {"question": "stored-code", "typed": "200", "confidence": "sure"}
    assert client.post(f"{STEP}/answers", data=data).status_code == 422


def test_what_stands_behind_a_question_waits_for_the_answer(client, answer):
    sentence = "A view that names no code says"
    assert sentence not in client.get(STEP).text
    assert "Answer to see the rest" in client.get(STEP).text

    answer("stored-code", "201")
    assert sentence in client.get(STEP).text
    assert "Answer to see the rest" not in client.get(STEP).text
    assert sentence in client.get(f"{STEP}?retry=stored-code").text


def test_a_learner_may_read_on_without_answering(client):
    page = client.get(f"{STEP}?read=on").text

    assert "A view that names no code says" in page
    assert "REVEAL-THREE" not in page and "FEEDBACK" not in page
    assert "Send the request" in page


def test_a_prediction_takes_only_one_answer(answer):
    assert answer("stored-code", "200", "201").status_code == 422


def test_retry_shows_the_form_again_without_the_reveal(client, answer):
    answer("stored-code", "201")
    page = client.get(f"{STEP}?retry=stored-code").text

    assert "Send the request" in page
    assert "REVEAL-THREE" not in page and "FEEDBACK" not in page


def test_a_myth_needs_a_side_but_no_confidence(client, answer):
    assert "REALITY-FOUR" not in client.get(STEP).text

    assert answer("post-is-201", "believed", confidence="").status_code == 303
    page = client.get(f"{STEP}?read=on").text
    assert "REALITY-FOUR" in page and "You believed it" in page

    assert answer("post-is-201", confidence="").status_code == 422
    assert answer("post-is-201", "maybe", confidence="").status_code == 422


@pytest.mark.parametrize(
    ("choice", "confidence", "message"),
    [
        ((), "sure", "Choose an answer first"),
        (("201",), "", "Say how sure you are"),
        ((), "", "Choose an answer, and say how sure you are"),
    ],
)
def test_an_incomplete_answer_comes_back_as_422_with_what_was_chosen(
    client, answer, choice, confidence, message
):
    sent = answer("stored-code", *choice, confidence=confidence)

    assert sent.status_code == 422
    assert sent.text.count(message) >= 2  # at the top and at the question
    assert 'aria-describedby="q-stored-code-error"' in sent.text
    for value in (*choice, confidence):
        assert not value or re.search(rf'value="{value}" checked', sent.text)
    assert "REVEAL-THREE" not in sent.text and "FEEDBACK" not in sent.text
    assert client.get(STEP, headers=JSON).json["questions"][0]["answered"] is False


@pytest.mark.parametrize(
    ("question", "choice", "confidence"),
    [
        ("no-such-question", "201", "sure"),
        ("stored-type", "text/html", "sure"),  # of another step
        ("stored-code", "404", "sure"),
        ("stored-code", "201", "absolutely"),
        ("", "201", "sure"),
    ],
)
def test_an_answer_that_makes_no_sense_is_422(answer, question, choice, confidence):
    page = answer(question, choice, confidence=confidence)
    problem = answer(question, choice, confidence=confidence, headers=JSON)

    assert (page.status_code, page.mimetype) == (422, "text/html")
    assert (problem.status_code, problem.mimetype) == (422, PROBLEM)
    assert problem.json["status"] == 422 and problem.json["detail"]


def test_an_incomplete_answer_is_problem_details_for_a_program(answer):
    sent = answer("stored-code", headers=JSON)

    assert (sent.status_code, sent.mimetype) == (422, PROBLEM)
    assert sent.json["question"] == "stored-code"


def test_another_content_type_is_415_and_says_what_is_read(client):
    sent = client.post(f"{STEP}/answers", json={"question": "stored-code"})

    assert sent.status_code == 415
    assert "application/x-www-form-urlencoded" in sent.headers["Accept"]


def test_a_restart_keeps_the_answers(make_app):
    first = make_app()
    data = {"question": "stored-code", "choice": "201", "confidence": "guessing"}
    first.test_client().post(f"{STEP}/answers", data=data)
    first.extensions["course"].store.close()

    page = make_app().test_client().get(STEP).text

    assert "REVEAL-THREE" in page and "and were guessing" in page


def test_an_answer_whose_option_is_gone_opens_the_question_again(app, client):
    app.extensions["course"].store.record_answer("stored-code", ("302",), "sure", False)

    assert "Send the request" in client.get(STEP).text


# --- Nothing of the answer before the answer ---


class Scrambled:
    """A library whose lessons hold other secrets: other keys, feedback, reveals, realities, last responses.

    A page that shows nothing of them is the same page, byte for byte.
    """

    def __init__(self, library: Library) -> None:
        self._library = library

    def __getattr__(self, name):
        return getattr(self._library, name)

    def under(self, links):
        return self

    def lesson(self, slug: str) -> Lesson:
        lesson = self._library.lesson(slug)
        return replace(lesson, steps=tuple(map(scramble_step, lesson.steps)))


def scramble_step(step: Step) -> Step:
    return replace(step, blocks=tuple(map(scramble_block, step.blocks)))


def scramble_block(block):
    if isinstance(block, Question):
        rights = [option.right for option in block.options]
        turned = rights[1:] + rights[:1]
        options = tuple(
            replace(option, right=right, feedback_html="<p>other feedback</p>")
            for option, right in zip(block.options, turned, strict=True)
        )
        return replace(block, options=options, reveal_html="<p>other</p>", panel=scramble_panel(block.panel))
    if isinstance(block, Myth):
        return replace(block, reality_html="<p>another reality</p>", panel=None)
    return block


def scramble_panel(panel):
    if panel is None:
        return None
    other = Exchange(panel.last.request, Response(599, "OTHER", (("X-Other", "1"),), b"other"), crashed=True)
    line = panel.answered % len(panel.code) + 1
    return replace(panel, exchanges=(*panel.exchanges[:-1], other), answered=line)


def pages_of(app) -> dict[str, bytes]:
    """Return every page of every lesson in both representations, and the refusals of empty answers."""
    client = app.test_client()
    found = {}
    library = app.extensions["course"].library
    for outline in library.outlines():
        if library.errors(outline.slug):
            continue  # the content check names its mistakes; it has no page to give an answer away
        home = f"/lessons/{outline.slug}/"
        steps = [home + step.id for step in outline.steps]
        for path in (home, f"{home}end/", *steps, *(f"{step}?read=on" for step in steps)):
            for accept in ("text/html", "application/json"):
                found[f"{accept} {path}"] = client.get(path, headers={"Accept": accept}).data
        for step in outline.steps:
            for question in step.question_ids:
                sent = client.post(f"{home}{step.id}/answers", data={"question": question})
                assert sent.status_code == 422
                found[f"POST {question}"] = sent.data
    return found


def twins(instance, settings, answers=()):
    """Return the pages of two sites on one set of lessons, the second with other secrets in them."""
    found = []
    library = None
    for name in ("plain", "other"):
        shown = Scrambled(library) if library else None
        app = create_app({**settings, "INSTANCE": instance / name}, library=shown)
        parts = app.extensions["course"]
        library = library or parts.library
        for question, choice in answers:
            parts.store.record_answer(question, (choice,), "sure", False)
        found.append(pages_of(app))
        parts.store.close()
    return found


def test_pages_do_not_depend_on_what_is_still_secret(settings, tmp_path):
    plain, other = twins(tmp_path, settings)

    assert len(plain) > 10
    assert [path for path in plain if plain[path] != other[path]] == []


def test_the_scrambled_pages_differ_once_an_answer_is_given(settings, tmp_path):
    plain, other = twins(tmp_path, settings, [("stored-code", "201")])

    assert plain[f"text/html {STEP}"] != other[f"text/html {STEP}"]


@pytest.mark.slow
def test_no_lesson_of_the_course_gives_an_answer_away(tmp_path):
    plain, other = twins(tmp_path, {})

    assert [path for path in plain if plain[path] != other[path]] == []


def test_an_answer_given_while_reading_on_leads_back_to_where_it_was(client, answer):
    data = {"question": "post-is-201", "choice": "believed"}
    sent = client.post(f"{STEP}/answers?read=on", data=data)

    assert sent.status_code == 303
    assert sent.headers["Location"].endswith("?read=on#q-post-is-201")
