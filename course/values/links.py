"""Every address of the site, in one place."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import quote, urlencode

#: `lesson:05_precise_success#a-new-thing`
TARGET = re.compile(r"(lesson|exercise|code|term):([\w.-]*)(?:#([\w-]*))?")
#: What may stand for itself in a segment of a path (RFC 3986 §3.3).
SEGMENT = "!$&'()*+,:;=@"
PREFIX = re.compile(r"(?:/[^/?#]+)*")


@dataclass(frozen=True)
class Links:
    """The addresses of the site; `prefix` is the path below which it is mounted: "" or "/course".

    Raises ValueError for a prefix that does not begin with a slash, ends with one, or names more than a path.
    """

    prefix: str = ""

    def __post_init__(self) -> None:
        if not PREFIX.fullmatch(self.prefix):
            raise ValueError(
                f'"{self.prefix}" cannot be put before a path. Write "" or a path such as "/course":'
                " with a slash before each segment, and none at the end."
            )

    def href(self, target: str) -> str:
        """Return the address of "lesson:SLUG[#STEP]", "exercise:SLUG", "code:NNN" or "term:NAME".

        Every other target is returned unchanged.
        """
        match = TARGET.fullmatch(target)
        if match is None:
            return target
        kind, name, step = match.groups()
        if kind == "lesson":
            return self.step(name, step) if step else self.lesson(name)
        return {"exercise": self.exercise, "code": self.code, "term": self.glossary}[kind](name)

    def address(self, path: str) -> str:
        """Return the address of a path of the site."""
        return f"{self.prefix}{path}"

    def home(self) -> str:
        """Return the address of the map of the course."""
        return self._at("")

    def theme(self) -> str:
        """Return where the choice of colours is sent."""
        return self._at("theme")

    def styleguide(self) -> str:
        """Return the address of the style guide."""
        return self._at("styleguide")

    def static(self, name: str, version: str = "") -> str:
        """Return the address of a static file; one with a version may be kept forever."""
        return self._at("static", *name.split("/"), v=version)

    def lessons(self) -> str:
        """Return the address of the list of lessons."""
        return self._at("lessons", "")

    def lesson(self, slug: str) -> str:
        """Return the address of a lesson's first page."""
        return self._at("lessons", slug, "")

    def lesson_end(self, slug: str) -> str:
        """Return the address of a lesson's last page."""
        return self._at("lessons", slug, "end", "")

    def way(self, slug: str, way: str, app: str = "") -> str:
        """Return the address of a way into a lesson, such as "why"; of Try also with one of the apps."""
        return self._at("lessons", slug, way, app=app)

    def step(self, slug: str, step: str, read_on: bool = False) -> str:
        """Return the address of a step, also with what stands behind its open questions."""
        return self._at("lessons", slug, step, read="on" if read_on else "")

    def answers(self, slug: str, step: str, read_on: bool = False) -> str:
        """Return where the answers to the questions of a step are sent."""
        return self._at("lessons", slug, step, "answers", read="on" if read_on else "")

    def app(self, slug: str, file: str, step: str = "") -> str:
        """Return the address of the console of a lesson's app; it leads back to the step."""
        return self._at("lessons", slug, "apps", file, "", step=step)

    def app_requests(self, slug: str, file: str) -> str:
        """Return where requests to a lesson's app are sent."""
        return self._at("lessons", slug, "apps", file, "requests")

    def exercises(self) -> str:
        """Return the address of the list of exercises."""
        return self._at("exercises", "")

    def methods(self) -> str:
        """Return the address of the table of methods and codes."""
        return self._at("codes", "methods")

    def guidelines(self) -> str:
        """Return the address of what well-known guidelines say."""
        return self._at("codes", "guidelines")

    def glossary(self, term: str = "") -> str:
        """Return the address of the glossary, or of one of its terms."""
        return f"{self._at('glossary')}{f'#{term}' if term else ''}"

    def keys(self) -> str:
        """Return the address of the list of keys."""
        return self._at("keys")

    def exercise(self, slug: str) -> str:
        """Return the address of an exercise."""
        return self._at("exercises", slug, "")

    def hints(self, slug: str) -> str:
        """Return where the next hint is asked for."""
        return self._at("exercises", slug, "hints")

    def source(self, slug: str) -> str:
        """Return the address of the learner's file."""
        return self._at("exercises", slug, "source")

    def runs(self, slug: str) -> str:
        """Return where a run of the checks is asked for."""
        return self._at("exercises", slug, "runs")

    def latest_run(self, slug: str) -> str:
        """Return the address of the newest run."""
        return self._at("exercises", slug, "runs", "latest")

    def run(self, slug: str, run_id: int) -> str:
        """Return the address of one run."""
        return self._at("exercises", slug, "runs", str(run_id))

    def history(self, slug: str) -> str:
        """Return the address of the texts that an exercise has had."""
        return self._at("exercises", slug, "history")

    def kept_text(self, slug: str, hash: str) -> str:
        """Return the address of one text of the history."""
        return self._at("exercises", slug, "history", hash)

    def reset(self, slug: str) -> str:
        """Return where the start of an exercise is asked for."""
        return self._at("exercises", slug, "reset")

    def solution(self, slug: str) -> str:
        """Return the address of the reference of an exercise."""
        return self._at("exercises", slug, "solution")

    def requests(self, slug: str) -> str:
        """Return where requests to the learner's app are sent."""
        return self._at("exercises", slug, "requests")

    def codes(self) -> str:
        """Return the address of the list of status codes."""
        return self._at("codes", "")

    def code(self, name: str | int) -> str:
        """Return the address of a status code, or of a comparison such as "401-403"."""
        return self._at("codes", str(name))

    def code_answers(self, name: str) -> str:
        """Return where the answer to the question of a comparison is sent."""
        return self._at("codes", name, "answers")

    def decide(self) -> str:
        """Return the address where the walk to a code begins."""
        return self._at("decide")

    def check(self, name: str) -> str:
        """Return the address of a check of the walk, or of one of its ends."""
        return self._at("decide", name)

    def progress(self) -> str:
        """Return the address of what the learner did so far."""
        return self._at("progress")

    def sheet(self) -> str:
        """Return the address of the sheet to print."""
        return self._at("progress", "sheet")

    def export(self) -> str:
        """Return the address of the progress as one JSON file."""
        return self._at("progress", "export")

    def import_progress(self) -> str:
        """Return where such a file is sent."""
        return self._at("progress", "import")

    def assignments(self) -> str:
        """Return the address of what a teacher handed out; a file of it is sent there too."""
        return self._at("assignments")

    def drop_assignment(self, id: str) -> str:
        """Return where it is asked to forget an assignment."""
        return self._at("assignments", id, "drop")

    def recall(self) -> str:
        """Return the address of what is due to be recalled."""
        return self._at("recall")

    def challenge(self) -> str:
        """Return the address of ten questions over all lessons."""
        return self._at("challenge")

    def search(self, query: str = "") -> str:
        """Return the address of the search, also with its results."""
        return self._at("search", q=query)

    def _at(self, *segments: str, **query: str) -> str:
        path = "/".join(quote(segment, safe=SEGMENT) for segment in segments)
        asked = urlencode({name: value for name, value in query.items() if value})
        return f"{self.prefix}/{path}{'?' if asked else ''}{asked}"


DEFAULT_LINKS = Links()
