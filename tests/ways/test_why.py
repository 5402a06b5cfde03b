"""Why: a careless and a careful app, what their clients do next, and what stays hidden."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from course.lessons.parser import read_source
from course.reference import entries
from course.values.lesson import Panel, Pitfall
from course.values.wire import Exchange, Request, Response
from course.ways import why

REFERENCE = entries.load()


def pitfall(careless: Response | None, careful: Response | None) -> Pitfall:
    wrong, right = (Panel("a.py", (), (Exchange(Request("GET", "/a"), r),)) for r in (careless, careful))
    return Pitfall("", wrong, right, "")


def test_what_a_client_believes_is_the_sentence_of_the_pair():
    first, second = why.next_moves(pitfall(Response(200, "OK"), Response(404, "")), REFERENCE)
    assert first == REFERENCE.believes(404, 200)
    assert second == REFERENCE.entries[404].client


def test_a_client_that_would_go_by_a_header_is_told_what_it_lacks():
    bare = why.moves_after(Response(401, ""), "GET", REFERENCE)
    whole = why.moves_after(Response(401, "", (("WWW-Authenticate", "Basic"),)), "GET", REFERENCE)
    assert bare.startswith("A 401 must carry a challenge")
    assert whole == REFERENCE.entries[401].client


def test_only_an_answer_to_get_is_said_to_be_kept():
    kept, other = (why.moves_after(Response(200, ""), method, REFERENCE) for method in ("GET", "POST"))
    assert "A cache may keep it" in kept
    assert other and kept.startswith(other) and "cache" not in other


@pytest.mark.parametrize(
    ("careless", "careful", "told"),
    [
        ((), (("X-Extra", "1"), ("Retry-After", "3")), "Without Retry-After"),
        ((("Location", "/a"),), (("Location", "/b"),), "What differs: `Location: /a` here, `/b` there."),
        ((), (("X-Extra", "1"),), "What differs: `X-Extra` is missing here."),
        ((("Content-Length", "3"),), (("Content-Length", "4"),), "What differs: the content."),
    ],
)
def test_answers_with_one_code_differ_in_what_is_named(careless, careful, told):
    assert told in why.difference(Response(503, "", careless), Response(503, "", careful))


def test_no_answer_says_that_there_is_none():
    assert why.next_moves(pitfall(None, Response(202, "")), REFERENCE)[0] == why.NO_ANSWER


def test_a_contrast_waits_for_the_question_that_it_would_answer(ask, library, store):
    asked = ask("20_design", library)
    it = why.build(asked)
    assert it.lead and it.lead.secret and it.lead.secret.question == "stranger-with-broken-json"
    assert json.loads(json.dumps(why.values(it)))["contrasts"] == []

    store.record_answer("stranger-with-broken-json", ("401",), "sure", False)
    assert why.state(asked) != why.state(ask("20_design", library, read="on"))
    lead = why.build(asked).lead
    assert lead and lead.secret is None
    assert (lead.careless, lead.careful) == (400, 401)


def test_a_learner_may_read_on_without_answering(ask, library):
    it = why.build(ask("20_design", library, read="on"))
    assert [one.secret for one in (it.lead, *it.others)] == [None] * 3


def test_every_lesson_opens_with_somebody_who_pays(ask, library):
    for slug in library.slugs():
        it = why.build(ask(slug, library))
        assert it.panels and it.lead and it.lead.pitfall.pays_html, slug


def test_a_lesson_in_which_nobody_pays_is_named_with_its_line():
    file = Path("lesson.md")
    options = "    wrong: a.py\n    right: b.py\n    send: 'GET /'\n"
    text = f"## A {{#a level=foundation}}\n\n/// pitfall | B\n{options}\nC\n///\n"
    faults = list(why.lacks(read_source(text, file, "01_a")))
    assert [(fault.line, fault.message) for fault in faults] == [
        (3, "no pitfall of the lesson says who pays for the difference.")
    ]
