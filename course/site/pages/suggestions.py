"""What the reader of a 404 may have looked for."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from difflib import get_close_matches

from course.site.http.address import links
from course.site.http.services import services
from course.values import codes
from course.values.links import Links

#: The end of a path that may be meant as codes: "404", "4040", "401-403-404".
NUMBERS = re.compile(r"\d{3,}(?:-\d{3,})*")


@dataclass(frozen=True)
class Suggestion:
    """Where the visitor may have wanted to go."""

    href: str
    label: str


def suggestions(path: str) -> tuple[Suggestion, ...]:
    """Return the codes named by a path that leads nowhere, then the nearest lessons, steps and exercises."""
    known = dict(_addresses(replace(links(), prefix="")))
    wanted = path.rstrip("/").lower()
    tails = {path.rstrip("/").rpartition("/")[2]: path for path in known}
    near = get_close_matches(wanted, list(known), n=3, cutoff=0.6)
    near += [
        tails[tail] for tail in get_close_matches(wanted.rpartition("/")[2], list(tails), n=3, cutoff=0.5)
    ]
    nearest = tuple(Suggestion(links().address(path), known[path]) for path in dict.fromkeys(near))
    return (*_codes_named(wanted), *nearest)[:4]


def _codes_named(path: str) -> tuple[Suggestion, ...]:
    """Return the pages of the registered codes that end a path; a long number counts by its start."""
    end = path.rpartition("/")[2]
    named = [int(number[:3]) for number in end.split("-")] if NUMBERS.fullmatch(end) else []
    return tuple(
        Suggestion(links().code(code), f"Code {codes.speak(code)}")
        for code in dict.fromkeys(named)
        if code in codes.NAMES
    )


def _addresses(links: Links) -> list[tuple[str, str]]:
    parts = services()
    found = [(links.codes(), "Every registered code"), (links.glossary(), "Glossary")]
    found += [
        (links.lesson(outline.slug), f"Lesson {outline.number}: {outline.title}")
        for outline in parts.library.outlines()
    ]
    found += [
        (links.step(outline.slug, step.id), f"Lesson {outline.number}: {step.title}")
        for outline in parts.library.outlines()
        for step in outline.steps
    ]
    found += [
        (links.exercise(exercise.slug), f"Exercise {exercise.number}: {exercise.title}")
        for exercise in parts.exercises()
    ]
    return found
