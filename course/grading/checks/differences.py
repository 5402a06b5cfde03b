"""What differs between what came back and what was expected, in words."""

from __future__ import annotations

import ast
from collections.abc import Collection
from dataclasses import dataclass, replace
from json import dumps
from typing import Any

from course.grading.checks import conditions
from course.grading.checks.answers import CheckFailed, Headers, Record, Recorded, ResponseText, Status
from course.grading.checks.parsing import MOST_DEPTH, Deep, same
from course.grading.checks.shown import SHOWN_VALUE, WANTED, names, show
from course.values import codes, meanings, wire

#: Of longer lists it is not searched which entry is missing.
MOST_ENTRIES = 500


@dataclass(frozen=True)
class Sides:
    """Both sides of a failed comparison, in words."""

    came_back: str
    expected: str
    difference: str = ""
    why: str = ""
    recorded: Recorded | None = None
    symptom: str = ""
    where: str = ""
    traceback: str = ""


def sides_of(error: AssertionError, record: Record | None, statement: str) -> Sides:
    """Read both sides of a failed assert."""
    if isinstance(error, CheckFailed):
        sides = Sides(error.came_back, error.expected, error.difference, error.why, error.recorded)
        if error.where:  # what came back is a test or a line of a document, not a response
            return replace(sides, symptom=error.symptom, where=error.where, traceback=error.traceback)
        return replace(_prefer_status(sides), symptom=error.symptom)
    note = author_note(error)
    comparison = record.comparison if record else None
    if comparison is None:
        last = record.exchanges[-1] if record and record.exchanges else None
        wanted = conditions.wanted(conditions.test_of(statement))
        # The kind stays as the source has it: catalogues of misconceptions are compared by it.
        return Sides(_summary(last), wanted, "", note, last, f"not {condition(statement)}")
    sides = compare_sides(*comparison)
    test = conditions.test_of(statement)
    if sides.recorded is None and conditions.names_a_kind(test):
        sides = replace(sides, came_back=_bare(comparison[1]), expected=_bare(comparison[2]))
    if sides.recorded is None and conditions.seeks_an_entry(test) and _is_a_listing(comparison[2]):
        came, entry = show(comparison[2]), show(comparison[1])
        sides = replace(sides, came_back=came if comparison[2] else "nothing", expected=f"{entry} among them")
    if sides.recorded is None and (noun := conditions.counted(test)):
        sides = replace(sides, came_back=f"{noun}: {sides.came_back}", expected=f"{noun}: {sides.expected}")
    return replace(sides, why=note or sides.why)


def _is_a_listing(value: object) -> bool:
    return isinstance(value, list | tuple | set | frozenset)


def _bare(words: object) -> str:
    """Return words of a check as they are; only what was sent has quotation marks."""
    text = str(words)
    return text if text and text.isprintable() and text == " ".join(text.split()) else show(words)


def compare_sides(operator: str, left: Any, right: Any) -> Sides:
    """Put the two sides of a comparison into words."""
    recorded = getattr(left, "recorded", None) or getattr(right, "recorded", None)
    if isinstance(left, Status):
        return replace(status_sides(operator, left, right), recorded=recorded)
    if operator in ("in", "not in") and not isinstance(right, str | bytes):
        return replace(_membership(operator, left, right), recorded=recorded)
    if isinstance(left, ResponseText) and left.noun != "body":
        return replace(text_sides(operator, left, right), recorded=recorded)
    came, expected = show(left), f"{WANTED.get(operator, operator)} {show(right)}".lstrip()
    if operator in ("in", "not in"):
        came = around(str(right), str(left)) if isinstance(right, str) else show(right)
        expected = f"{'with' if operator == 'in' else 'without'} {show(left)} in it"
    symptom = f"{kind_of(left)} {operator} {kind_of(right)}"
    return Sides(came, expected, first_difference(left, right), "", recorded, symptom)


def kind_of(value: Any) -> str:
    """Return what kind of value it is, without what changes from run to run."""
    if isinstance(value, dict):
        return "{" + ", ".join(sorted(map(_short, value))) + "}"
    if isinstance(value, bool) or value is None:
        return dumps(value)
    if isinstance(value, set | frozenset):
        return "{" + ", ".join(sorted(map(_short, value))) + "}"
    if isinstance(value, ResponseText):
        return "Text"  # the word of stored reports; it does not follow the name of the class
    return type(value).__name__


def _short(value: object) -> str:
    return str(value)[:SHOWN_VALUE]


def text_sides(operator: str, left: ResponseText, right: Any) -> Sides:
    """Put a comparison of a header or a media type into words."""
    name = _header(left)
    wanted = f"{WANTED.get(operator, operator)} {right}".lstrip()
    return Sides(f"{name}: {left}" if left else f"no {name}", f"{name}: {wanted}", f"header {name}")


def _is_header(value: Any) -> bool:
    return isinstance(value, ResponseText) and value.noun.startswith(("header ", "media type"))


def _header(text: ResponseText) -> str:
    return "Content-Type" if text.noun == "media type" else text.noun.removeprefix("header ")


def status_sides(operator: str, left: Status, right: Any) -> Sides:
    """Put a comparison of status codes into words, with what the returned code tells a client."""
    came = codes.speak(int(left))
    wanted = _codes_in(right)
    if operator in ("==", "in", "is") and wanted:
        names = " or ".join(codes.speak(code) for code in wanted)
        return Sides(
            came,
            names,
            f"status {int(left)}, not {' or '.join(map(str, wanted))}",
            meanings.why(wanted, int(left)),
        )
    word = WANTED.get(operator, operator)
    return Sides(
        came,
        f"a status {'of ' if word.startswith('at ') else ''}{word} {show(right)}",
        f"status {int(left)}",
        meanings.tells(int(left)),
    )


