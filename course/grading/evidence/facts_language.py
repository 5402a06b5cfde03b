"""Read facts and values of the evidence for a misconception, and say what is allowed where."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import cast, get_args

from course.grading.evidence import terms
from course.grading.evidence.terms import Fact, Reference, Subject

WORDS = ("empty", "json", "html", "text", "object", "list", "crash", "routed", "unrouted", "failing")
KINDS = ("text", "number", "boolean", "object", "list", "null")
_STATUS = re.compile(r"(!?)([1-5](?:\d\d|xx)(?:\|[1-5](?:\d\d|xx))*)")
_SUBJECT = re.compile(r"(?P<subject>\.[\w.$-]*|\?[\w-]+|body|path|headers|address|[A-Z][\w-]*) +(?P<rest>.+)")
_COMPARED = re.compile(r"(!=|=|<|>|!?holds\b|!?tail\b) *(.+)")
_PATTERN = re.compile(r"(!?)~ *(.+)")
_REFERENCE = re.compile(r"(sent|own|first|prev)\.(sent-header\.|sent\.)?(.+)")


class EvidenceError(ValueError):
    """Raised for evidence that cannot be read; the message names the clause and what is allowed."""


def facts(texts: list[str], clause: str) -> tuple[Fact, ...]:
    """Read lists of facts, separated by commas."""
    return tuple(_fact(part, clause) for text in texts for part in split(text, ","))


def _fact(text: str, clause: str) -> Fact:
    status = _STATUS.fullmatch(text)
    if status:
        return terms.StatusFact(tuple(status[2].split("|")), bool(status[1]))
    about = _SUBJECT.fullmatch(text)
    fact = _fact_about(_subject(about["subject"]), about["rest"].strip(), clause) if about else None
    if fact is not None:
        return fact
    word, _, names = text.lstrip("!").partition(" ")
    if word in WORDS and (not names or word == "crash"):
        return terms.WordFact(word, text.startswith("!"), tuple(filter(None, names.strip().split("|"))))
    raise fault(
        clause,
        repr(text),
        f"a code (201, 4xx, 400|422, !401), {', '.join(WORDS)}, or .field | ?parameter | Header | headers | "
        "body | path | address with absent, present, empty, twice, is KIND, = != < > ~ !~ holds !holds "
        "tail !tail, lists, counts, near now",
    )


def _fact_about(subject: Subject, rest: str, clause: str) -> Fact | None:
    """Read what is said of a subject, None when no such thing can be said."""
    word, _, tail = rest.partition(" ")
    if rest in get_args(terms.Presence):
        return terms.PresenceFact(subject, cast(terms.Presence, rest))
    if rest == "near now":
        return terms.NearFact(subject)
    if word == "is" and tail.strip() in KINDS:
        return terms.KindFact(subject, tail.strip())
    if word == "lists":
        return terms.MembersFact(subject, frozenset(tail.split()))
    if word == "counts" and tail.strip().isdecimal():
        return terms.CountFact(subject, int(tail))
    pattern, compared = _PATTERN.fullmatch(rest), _COMPARED.fullmatch(rest)
    if pattern:
        return terms.PatternFact(subject, regex(pattern[2], clause), bool(pattern[1]))
    if compared:
        return terms.ComparisonFact(subject, cast(terms.Comparison, compared[1]), value(compared[2], clause))
    return None


def _subject(text: str) -> Subject:
    if text.startswith("."):
        return Subject("field", text[1:])
    if text.startswith("?"):
        return Subject("query", text[1:])
    if text in get_args(terms.SubjectKind):
        return Subject(cast(terms.SubjectKind, text))
    return Subject("header", text)


def value(text: str, clause: str) -> terms.Value:
    """Read a value: `path`, a reference to an exchange, JSON, or a text."""
    text = text.strip()
    found = _REFERENCE.fullmatch(text)
    if text == "path":
        return Reference("own", Subject("path"))
    if found:
        return _reference(found[1], (found[2] or "").rstrip("."), found[3])
    if text.startswith("`"):
        return terms.Literally(text.strip("`"), text.strip("`"))
    try:
        return terms.Literally(json.loads(text), text.strip('"'))
    except ValueError:
        if re.search(r"\s", text):
            raise fault(
                clause, repr(text), "JSON, one word, a text in `backticks`, sent.F, first.F"
            ) from None
        return terms.Literally(text, text)


def _reference(whose: str, part: str, name: str) -> Reference:
    """Read "first.Location", "sent.title", "prev.sent-header.Authorization", "own.id"."""
    source = cast(terms.Source, "own" if whose == "sent" else whose)
    if part == "sent-header":
        return Reference(source, Subject("header", name), of_request=True)
    if whose == "sent" or part == "sent":
        return Reference(source, Subject("field", name), of_request=True)
    if name.startswith("?"):
        return Reference(source, Subject("query", name[1:]), of_request=True)
    if name in ("path", "body"):
        return Reference(source, Subject("path" if name == "path" else "body"), of_request=name == "path")
    return Reference(source, Subject("header" if name[:1].isupper() else "field", name))


def regex(text: str, clause: str) -> re.Pattern[str]:
    """Compile a regular expression that may stand in backticks."""
    try:
        return re.compile(text.strip("`"))
    except re.error as error:
        raise fault(clause, f"the regular expression {text} ({error})", "one that Python reads") from None


def fault(clause: str, seen: str, allowed: str) -> EvidenceError:
    """Return the error that says what was seen in which clause, and what is allowed there."""
    return EvidenceError(f"{clause!r}: {seen} is not understood. Allowed: {allowed}.")


def split(text: str, mark: str) -> list[str]:
    """Split a text at a mark that stands outside of backticks, quotation marks and brackets."""
    parts, start = [], 0
    for place in _outside(text):
        if place >= start and text.startswith(mark, place):
            parts.append(text[start:place])
            start = place + len(mark)
    return [part.strip() for part in [*parts, text[start:]] if part.strip()]


def _outside(text: str) -> Iterator[int]:
    """Yield every place outside of backticks, quotation marks and brackets."""
    depth, quote = 0, ""
    for place, letter in enumerate(text):
        if quote:
            quote = "" if letter == quote else quote
        elif letter in '`"':
            quote = letter
        else:
            depth += (letter in "([{") - (letter in ")]}")
            if depth <= 0:
                yield place
