"""Which cards there are, and which of them are due. Pure: records and a moment in, cards out."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from course.reference.entries import Entry, HeaderRule, Reference
from course.values.challenge import Result
from course.values.lesson import LessonOutline
from course.values.progress import Answer, Slip, Tally
from course.values.recall import Card, Reason, Schedule

#: Taught cards that are begun on one day at most: more would come back together later.
NEW_A_DAY = 10
#: A review that is further in the future than this was made while the clock was wrong.
AHEAD = timedelta(days=1)
#: How the ids of the questions of pair pages begin.
OF_PAIRS = "codes-"
#: Kinds of taught cards in the order in which they are begun.
KINDS = ("code", "header", "pair", "field", "meaning")
#: Headers that a card asks for; the others may be left out.
ASKED = ("must", "should")


@dataclass(frozen=True)
class Due:
    """What there is to recall now."""

    #: In the order in which they are asked.
    cards: tuple[Card, ...]
    #: How many of them are taught cards that were never asked before.
    new: int = 0
    #: ISO 8601 with offset: when the next card comes back, "" when none does.
    next_at: str = ""


def cards_of_answers(tally: Tally, outlines: Iterable[LessonOutline]) -> tuple[Card, ...]:
    """Return a card for every question whose first answer was guessed, or that was ever answered wrong."""
    if not tally.first:
        return ()
    wrong = {slip.question: slip for slip in tally.slips}
    home = {name: one.slug for one in outlines for step in one.steps for name in step.question_ids}
    return tuple(
        Card(f"question:{answer.question}", reason, home.get(answer.question, ""), answer.answered_at)
        for answer in tally.first
        if (answer.question in home or answer.question.startswith(OF_PAIRS))
        and (reason := _reason(answer, wrong.get(answer.question)))
    )


def cards_of_challenges(results: Iterable[Result]) -> tuple[Card, ...]:
    """Return a card for every question of a challenge that was missed, since the last time."""
    missed = {
        given.question: result.taken_at for result in results for given in result.answers if not given.right
    }
    return tuple(
        Card(f"challenge:{name}", "challenge", name.partition("/")[0], at) for name, at in missed.items()
    )


def cards_of_mistakes(
    tally: Tally, results: Iterable[Result], outlines: Iterable[LessonOutline]
) -> tuple[Card, ...]:
    """Return the cards of everything that was not known: answers of lessons, and misses of challenges."""
    return (*cards_of_answers(tally, outlines), *cards_of_challenges(results))


def _reason(first: Answer, slip: Slip | None) -> Reason | None:
    if not first.right:
        return "sure and wrong" if first.confidence == "sure" else "wrong"
    if slip:
        return "wrong"
    return "guessed" if first.confidence == "guessing" else None


def cards_of_lessons(outlines: Iterable[LessonOutline], reference: Reference) -> tuple[Card, ...]:
    """Return the cards of everything that these lessons teach: codes, their headers, pairs of codes."""
    home: dict[int, str] = {}
    for outline in outlines:
        for code in outline.codes:
            home.setdefault(code, outline.slug)
    entries = [reference.entries[code] for code in home if code in reference.entries]
    names = {name: home[entry.code] for entry in reversed(entries) for name in reversed([*_names(entry)])}
    cards = [Card(name, "taught", slug) for name, slug in reversed(names.items())]
    for pair in reference.pairs.values():
        if all(code in home for code in pair.codes):
            cards.append(Card(f"pair:{pair.slug}", "taught", max(home[code] for code in pair.codes)))
    # Lesson by lesson, and what gives another card away not right before it.
    return tuple(sorted(cards, key=lambda card: (card.lesson, KINDS.index(card.kind))))


def _names(entry: Entry) -> Iterator[str]:
    """Yield the cards of a code: number → meaning, meaning → number, code → headers, header → codes."""
    yield f"code:{entry.code}"
    yield f"meaning:{entry.code}"
    needed = needed_headers(entry)
    if needed:
        yield f"header:{entry.code}"
    yield from (f"field:{rule.name}" for rule in needed)


def needed_headers(entry: Entry) -> tuple[HeaderRule, ...]:
    """Return the header fields that the standard asks for with a code."""
    return tuple(rule for rule in entry.headers if rule.need in ASKED)


def begun(outlines: Iterable[LessonOutline], answered: Collection[str]) -> tuple[LessonOutline, ...]:
    """Return the lessons of which a question was answered."""
    return tuple(
        outline
        for outline in outlines
        if any(name in answered for step in outline.steps for name in step.question_ids)
    )


def is_due(card: Card, schedule: Schedule | None, now: datetime) -> bool:
    """Tell whether a card is to be asked now. A mistake comes back on the next day, a taught card at once."""
    if schedule is None:
        return not card.since or _is_yesterdays(card.since, now)
    # A clock that was ahead, or has been set back, keeps no card away.
    return _moment(schedule.due) <= now or _moment(schedule.last_review) > now + AHEAD


def _is_yesterdays(since: str, now: datetime) -> bool:
    at = _moment(since)
    return at.astimezone().date() < now.astimezone().date() or at > now + AHEAD


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text)


def due_mistakes(
    mistakes: Iterable[Card], schedules: Mapping[str, Schedule], now: datetime
) -> tuple[Card, ...]:
    """Return the mistakes that are to be asked now."""
    return tuple(card for card in mistakes if is_due(card, schedules.get(card.id), now))


def due(
    mistakes: Sequence[Card],
    taught: Sequence[Card],
    schedules: Mapping[str, Schedule],
    now: datetime,
    new_today: int = 0,
) -> Due:
    """Return what there is to recall now: sure and wrong first, then what comes back, then what is new."""
    known = [*mistakes, *(card for card in taught if card.id in schedules)]
    come = [card for card in known if is_due(card, schedules.get(card.id), now)]
    come.sort(key=lambda card: (card.reason != "sure and wrong", _due_at(card, schedules)))
    new = [card for card in taught if card.id not in schedules][: max(0, NEW_A_DAY - new_today)]
    waiting = [schedules[card.id].due for card in known if card.id in schedules and card not in come]
    return Due((*come, *new), len(new), min(waiting, default=""))


def _due_at(card: Card, schedules: Mapping[str, Schedule]) -> str:
    return schedules[card.id].due if card.id in schedules else card.since
