"""Which texts are drafts: those whose front matter says `draft: true`."""

from __future__ import annotations

import os
from pathlib import Path

from course.text.front_matter import is_draft

#: Characters. Front matter is far shorter.
_HEAD = 8192


class Drafts:
    """Tells drafts from the rest by their files. It is asked often: a text is read once a change."""

    def __init__(self) -> None:
        self._known: dict[Path, tuple[tuple[int, int], bool]] = {}

    def __contains__(self, file: Path) -> bool:
        try:
            stat = os.stat(file)
            stamp = (stat.st_mtime_ns, stat.st_size)
            known = self._known.get(file)
            if known is None or known[0] != stamp:
                known = self._known[file] = (stamp, is_draft(_head(file)))
        except OSError:
            return False
        return known[1]


def _head(file: Path) -> str:
    with file.open(encoding="utf-8", errors="replace") as text:
        return text.read(_HEAD)
