"""An exported file, read with care: text becomes rows, or a sentence says what does not fit."""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from course.progress.challenges import is_answers
from course.progress.exported import FORMAT, READABLE, Batch
from course.progress.rows import dump, iso, run_values, utc_now
from course.values.progress import CONFIDENCES, digest, report_from
from course.values.recall import RATINGS
from course.values.report import SEVERITY, Report


def checked_rows(values: object) -> Batch:
    """Return an export as rows. Raises ValueError that names the place and what is wrong there."""
    whole = _mapping(values, "the file")
    if whole.get("format") != FORMAT:
        raise ValueError(f'This is not exported progress: "format" is not "{FORMAT}".')
    version = whole.get("version")
    if version not in READABLE or isinstance(version, bool):
        known = " and ".join(map(str, READABLE))
        raise ValueError(
            f"Exported progress of version {version!r} cannot be read here; this course reads {known}."
        )
    try:
        sources = _sources(whole)
        return Batch(
            answers=tuple(_answer_row(*item) for item in _items(whole, "answers")),
            reasons=tuple(row for item in _items(whole, "answers") for row in _reason_rows(*item)),
            runs=tuple(_run_row(*item) for item in _items(whole, "runs")),
            sources=sources,
            uses=tuple(
                _use_row(*item, {name for name, _ in sources}) for item in _items(whole, "exercise_sources")
            ),
            hints=_hint_rows(whole),
            visits=tuple(_visit_row(*item) for item in _items(whole, "visits")),
            # Exports made before references could be looked at do not have this key.
            reveals=tuple(_reveal_row(*item) for item in _items({"reveals": [], **whole}, "reveals")),
            reviews=tuple(_review_row(*item) for item in _items({"reviews": [], **whole}, "reviews")),
            challenges=tuple(
                _challenge_row(*item) for item in _items({"challenges": [], **whole}, "challenges")
            ),
        )
    except RecursionError:
        raise ValueError("The exported progress is nested too deeply to be one.") from None


def _mapping(value: object, place: str) -> dict[str, Any]:
    if not isinstance(value, dict) or not all(isinstance(key, str) for key in value):
        raise ValueError(f"In exported progress, {place} must be a JSON object, not {_kind(value)}.")
    return value


def _items(whole: dict[str, Any], key: str) -> list[tuple[dict[str, Any], str]]:
    value = whole.get(key)
    if not isinstance(value, list):
        raise ValueError(f"In exported progress, {key} must be a list, not {_kind(value)}.")
    return [(_mapping(item, f"{key}[{n}]"), f"{key}[{n}]") for n, item in enumerate(value)]


def _kind(value: object) -> str:
    names = {
        dict: "an object",
        list: "a list",
        str: "a text",
        bool: "true or false",
        type(None): "missing or null",
    }
    return names.get(type(value), "a number")


def _text(item: dict[str, Any], key: str, place: str, empty: bool = False) -> str:
    value = item.get(key)
    if not isinstance(value, str) or not (value or empty):
        raise ValueError(f"In exported progress, {place}.{key} must be a text, not {value!r:.60}.")
    return _storable(value, f"{place}.{key}")


def _storable(value: str, place: str) -> str:
    try:
        value.encode("utf-8")
    except UnicodeEncodeError:
        raise ValueError(f"In exported progress, {place} holds half a surrogate pair.") from None
    return value


def _read_time(item: dict[str, Any], key: str, place: str) -> str:
    text = _text(item, key, place)
    try:
        moment = datetime.fromisoformat(text)
        if moment.tzinfo is None:
            raise ValueError("no offset")
        # A clock that was wrong must not make its rows the newest ones for ever.
        return min(iso(moment), utc_now())
    except (ValueError, OverflowError):
        raise ValueError(
            f"In exported progress, {place}.{key} must be an ISO 8601 time with offset, not {text!r:.60}."
        ) from None


