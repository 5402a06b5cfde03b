"""Where the course speaks of a code: lessons, their steps, exercises. Nothing is rendered, nothing is run."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from course.lessons.library import Library
from course.lessons.parser import StepSource, read_source
from course.lessons.scan import Markdown, Node
from course.text.marks import CHIP, without_code
from course.values import codes
from course.values.exercise import Exercise
from course.values.lesson import FOLDED, LessonOutline, StepOutline

#: Blocks whose inside is secret until the learner has committed, those that build on them, and one whose
#: inside stands on another page.
SECRET = frozenset({"predict", "quiz", "myth", "pitfall", "result", "takeaways", "visualize"})
QUESTIONS = frozenset({"predict", "quiz"})


@dataclass(frozen=True)
class LessonUse:
    """A lesson that speaks of a code, and the steps in which it does."""

    outline: LessonOutline
    steps: tuple[StepOutline, ...]
    #: True when the lesson's front matter names the code: it is taught there, not only met.
    teaches: bool


@dataclass(frozen=True)
class Usage:
    """Everywhere that a code is used."""

    lessons: tuple[LessonUse, ...]
    exercises: tuple[Exercise, ...]

    @property
    def taught(self) -> tuple[LessonUse, ...]:
        """Return the lessons that teach the code."""
        return tuple(use for use in self.lessons if use.teaches)

    @property
    def met(self) -> tuple[LessonUse, ...]:
        """Return the lessons that only mention the code."""
        return tuple(use for use in self.lessons if not use.teaches)

    @property
    def closest(self) -> tuple[Exercise, ...]:
        """Return the three exercises of fewest codes: those that are most about this one."""
        return tuple(sorted(self.exercises, key=lambda exercise: len(exercise.codes))[:3])

    @property
    def best(self) -> LessonUse | None:
        """Return the lesson to send somebody to."""
        return max(self.taught, key=_worth, default=None)

    @property
    def leading(self) -> tuple[LessonUse, ...]:
        """Return the three lessons that are most about the code, in teaching order."""
        most = sorted(self.taught, key=_worth, reverse=True)[:3]
        return tuple(use for use in self.taught if use in most)


def _worth(use: LessonUse) -> tuple[bool, float, int]:
    """Return how much a lesson is about a code: rather of few codes and with many steps on this one.

    The first part introduces codes that later parts teach, so it comes last.
    """
    outline = use.outline
    return outline.part > 1, len(use.steps) / max(len(outline.codes), 1), -outline.number


def step_codes(step: StepSource) -> frozenset[int]:
    """Return the codes that a step shows to everybody.

    Read are the text up to the first question, and the codes which that question offers. What stands behind
    an open question is held back on the step's page, so it must not be told here either.
    """
    found: set[int] = set()
    for item in step.items:
        if isinstance(item, Node) and item.name in QUESTIONS:
            found.update(_offered(item))
            break
        if isinstance(item, Markdown) or item.name not in SECRET:
            found.update(_chips(_texts(item)))
    return frozenset(found & codes.NAMES.keys())


def told_codes(step: StepSource) -> tuple[int, ...]:
    """Return the codes that a step speaks of before its first question, in order of appearance.

    What stands in a folded block is by the way, and does not count.
    """
    found: dict[int, None] = {}
    for item in step.items:
        if isinstance(item, Node) and item.name in QUESTIONS:
            break
        if isinstance(item, Markdown) or item.name not in SECRET | FOLDED:
            found |= dict.fromkeys(_chips(_texts(item)))
    return tuple(code for code in found if code in codes.NAMES)


def _offered(question: Node) -> Iterator[int]:
    for option in question.blocks("option"):
        if option.argument.strip().isdigit():
            yield int(option.argument)


def _texts(item: Markdown | Node) -> Iterator[str]:
    if isinstance(item, Markdown):
        yield item.text
        return
    yield item.argument
    for child in item.children:
        yield from _texts(child)


def _chips(texts: Iterable[str]) -> Iterator[int]:
    for text in texts:
        yield from (int(match[1]) for match in CHIP.finditer(without_code(text)))


@dataclass(frozen=True)
class _StepCodes:
    shown: frozenset[int]
    told: tuple[int, ...]


class Usages:
    """Looks up where codes are used. Reads a lesson again only when its text changed."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._lock = threading.Lock()
        self._steps: dict[Path, tuple[tuple[int, int], dict[str, _StepCodes]]] = {}

    def of(self, code: int, exercises: Iterable[Exercise]) -> Usage:
        """Return where a code is used, in teaching order."""
        uses = (self._in_lesson(code, outline) for outline in self._library.outlines())
        return Usage(
            tuple(use for use in uses if use is not None),
            tuple(exercise for exercise in exercises if code in exercise.codes),
        )

    def told(self, slug: str) -> dict[str, tuple[int, ...]]:
        """Return the codes that each step of a lesson speaks of before its first question, by step."""
        return {name: found.told for name, found in self._of_steps(slug).items()}

    def _in_lesson(self, code: int, outline: LessonOutline) -> LessonUse | None:
        found = self._of_steps(outline.slug)
        steps = tuple(step for step in outline.steps if step.id in found and code in found[step.id].shown)
        teaches = code in outline.codes
        return LessonUse(outline, steps, teaches) if steps or teaches else None

    def _of_steps(self, slug: str) -> dict[str, _StepCodes]:
        file = self._library.lessons_dir / slug / "lesson.md"
        try:
            stat = file.stat()
        except FileNotFoundError:
            return {}
        stamp = (stat.st_mtime_ns, stat.st_size)
        with self._lock:
            known = self._steps.get(file)
            if known is None or known[0] != stamp:
                source = read_source(file.read_text(encoding="utf-8", errors="replace"), file, slug)
                known = (stamp, {s.id: _StepCodes(step_codes(s), told_codes(s)) for s in source.steps})
                self._steps[file] = known
        return known[1]
