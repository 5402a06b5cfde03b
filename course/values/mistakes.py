"""What is wrong with the course's own content."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class ContentError:
    """One mistake in the course's content: where it is, what is wrong, what to do."""

    file: Path
    line: int
    message: str
    remedy: str = ""

    def __str__(self) -> str:
        tail = f" {self.remedy}" if self.remedy else ""
        return f"{self.file}:{self.line}: {self.message}{tail}"


class CourseContentError(Exception):
    """Raised when content cannot be used; carries every mistake found."""

    def __init__(self, errors: tuple[ContentError, ...]) -> None:
        super().__init__("\n".join(str(error) for error in errors))
        self.errors = errors