def _answer_row(item: dict[str, Any], place: str) -> tuple[Any, ...]:
    choice = item.get("choice")
    if not isinstance(choice, list) or not all(isinstance(part, str) for part in choice):
        raise ValueError(f"In exported progress, {place}.choice must be a list of texts, not {choice!r:.60}.")
    if item.get("confidence") not in CONFIDENCES:
        raise ValueError(f'In exported progress, {place}.confidence must be "sure", "guessing" or "".')
    if not isinstance(item.get("right"), bool):
        raise ValueError(f"In exported progress, {place}.right must be true or false.")
    return (
        _text(item, "uid", place),
        _text(item, "question", place),
        json.dumps(choice),
        item["confidence"],
        int(item["right"]),
        _read_time(item, "answered_at", place),
    )


def _reason_rows(item: dict[str, Any], place: str) -> list[tuple[str, str]]:
    """Return what the learner wrote to an answer, nothing for exports that do not have it."""
    why = _text({"why": "", **item}, "why", place, empty=True)
    return [(_text(item, "uid", place), why)] if why else []


def _run_row(item: dict[str, Any], place: str) -> tuple[Any, ...]:
    values = _mapping(item.get("report"), f"{place}.report")
    try:
        report = report_from(values)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise ValueError(
            f"In exported progress, {place}.report is not the report of a run: {error}."
        ) from None
    check_report(report, f"{place}.report")
    _storable(report.exercise, f"{place}.report.exercise")
    return (
        _text(item, "uid", place),
        *run_values(report),
        _text(item, "source_hash", place, empty=True),
        _text(item, "door", place),
        _read_time(item, "recorded_at", place),
        dump(report),
    )


def _is_text(value: object) -> bool:
    return isinstance(value, str)


