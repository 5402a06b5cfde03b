"""Which code a prediction was about: read from the lesson as written, and from the one app that it runs."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterable, Iterator, Mapping

from course.lessons.library import Library, folder_stamp
from course.lessons.parser import Source
from course.lessons.scan import Node
from course.reference.entries import Reference
from course.values.lesson import LessonOutline
from course.values.mistakes import CourseContentError
from course.values.progress import Slip

_CODE = re.compile(r"[1-5]\d\d")


class Predictions:
    """Knows the real code behind each prediction of a status. Runs one small app, and nothing else, once."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._lock = threading.Lock()
        self._known: dict[tuple[str, str], tuple[object, int]] = {}

    def code(self, slug: str, question: str) -> int:
        """Return the code that a question's app answers, 0 when the question is about something else."""
        stamp = folder_stamp(self._library.lessons_dir / slug)
        with self._lock:
            known = self._known.get((slug, question))
            if known is None or known[0] != stamp:
                known = self._known[slug, question] = (stamp, self._asked(slug, question))
        return known[1]

    def _asked(self, slug: str, question: str) -> int:
        # Flask, Markdown and Pygments are loaded with the first mistake that is looked at, not with the site.
        from course.lessons import apps
        from course.lessons.builder import answer

        source = self._library.source(slug)
        node = _node(source, question) if source else None
        if source is None or node is None or node.options.get("ask", "status") != "status":
            return 0
        if "server" in node.options:
            return self._served(slug, question)
        path, mode = source.file.parent / node.options["app"], node.options.get("mode", "production")
        try:
            found = answer("status", apps.run(path, node.options["send"], mode)[-1])
        except apps.AppFault:
            return 0
        return _code(found)

    def _served(self, slug: str, question: str) -> int:
        """Return the code of an app behind a server: the whole lesson is read, for it is kept afterwards."""
        try:
            steps = self._library.lesson(slug).steps
        except (KeyError, CourseContentError):
            return 0
        asked = next((one for step in steps for one in step.questions if one.id == question), None)
        return next((_code(o.value) for o in asked.options if o.right), 0) if asked else 0

    def mixed_up(
        self, slips: Iterable[Slip], outlines: Iterable[LessonOutline], reference: Reference
    ) -> Mapping[tuple[int, int], int]:
        """Return how often one code was said for another: (right, said) → times."""
        home = {
            name: outline.slug for outline in outlines for step in outline.steps for name in step.question_ids
        }
        found: dict[tuple[int, int], int] = {}
        for slip in slips:
            for said in filter(None, map(_code, slip.choice)):
                right = self._right(slip.question, home, reference)
                if right and right != said:
                    found[right, said] = found.get((right, said), 0) + slip.times
        return found

    def _right(self, question: str, home: Mapping[str, str], reference: Reference) -> int:
        if question in home:
            return self.code(home[question], question)
        asked = reference.question(question)
        keys = [_code(option.value) for option in asked.options if option.right] if asked else []
        return keys[0] if len(keys) == 1 else 0


def _node(source: Source, question: str) -> Node | None:
    return next((node for node in _predictions(source) if node.options.get("id") == question), None)


def _predictions(source: Source) -> Iterator[Node]:
    for item in source.items:
        if isinstance(item, Node) and item.sound and item.name == "predict":
            yield item


def _code(text: str) -> int:
    return int(text) if _CODE.fullmatch(text) else 0
