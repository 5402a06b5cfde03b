"""docs/coverage.md: every item of the four reviewed articles is there once, and its places still exist."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from pathlib import Path

import pytest

from course.lessons.library import Library
from course.lessons.parser import read_source
from course.reference import entries as reference

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "coverage.md"
TEXT = PAGE.read_text(encoding="utf-8")
LIBRARY = Library(ROOT / "lessons", ROOT / "exercises")
CODES = {str(code) for code in reference.load().entries}

#: How many items the review found in each article.
ITEMS = {"A": 30, "B": 29, "C": 96, "D": 77}
VERDICTS = ("OK", "PART", "WRONG", "OLD", "CHROME")
FURNITURE = "page furniture, nothing to teach"
#: A description names its item; anything longer would retell it.
MOST_WORDS = 14

LINK = re.compile(r"\[([^\]]+)\]\(([^)\s]+)\)")
ROW = re.compile(r"^\| ([A-Z]\d+) \|(.*)\|$", re.MULTILINE)
COUNTS = re.compile(r"^\| (A|B|C|D|all) \|((?: \d+ \|)+)$", re.MULTILINE)
PLACE = re.compile(
    r"(?P<lesson>\d\d)"
    r"(?:#(?P<step>[a-z0-9-]+)(?P<pitfall> pitfall)?| (?P<kind>question|myth) (?P<id>[a-z0-9-]+))"
    r"|exercise (?P<exercise>\d\d)"
    r"|/codes/(?P<code>\d+)"
)


@dataclass(frozen=True)
class Link:
    """One link of the page: what it says and where it leads, seen from the page's folder."""

    text: str
    target: str

    @property
    def by_doing(self) -> bool:
        """Say whether a reader does something there: answers, compares, repairs."""
        return self.text.startswith("exercise ") or bool(re.search(r" (question|myth|pitfall)\b", self.text))


@dataclass(frozen=True)
class Item:
    """One row of the page."""

    id: str
    verdict: str
    what: str
    links: tuple[Link, ...]
    #: What stands in the last cell beside the links; commas only.
    rest: str


def read_item(found: re.Match[str]) -> Item:
    cells = [cell.strip() for cell in found[2].split(" |")]
    assert len(cells) == 3, f"{found[1]}: verdict, description and places are three cells, these are {cells}"
    verdict, what, places = cells
    return Item(found[1], verdict, what, links_in(places), LINK.sub("", places))


def links_in(text: str) -> tuple[Link, ...]:
    return tuple(Link(*found.groups()) for found in LINK.finditer(text))


ALL = [read_item(found) for found in ROW.finditer(TEXT)]


@cache
def folder_of(kind: str, number: str) -> str:
    """Return the folder name of a lesson or an exercise; empty when the number is not taken."""
    return next((one.name for one in sorted((ROOT / kind).glob(f"{number}_*"))), "")


@cache
def steps_with_pitfall(slug: str) -> frozenset[str]:
    file = ROOT / "lessons" / slug / "lesson.md"
    source = read_source(file.read_text(encoding="utf-8"), file, slug)
    return frozenset(step.id for step in source.steps if step.blocks("pitfall"))


def trouble_with(link: Link) -> str:
    """Return what is wrong with a link, and what it should be; empty when it lives."""
    place = PLACE.fullmatch(link.text)
    if place is None:
        return f"[{link.text}] is none of the forms that the head of the page explains"
    file, trouble = look_up(place)
    if trouble:
        return f"[{link.text}]: {trouble}"
    if link.target != f"../{file}":
        return f"[{link.text}] leads to {link.target}, its file is ../{file}"
    return "" if (ROOT / file).is_file() else f"[{link.text}]: {file} does not exist"


def look_up(place: re.Match[str]) -> tuple[str, str]:
    """Return the file of a place and what is wrong with the place."""
    if place["code"]:
        known = place["code"] in CODES
        return "course/data/codes.yaml", "" if known else "no page of the reference has this code"
    if place["exercise"]:
        folder = folder_of("exercises", place["exercise"])
        return f"exercises/{folder}/README.md", "" if folder else "there is no such exercise"
    slug = folder_of("lessons", place["lesson"])
    # The outline names every question and myth without running one of the lesson's apps.
    outline = LIBRARY.outline(slug)
    if outline is None:
        return "", "there is no such lesson, or its front matter cannot be read"
    found = f"lessons/{slug}/lesson.md"
    if place["id"]:
        of_kind = (
            step.question_ids if place["kind"] == "question" else step.myth_ids for step in outline.steps
        )
        known = any(place["id"] in ids for ids in of_kind)
        return found, "" if known else f"this lesson has no {place['kind']} of that id"
    if place["step"] not in {step.id for step in outline.steps}:
        return found, f"{slug} has no such step"
    if place["pitfall"] and place["step"] not in steps_with_pitfall(slug):
        return found, "this step has no pitfall"
    return found, ""


