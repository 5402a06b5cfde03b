"""The rules that links, codes and citations keep."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from course.text import rfc
from course.text.front_matter import Fault
from course.text.marks import marks
from course.values import codes
from course.values.links import TARGET

_ADDRESS = re.compile(r"(?:https?://|mailto:)\S+|#[\w-]+")


@dataclass(frozen=True)
class CourseNames:
    """What links may point at."""

    steps: dict[str, frozenset[str]]
    exercises: frozenset[str]
    terms: frozenset[str] = frozenset()


def check_marks(text: str, first_line: int, course: CourseNames) -> Iterator[Fault]:
    """Yield what is wrong with the codes, citations, links and HTML of a Markdown text."""
    for mark in marks(text, first_line):
        if mark.kind == "code" and int(mark.value) not in codes.NAMES:
            yield Fault(
                mark.line, f"{{{mark.value}}} is not in the IANA registry.", "Write it as code: `499`."
            )
        elif mark.kind == "rfc":
            yield from _citation(mark.value, mark.line)
        elif mark.kind == "link":
            yield from check_link(mark.value, mark.line, course)
        elif mark.kind == "html":
            remedy = "The pages allow no inline style or script; use Markdown or a block."
            yield Fault(mark.line, f"this HTML may not stand in a page: {mark.value!r}.", remedy)


def _citation(value: str, line: int) -> Iterator[Fault]:
    number, _, section = value.partition(" ")
    if not rfc.known(number):
        yield Fault(line, f"RFC {number} is not among those the course cites.", "Correct the number.")
    elif section and not rfc.exists(number, section):
        yield Fault(
            line, f"RFC {number} has no section {section}.", "Look the section up in the RFC's own text."
        )


def check_link(target: str, line: int, course: CourseNames) -> Iterator[Fault]:
    """Yield what is wrong with the target of one link."""
    match = TARGET.fullmatch(target)
    if match is None:
        if not _ADDRESS.fullmatch(target):
            remedy = (
                "Inside the course: lesson:, exercise:, code:, term:; outside, the whole https:// address."
            )
            yield Fault(line, f"this link leads nowhere: {target}.", remedy)
        return
    kind, name, step = match.groups()
    remedy = "Correct the link."
    if kind == "lesson" and name not in course.steps:
        yield Fault(line, f"there is no lesson {name}.", remedy)
    elif kind == "lesson" and step is not None and step not in course.steps[name]:
        yield Fault(line, f"the lesson {name} has no step {step}.", remedy)
    elif kind == "exercise" and name not in course.exercises:
        yield Fault(line, f"there is no exercise {name}.", remedy)
    elif kind == "code" and not (name.isdigit() and int(name) in codes.NAMES):
        yield Fault(line, f"there is no code {name}.", remedy)
    elif kind == "term" and name not in course.terms:
        yield Fault(line, f"no lesson defines the term {name}.", "Correct the link, or mark it: [[term]].")
