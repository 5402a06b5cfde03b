"""The answer to a question or a myth: read from its form, refused with a reason, or recorded."""

from __future__ import annotations

from dataclasses import replace

from flask import abort, request

from course.progress.store import Store
from course.site.http.forms import FORM_TYPES
from course.site.present.questions import CONFIDENCES, STANCES, Draft, is_right
from course.values.lesson import Myth, Question
from course.values.progress import Confidence
from course.values.wire import printable

#: Characters of the sentence that says why.
LONGEST_WHY = 400
NOTHING_CHOSEN = (
    "Choose an answer first. A wrong one costs nothing, and you learn more from it than from reading on."
)
NOTHING_AT_ALL = (
    "Choose an answer, and say how sure you are. A wrong answer costs nothing, and you learn more from it"
    " than from reading on."
)
NO_CONFIDENCE = "Say how sure you are. It makes a surprise easier to remember."
#: By what is typed: when nothing was, and when it means no option.
TYPE_ONE = {
    "code": "Type a status code first, as a number or by its name. A wrong one costs nothing.",
    "header": "Type the name of a header field first. A wrong one costs nothing.",
}
NOT_KNOWN = "“{typed}” is none of the answers that this question knows. {remedy}"
HOW_TO_TYPE = {
    "code": "Type one code, as a number or by its name (200, or OK). Or think of another one.",
    "header": "Type the name of one header field (such as Date). Or think of another one.",
}
#: Characters of a typed answer.
LONGEST_TYPED = 80
ONE_ONLY = "Choose one answer. Exactly one came back."
NO_STANCE = "Say whether you believed it. It does not count."


def sent_answer() -> Draft:
    """Return the form that was sent. Aborts with 415 when it is none."""
    if request.mimetype not in FORM_TYPES:
        abort(415, "Answers are sent as a form, with the fields question, choice and confidence.")
    form = request.form
    choice = tuple(dict.fromkeys(form.getlist("choice")))
    why = printable(" ".join(form.get("why", "").split()))[:LONGEST_WHY]
    typed = printable(" ".join(form.get("typed", "").split()))[:LONGEST_TYPED]
    return Draft(form.get("question", ""), choice, form.get("confidence", ""), "", why, typed)


def chosen(asked: Question | Myth, sent: Draft) -> Draft:
    """Return what was sent with the option that was typed as its choice; unchanged when none was."""
    if not isinstance(asked, Question) or not asked.typed_as or sent.choice:
        return sent
    option = asked.typed(sent.typed)
    return replace(sent, choice=(option.id,)) if option else sent


def refusal(asked: Question | Myth, sent: Draft) -> str:
    """Return why an answer cannot be accepted, "" when it can.

    Aborts with 422 when it names an option that does not exist.
    """
    known = {option.id for option in asked.options} if isinstance(asked, Question) else set(STANCES)
    if not known.issuperset(sent.choice):
        abort(422, "The answer names an option that this question does not have.")
    if sent.confidence and sent.confidence not in CONFIDENCES:
        abort(422, "The confidence can be sure or guessing.")
    if not sent.choice and isinstance(asked, Question) and asked.typed_as:
        remedy = HOW_TO_TYPE[asked.typed_as]
        return NOT_KNOWN.format(typed=sent.typed, remedy=remedy) if sent.typed else TYPE_ONE[asked.typed_as]
    if not sent.choice and isinstance(asked, Question):
        return NOTHING_CHOSEN if sent.confidence else NOTHING_AT_ALL
    if not sent.choice:
        return NO_STANCE
    if isinstance(asked, Myth):
        return "" if len(sent.choice) == 1 else NO_STANCE
    if len(sent.choice) > 1 and not asked.multiple:
        return ONE_ONLY
    return "" if sent.confidence else NO_CONFIDENCE


def record(store: Store, asked: Question | Myth, sent: Draft) -> None:
    """Put an accepted answer into the store. Doubting a myth is the right side to be on."""
    if isinstance(asked, Myth):
        store.record_answer(asked.id, sent.choice, "", sent.choice == ("doubted",))
    else:
        confidence: Confidence = "sure" if sent.confidence == "sure" else "guessing"
        store.record_answer(asked.id, sent.choice, confidence, is_right(asked, sent.choice), sent.why)