def first_difference(left: Any, right: Any, path: str = "") -> str:
    """Return the first place where two values differ, in words; "" when they are alike or very deep."""
    if isinstance(left, Deep) or isinstance(right, Deep) or path.count(".") > MOST_DEPTH:
        return "" if same(left, right) else f"field {path.rstrip('.')} differs"
    if isinstance(left, dict) and isinstance(right, dict):
        return _fields_differ(left, right, path)
    if isinstance(left, list) and isinstance(right, list):
        return _entries_differ(left, right, path)
    if type(left) is type(right) and left == right:
        return ""
    if left == right and not isinstance(left, bool) and not isinstance(right, bool):
        return ""
    return f"field {path.rstrip('.')}: {show(left)}, not {show(right)}" if path else ""


def _fields_differ(left: dict[Any, Any], right: dict[Any, Any], path: str) -> str:
    for key in right:
        if key not in left:
            return f"field {path}{key!s} is missing"
        inner = first_difference(left[key], right[key], f"{path}{key}.")
        if inner:
            return inner
    extra = [key for key in left if key not in right]
    return f"field {path}{extra[0]} is there, and no such field is expected" if extra else ""


def _entries_differ(left: list[Any], right: list[Any], path: str) -> str:
    """Say how two lists differ; of two that differ in length, the first entry that is missing or too many."""
    if len(left) == len(right):
        pairs = enumerate(zip(left, right, strict=True))
        inner = (first_difference(a, b, f"{path.rstrip('.')}[{i}].") for i, (a, b) in pairs)
        return next(filter(None, inner), "")
    where = f"field {path.rstrip('.')}: " if path else ""
    counted = f"{where}{len(left)} {'entry' if len(left) == 1 else 'entries'}, not {len(right)}"
    if max(len(left), len(right)) > MOST_ENTRIES:
        return counted
    missing = [entry for entry in right if entry not in left]
    if missing:
        return f"{counted}; {show(missing[0])} is missing"
    extra = [entry for entry in left if entry not in right]
    return f"{counted}; {show(extra[0])} is not expected" if extra else counted


def around(text: str, part: str) -> str:
    """Return a text as JSON, one that is JSON already as it is, a long one cut to where a part is in it."""
    place = text.find(part)
    if len(text) <= SHOWN_VALUE or place < 0:
        return text.strip()[:SHOWN_VALUE] if text.startswith(("{", "[")) else show(text)
    begin = max(0, place - SHOWN_VALUE // 3)
    cut = text[begin : begin + SHOWN_VALUE]
    return f"{'…' if begin else ''}{cut}{'…' if begin + SHOWN_VALUE < len(text) else ''}"


def author_note(error: AssertionError) -> str:
    """Return the message an author wrote after the comma of an assert, "" when there is none."""
    text = str(error.args[0]) if error.args else ""
    head, _, rest = text.partition("\nassert ")
    return " ".join(head.split()) if rest and not head.startswith("assert ") else ""


def condition(statement: str) -> str:
    """Return the condition of an assert statement as source, without its message."""
    test = conditions.test_of(statement)
    return "the rule holds" if test is None else ast.unparse(test)


def _prefer_status(sides: Sides) -> Sides:
    """Say the status too when it is an error, or when the check has not compared it: it may be the cause."""
    response = sides.recorded.exchange.response if sides.recorded else None
    if sides.recorded is None or response is None or "status" in sides.difference:
        return sides
    if response.status < 400 and sides.recorded.status_accepted:
        return sides
    return replace(sides, came_back=f"{sides.came_back} (with {codes.speak(response.status)})")


def _membership(operator: str, left: Any, right: Any) -> Sides:
    if isinstance(right, Headers):
        came, wanted = ("no", "a") if operator == "in" else ("a", "no")
        symptom = f"header {left} {operator}"
        return Sides(f"{came} header {left}", f"{wanted} header {left}", f"header {left}", "", None, symptom)
    if isinstance(right, dict):
        there = f"fields {names(right)}" if right else "no fields"
        if operator == "in":
            return Sides(there, f"a field {str(left)!r}", f"field {left} is missing")
        return Sides(there, f"no field {str(left)!r}", f"field {left} is there")
    if operator == "in" and isinstance(right, list | tuple) and len(right) == 1:
        return Sides(show(left), show(right[0]))
    word = "one of" if operator == "in" else "none of"
    if not _is_header(left):
        return Sides(show(left), f"{word} {show(right)}")
    # A header is shown as it was sent: an entity tag has quotation marks of its own.
    return Sides(f"{_header(left)}: {left}", f"{word} {', '.join(map(str, right))[:SHOWN_VALUE]}")


def _codes_in(value: Any) -> list[int]:
    if isinstance(value, bool):
        return []
    if isinstance(value, int):
        return [int(value)]
    if isinstance(value, Collection) and not isinstance(value, str | bytes):
        return [int(code) for code in value if isinstance(code, int)]
    return []


def _summary(recorded: Recorded | None) -> str:
    response = recorded.exchange.response if recorded else None
    if response is None:
        return "nothing"
    body = wire.readable(response.body, 80).strip()
    return f"{codes.speak(response.status)}{f' with {body}' if body else ' without content'}"