def _is_integer(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _is_number(value: object) -> bool:
    return isinstance(value, float) or _is_integer(value)


def _is_tuple(value: object) -> bool:
    return isinstance(value, tuple)


def _is_texts(value: object) -> bool:
    return isinstance(value, tuple) and all(map(_is_text, value))


def _is_pairs(value: object) -> bool:
    return isinstance(value, tuple) and all(_is_texts(pair) and len(pair) == 2 for pair in value)


def _is_outcome(value: object) -> bool:
    return value == "passed" or value in SEVERITY


@dataclass(frozen=True)
class _Kind:
    """What a field of a report may hold: in words, and as a test."""

    words: str
    fits: Callable[[object], bool]


_TEXT = _Kind("a text", _is_text)
_TEXTS = _Kind("a list of texts", _is_texts)
_INTEGER = _Kind("an integer", _is_integer)
_NUMBER = _Kind("a number", _is_number)

#: Every field of a report.
_OF_REPORT = {
    "exercise": _TEXT,
    "checks": _Kind("a list of checks", _is_tuple),
    "source_hash": _TEXT,
    "seconds": _NUMBER,
    "finished": _TEXT,
    "fault": _TEXT,
    "diagnosis": _TEXT,
    "extra": _Kind("an object", lambda value: isinstance(value, dict)),
}
#: Every field of a check's result.
_OF_CHECK = {
    "name": _TEXT,
    "rule": _TEXT,
    "outcome": _Kind(f"one of passed, {', '.join(SEVERITY)}", _is_outcome),
    "source": _TEXT,
    "rows": _TEXTS,
    "curl": _TEXT,
    "earlier": _TEXTS,
    "status_line": _TEXT,
    "family": _INTEGER,
    "response_headers": _Kind("a list of pairs of texts", _is_pairs),
    "response_body": _TEXT,
    "came_back": _TEXT,
    "expected": _TEXT,
    "why": _TEXT,
    "difference": _TEXT,
    "where": _TEXT,
    "hint": _INTEGER,
    "hints": _INTEGER,
    "step": _TEXT,
    "traceback": _TEXT,
    "output": _TEXT,
    "symptom": _TEXT,
    "trace": _TEXTS,
    "remarks": _TEXTS,
    "seed": _TEXT,
    "seconds": _NUMBER,
    "facts": _TEXT,
}


def check_report(report: Report, place: str) -> None:
    """Make sure that a rebuilt report holds what its fields promise, so that no page fails on it later."""
    _check_fields(vars(report), _OF_REPORT, place)
    for n, check in enumerate(report.checks):
        _check_fields(vars(check), _OF_CHECK, f"{place}.checks[{n}]")


def _check_fields(values: dict[str, object], kinds: dict[str, _Kind], place: str) -> None:
    for name, value in values.items():
        if not kinds[name].fits(value):
            raise ValueError(
                f"In exported progress, {place}.{name} must be {kinds[name].words}, not {value!r:.60}."
            )


def _sources(whole: dict[str, Any]) -> tuple[tuple[str, bytes], ...]:
    found = []
    for name, packed in _mapping(whole.get("sources"), "sources").items():
        text = _unpacked(_mapping(packed, f"sources.{name}"), f"sources.{name}")
        if digest(text) != name:
            raise ValueError(f"In exported progress, sources.{name:.60} is not the SHA-256 of its text.")
        found.append((name, text))
    return tuple(found)


def _unpacked(packed: dict[str, Any], place: str) -> bytes:
    if "text" in packed:
        return _text(packed, "text", place, empty=True).encode("utf-8")
    try:
        return base64.b64decode(_text(packed, "base64", place, empty=True), validate=True)
    except (binascii.Error, ValueError):
        raise ValueError(f"In exported progress, {place} must hold text or base64.") from None


def _use_row(item: dict[str, Any], place: str, known: set[str]) -> tuple[str, str, str]:
    name = _text(item, "hash", place)
    if name not in known:
        raise ValueError(f"In exported progress, {place}.hash names no text of sources.")
    return _text(item, "exercise", place), name, _read_time(item, "saved_at", place)


def _hint_rows(whole: dict[str, Any]) -> tuple[tuple[str, int], ...]:
    found = _mapping(whole.get("hints"), "hints")
    for slug, n in found.items():
        _storable(slug, "hints")
        if not isinstance(n, int) or isinstance(n, bool) or not 1 <= n <= 99:
            raise ValueError(f"In exported progress, hints.{slug:.60} must be a number from 1 to 99.")
    return tuple(found.items())


def _visit_row(item: dict[str, Any], place: str) -> tuple[str, str, str]:
    return _text(item, "lesson", place), _text(item, "step", place), _read_time(item, "visited_at", place)


def _reveal_row(item: dict[str, Any], place: str) -> tuple[str, str]:
    return _text(item, "exercise", place), _read_time(item, "revealed_at", place)


def _review_row(item: dict[str, Any], place: str) -> tuple[Any, ...]:
    rating = item.get("rating")
    if rating not in RATINGS or isinstance(rating, bool):
        raise ValueError(f"In exported progress, {place}.rating must be 1, 2, 3 or 4, not {rating!r:.60}.")
    at = _read_time(item, "reviewed_at", place)
    return _text(item, "uid", place), _text(item, "card", place), rating, at


def _challenge_row(item: dict[str, Any], place: str) -> tuple[Any, ...]:
    numbers = [item.get(key) for key in ("seed", "seconds")]
    if not all(_is_integer(number) and 0 <= number < 2**53 for number in numbers if number is not None):
        raise ValueError(f"In exported progress, {place}.seed and seconds must be whole numbers.")
    if None in numbers or not is_answers(item.get("answers")):
        raise ValueError(f"In exported progress, {place}.answers must be a list of [question, code, code].")
    answers = json.dumps(item["answers"])
    at = _read_time(item, "taken_at", place)
    return _text(item, "uid", place), _text(item, "scope", place, empty=True), *numbers, answers, at
