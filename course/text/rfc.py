"""Which sections the standards have, so that a wrong citation is found before a learner follows it."""

from __future__ import annotations

import json
from functools import cache
from importlib import resources


@cache
def _table() -> dict[str, dict[str, str] | None]:
    text = resources.files("course.data").joinpath("rfc_sections.json").read_text(encoding="utf-8")
    table: dict[str, dict[str, str] | None] = json.loads(text)
    return table


def known(number: str) -> bool:
    """Tell whether an RFC of that number is one the course may cite."""
    return number in _table()


def sections(number: str) -> dict[str, str] | None:
    """Return section number → title of an RFC; None when only its number is known."""
    return _table().get(number)


def exists(number: str, section: str) -> bool:
    """Tell whether a section may be cited. Of an RFC known by its number alone, every section may."""
    if not known(number):
        return False
    found = sections(number)
    return found is None or section in found
