"""What an open question hides, and which panels would tell it."""

from __future__ import annotations

from course.values.lesson import Panel
from course.values.wire import Exchange, Request, Response
from course.ways.blocks import panels_of
from course.ways.secrets import Secret, gives_away, questions_of, secrets_of

ASKED = Request("POST", "/things/", (), b"{}")
SECRET = Secret("shop.py", ASKED, "stored", "stored-code")


def panel(app: str, *requests: Request) -> Panel:
    return Panel(app, (), tuple(Exchange(request, Response(200, "OK")) for request in requests))


def test_a_panel_tells_what_the_same_request_to_the_same_app_answers():
    other = Request("GET", "/things/1")
    assert gives_away(panel("shop.py", other, ASKED), (SECRET,)) is SECRET
    assert gives_away(panel("shop.py", ASKED, other), (SECRET,)) is SECRET
    assert gives_away(panel("shop.py", other), (SECRET,)) is None
    assert gives_away(panel("another.py", ASKED), (SECRET,)) is None
    assert gives_away(panel("shop.py", ASKED), ()) is None


def test_questions_and_myths_with_an_app_keep_a_secret_until_they_are_answered(ask):
    lesson = ask().lesson
    assert questions_of(lesson) == ("stored-code", "post-is-201", "stored-type", "which-worked")
    assert [one.question for one in secrets_of(lesson, ())] == ["stored-code", "post-is-201", "stored-type"]
    assert [one.question for one in secrets_of(lesson, {"stored-code", "stored-type"})] == ["post-is-201"]


def test_each_question_is_kept_by_its_own_secret(ask, library):
    for slug in library.slugs():
        lesson = ask(slug, library).lesson
        secrets = secrets_of(lesson, ())
        hidden = [one for one in panels_of(lesson) if gives_away(one, secrets)]
        assert len(hidden) >= len(secrets), slug