def test_every_item_is_there_once_and_in_order():
    assert [item.id for item in ALL] == [
        f"{article}{n}" for article in ITEMS for n in range(1, ITEMS[article] + 1)
    ]
    assert len(ALL) == 232


def test_every_verdict_is_one_of_five():
    assert {item.id: item.verdict for item in ALL if item.verdict not in VERDICTS} == {}
    assert {item.verdict for item in ALL} == set(VERDICTS)


def test_every_link_lives():
    links = links_in(TEXT)
    assert len(links) > len(ALL)
    assert [trouble for trouble in map(trouble_with, links) if trouble] == []


def test_what_is_not_furniture_has_a_place_and_a_short_name():
    taught = [item for item in ALL if item.verdict != "CHROME"]
    assert [item.id for item in taught if not item.links] == []
    assert [item.id for item in taught if not 1 <= len(item.what.split()) <= MOST_WORDS] == []
    assert {item.id: item.rest for item in taught if item.rest.strip(" ,")} == {}


def test_furniture_says_so_and_leads_nowhere():
    furniture = [item for item in ALL if item.verdict == "CHROME"]
    assert furniture
    assert {(item.what, item.links) for item in furniture} == {(FURNITURE, ())}


def test_what_was_not_right_is_put_right_by_doing():
    faulty = [item for item in ALL if item.verdict in ("PART", "WRONG", "OLD")]
    assert [item.id for item in faulty if not any(link.by_doing for link in item.links)] == []


def test_no_row_names_a_place_twice():
    assert [item.id for item in ALL if len(set(item.links)) < len(item.links)] == []


def test_the_counts_at_the_head_agree():
    stated = {
        found[1]: [int(n) for n in found[2].strip(" |").split(" | ")] for found in COUNTS.finditer(TEXT)
    }
    by_article = {article: list(items) for article, items in groupby(ALL, key=lambda item: item.id[0])}
    assert stated == {name: counts(items) for name, items in {**by_article, "all": ALL}.items()}


def counts(items: list[Item]) -> list[int]:
    found = Counter(item.verdict for item in items)
    return [*(found[verdict] for verdict in VERDICTS), len(items)]


@pytest.mark.parametrize(
    ("text", "target", "complaint"),
    [
        ("here", "../lessons/05_precise_success/lesson.md", "none of the forms"),
        ("05", "../lessons/05_precise_success/lesson.md", "none of the forms"),
        ("99#a-new-thing", "../lessons/99_nowhere/lesson.md", "no such lesson"),
        ("05#no-such-step", "../lessons/05_precise_success/lesson.md", "no such step"),
        ("05#what-200-promises pitfall", "../lessons/05_precise_success/lesson.md", "no pitfall"),
        ("05 question no-such-id", "../lessons/05_precise_success/lesson.md", "no question of that id"),
        ("05 myth created-read-as-fine", "../lessons/05_precise_success/lesson.md", "no myth of that id"),
        (
            "06 question created-read-as-fine",
            "../lessons/06_safe_to_repeat/lesson.md",
            "no question of that id",
        ),
        ("05#a-new-thing", "../lessons/06_safe_to_repeat/lesson.md", "its file is ../lessons/05_"),
        ("05#a-new-thing", "/lessons/05_precise_success/lesson.md", "its file is ../lessons/05_"),
        ("exercise 99", "../exercises/99_nothing/README.md", "no such exercise"),
        ("exercise 05", "../exercises/06_no_content/README.md", "its file is ../exercises/05_"),
        ("/codes/299", "../course/data/codes.yaml", "no page of the reference"),
    ],
)
def test_a_dead_link_is_noticed(text, target, complaint):
    assert complaint in trouble_with(Link(text, target))


@pytest.mark.parametrize(
    ("text", "target"),
    [
        ("05#a-new-thing", "../lessons/05_precise_success/lesson.md"),
        ("05#a-new-thing pitfall", "../lessons/05_precise_success/lesson.md"),
        ("05 question created-read-as-fine", "../lessons/05_precise_success/lesson.md"),
        ("05 myth created-means-stored", "../lessons/05_precise_success/lesson.md"),
        ("exercise 05", "../exercises/05_created/README.md"),
        ("/codes/404", "../course/data/codes.yaml"),
    ],
)
def test_a_living_link_of_each_form_is_accepted(text, target):
    assert trouble_with(Link(text, target)) == ""
