"""The learner's file as a page shows it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from course.practice import sources
from course.values.progress import digest

LANGUAGES = {".py": "python", ".yaml": "yaml", ".yml": "yaml", ".json": "json"}
#: A learner's file longer than this is not shown.
SHOWN_SOURCE = 64 * 1024


@dataclass(frozen=True)
class LearnerFile:
    """The learner's file as it is on the disk now."""

    name: str
    hash: str
    #: With line feeds only, as a browser has it in a form.
    text: str
    #: Why it cannot be shown, "" when it can.
    problem: str = ""
    #: What ends a line in the file: "lf" or "crlf".
    ending: str = "lf"

    @property
    def language(self) -> str:
        """Return the language of the file for highlighting."""
        return LANGUAGES.get(Path(self.name).suffix, "text")


def shown(name: str, data: bytes) -> LearnerFile:
    """Return a text as a page shows it, or the sentence that says why it does not."""
    if len(data) > SHOWN_SOURCE:
        problem = f"{name} is too long to be shown here: {len(data)} bytes."
        return LearnerFile(name, digest(data), "", problem)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        problem = f"{name} cannot be shown: it is not UTF-8 text (byte {error.start})."
        return LearnerFile(name, digest(data), "", problem)
    ending = "crlf" if sources.in_style_of(data, b"\n") == b"\r\n" else "lf"
    return LearnerFile(name, digest(data), text.replace("\r\n", "\n"), ending=ending)
