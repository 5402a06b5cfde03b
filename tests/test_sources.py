"""docs/sources.md names every standard that the course cites, and none that it does not."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PLACES = (
    "lessons/*/lesson.md",
    "course/data/*.yaml",
    "course/data/headers.json",
    "course/values/meanings.py",
    "exercises/*/README.md",
    "exercises/*/test_*.py",
)


def cited(text: str) -> set[str]:
    return set(re.findall(r"\bRFC (\d{3,5})\b", text))


def test_every_standard_that_is_cited_is_named_and_no_other() -> None:
    files = [file for place in PLACES for file in ROOT.glob(place)]
    used = set().union(*(cited(file.read_text(encoding="utf-8")) for file in files))
    assert cited((ROOT / "docs" / "sources.md").read_text(encoding="utf-8")) == used


def test_every_claim_about_a_client_names_its_test_and_every_test_its_claim() -> None:
    text = (ROOT / "docs" / "sources.md").read_text(encoding="utf-8")
    files = (ROOT / "tests" / "clients").glob("test_*.py")
    written = {
        name
        for file in files
        for name in re.findall(r"^def (test_\w+)", file.read_text(encoding="utf-8"), re.M)
    }
    assert set(re.findall(r"`(test_\w+)`", text)) == written
