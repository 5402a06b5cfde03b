"""How a class met the exercises and the questions: facility, discrimination, alpha, wrong choices.

Facility is the mean share of checks that hold, from 0 to 1. Discrimination is the correlation of an exercise
with the rest of the score (corrected item-total correlation). Alpha is Cronbach's coefficient. With few
learners all of them vary widely by chance.
"""

from __future__ import annotations

import statistics
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from course.classroom.gradings import Grading

#: Learners below which a figure says next to nothing.
FEW = 10


@dataclass(frozen=True)
class Item:
    """One exercise as a class met it."""

    exercise: str
    #: Learners who handed it in.
    handed_in: int
    facility: float
    #: None where it cannot be computed: everybody the same, or one exercise only.
    discrimination: float | None
    #: The known mistake that was met most, and by how many learners.
    misconception: str = ""
    met: int = 0


@dataclass(frozen=True)
class Question:
    """One question as a class met it: first answers only, for a second one knows the reveal."""

    question: str
    answers: int
    facility: float
    #: Answers that were wrong and sure.
    sure_and_wrong: int
    #: The wrong choice that was made most, and how often.
    distractor: str = ""
    chosen: int = 0


def scores_of(gradings: Iterable[Grading]) -> dict[str, dict[str, float]]:
    """Return exercise -> learner -> share of the checks that hold; what the grader missed is left out."""
    judged = [one for one in gradings if one.checks and one.outcome != "grader_fault"]
    most: defaultdict[str, int] = defaultdict(int)
    for one in judged:
        most[one.exercise] = max(most[one.exercise], len(one.checks))
    scores: defaultdict[str, dict[str, float]] = defaultdict(dict)
    for one in judged:
        scores[one.exercise][one.learner] = one.held / most[one.exercise]
    return dict(scores)


def items_of(gradings: Sequence[Grading]) -> tuple[Item, ...]:
    """Return every exercise that somebody handed in.

    Facility is that of those who handed it in. For the discrimination, nothing handed in counts as 0.
    """
    scores = scores_of(gradings)
    learners = sorted({name for found in scores.values() for name in found})
    return tuple(_item(slug, scores, learners, gradings) for slug in sorted(scores))


def _item(
    slug: str, scores: dict[str, dict[str, float]], learners: list[str], gradings: Sequence[Grading]
) -> Item:
    mine = [scores[slug].get(name, 0.0) for name in learners]
    rest = [sum(found.get(name, 0.0) for one, found in scores.items() if one != slug) for name in learners]
    mistakes = Counter(one.misconception for one in gradings if one.exercise == slug and one.misconception)
    name, met = mistakes.most_common(1)[0] if mistakes else ("", 0)
    handed_in = scores[slug].values()
    return Item(slug, len(handed_in), statistics.mean(handed_in), _correlation(mine, rest), name, met)


def _correlation(first: Sequence[float], second: Sequence[float]) -> float | None:
    if len(set(first)) < 2 or len(set(second)) < 2:
        return None
    return statistics.correlation(first, second)


def alpha_of(gradings: Iterable[Grading]) -> float | None:
    """Return Cronbach's alpha, None where it cannot be computed; nothing handed in counts as 0."""
    scores = scores_of(gradings)
    learners = {name for found in scores.values() for name in found}
    totals = [sum(found.get(name, 0.0) for found in scores.values()) for name in learners]
    if len(scores) < 2 or len(set(totals)) < 2:
        return None
    single = sum(
        statistics.pvariance([found.get(name, 0.0) for name in learners]) for found in scores.values()
    )
    return len(scores) / (len(scores) - 1) * (1 - single / statistics.pvariance(totals))


#: One answer: question, choice, confidence, whether it was right.
Answered = tuple[str, tuple[str, ...], str, bool]


def questions_of(first_answers: Iterable[Answered]) -> tuple[Question, ...]:
    """Return every question that was answered, from the first answers of all learners."""
    found: defaultdict[str, list[Answered]] = defaultdict(list)
    for answer in first_answers:
        found[answer[0]].append(answer)
    return tuple(_question(name, answers) for name, answers in sorted(found.items()))


def _question(name: str, answers: Sequence[Answered]) -> Question:
    wrong = Counter(" + ".join(choice) for _, choice, _, right in answers if not right)
    choice, chosen = wrong.most_common(1)[0] if wrong else ("", 0)
    sure = sum(confidence == "sure" and not right for _, _, confidence, right in answers)
    right = sum(right for _, _, _, right in answers)
    return Question(name, len(answers), right / len(answers), sure, choice, chosen)
