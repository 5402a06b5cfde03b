"""Both sides of a card: nothing of the answer on the front, the live exchange on the back."""

from __future__ import annotations

from pathlib import Path

import pytest

from course.lessons.library import Library
from course.recall.deck import cards_of_lessons
from course.recall.faces import Desk
from course.reference import entries
from course.values import codes
from course.values.links import DEFAULT_LINKS
from course.values.recall import Card

ROOT = Path(__file__).resolve().parents[2]
TINY = ROOT / "tests" / "fixtures" / "site" / "lessons"


@pytest.fixture(scope="module")
def desk() -> Desk:
    return Desk(Library(TINY, ROOT / "exercises"), entries.load(), DEFAULT_LINKS)


def test_a_prediction_hides_its_answer_until_it_is_turned(desk):
    face = desk.face(Card("question:stored-code", "wrong", "01_shop"))
    assert face and face.front.panel and face.back.panel
    assert face.front.panel.last.response is None and face.front.panel.answered == 0
    assert face.front.panel.last.request == face.back.panel.last.request
    assert [choice.value for choice in face.back.values] == [str(face.back.panel.last.response.status)]
    assert "feedback" not in repr(face.front)


def test_what_was_typed_in_a_lesson_is_not_there_to_choose_from():
    desk = Desk(Library(ROOT / "lessons", ROOT / "exercises"), entries.load(), DEFAULT_LINKS)
    face = desk.face(Card("question:stored-something-else", "wrong", "05_precise_success"))
    assert face and face.front.choices == () and face.back.values


def test_the_meaning_of_a_code_never_names_it(desk):
    for code, entry in desk.reference.entries.items():
        face = desk.face(Card(f"meaning:{code}", "taught"))
        assert face and str(code) not in face.front.prompt_html, code
        assert entry.name not in face.front.prompt_html, code
        assert face.back.values[0].value == str(code)


def test_every_card_of_every_lesson_has_two_sides(desk):
    outlines = Library(ROOT / "lessons", ROOT / "exercises").outlines()
    cards = cards_of_lessons(outlines, desk.reference)
    assert len(cards) > 150 and len({card.id for card in cards}) == len(cards)
    faces = [desk.face(card) for card in cards]
    assert all(face and face.front.prompt_html and face.back.html for face in faces)
    sent = {f.back.panel.last.response.status for f in faces if f and f.card.kind == "code" and f.back.panel}
    assert {
        int(card.name) for card in cards if card.kind == "code" and codes.family(int(card.name)) > 1
    } == sent


@pytest.mark.parametrize(
    "id", ["question:gone", "code:999", "code:x", "pair:1-2", "header:403", "field:X", "odd:1", ""]
)
def test_a_card_of_what_is_gone_has_no_sides(desk, id):
    assert desk.face(Card(id, "wrong", "01_shop")) is None
