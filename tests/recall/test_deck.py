"""Which cards there are, when they are due, and in which order they are asked."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from course.recall.deck import NEW_A_DAY, cards_of_answers, cards_of_lessons, due, is_due
from course.reference import entries
from course.values.lesson import LessonOutline, StepOutline
from course.values.progress import Answer, Slip, Tally
from course.values.recall import Card, Schedule

NOW = datetime(2026, 11, 30, 12, 0, tzinfo=UTC)


def at(**ago: float) -> str:
    return (NOW - timedelta(**ago)).isoformat(timespec="microseconds")


def outline(*questions: str, codes: tuple[int, ...] = ()) -> LessonOutline:
    steps = (StepOutline("s", "S", "foundation", questions, ()),)
    return LessonOutline("01_a", "a", "A", "", 1, 9, "foundation", (), codes, (), (), steps)


def answered(question: str, confidence, right: bool, when: str = at(days=2)) -> Answer:
    return Answer(question, ("x",), confidence, right, 1, when)


def test_misses_and_guesses_become_cards_and_the_rest_does_not():
    first = (
        answered("a", "sure", False),
        answered("b", "guessing", False),
        answered("c", "guessing", True),
        answered("d", "sure", True),
        answered("e", "sure", True),
        answered("gone", "sure", False),
    )
    tally = Tally(first, (Slip(("x",), "a", 1), Slip(("x",), "e", 2)))
    cards = cards_of_answers(tally, [outline(*"abcde")])
    assert [(card.name, card.reason) for card in cards] == [
        ("a", "sure and wrong"),
        ("b", "wrong"),
        ("c", "guessed"),
        ("e", "wrong"),
    ]


def test_a_mistake_comes_back_on_the_next_day():
    noon = NOW.astimezone().replace(hour=12)
    card = Card("question:a", "sure and wrong", "01_a", noon.isoformat())
    assert not is_due(card, None, noon + timedelta(hours=3))
    assert is_due(card, None, noon + timedelta(hours=13))


def test_a_clock_that_was_wrong_keeps_no_card_away():
    years = timedelta(days=3000)
    ahead = Card("question:a", "wrong", "01_a", (NOW + years).isoformat())
    assert is_due(ahead, None, NOW)
    known = Schedule("question:a", (NOW + 2 * years).isoformat(), (NOW + years).isoformat(), 1)
    assert is_due(ahead, known, NOW)
    assert not is_due(ahead, Schedule("question:a", at(days=-2), at(hours=1), 1), NOW)


def test_sure_and_wrong_comes_first_and_new_cards_last():
    mistakes = [
        Card("question:a", "guessed", "", at(days=9)),
        Card("question:b", "sure and wrong", "", at(days=2)),
    ]
    taught = [Card(f"code:{code}", "taught") for code in range(400, 430)]
    schedules = {"code:405": Schedule("code:405", at(days=1), at(days=4), 2)}
    found = due(mistakes, taught, schedules, NOW, new_today=3)
    assert [card.id for card in found.cards[:4]] == ["question:b", "question:a", "code:405", "code:400"]
    assert found.new == NEW_A_DAY - 3 == len(found.cards) - 3


def test_what_a_lesson_teaches_becomes_cards():
    ids = {card.id for card in cards_of_lessons([outline(codes=(401, 403, 405))], entries.load())}
    assert {"code:405", "meaning:405", "header:405", "field:Allow", "pair:401-403"} <= ids
    assert "header:403" not in ids and "pair:404-405" not in ids


def test_a_number_and_its_meaning_are_not_asked_one_after_the_other():
    cards = [card.id for card in cards_of_lessons([outline(codes=(401, 403, 405))], entries.load())]
    assert cards[:3] == ["code:401", "code:403", "code:405"]
    assert cards[-3:] == ["meaning:401", "meaning:403", "meaning:405"]
