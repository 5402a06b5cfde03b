"""What well-known API guidelines say where they differ, from course/data/guidelines.yaml."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from course.text import safe_yaml


@dataclass(frozen=True)
class Guideline:
    """A guideline of a company or a group."""

    id: str
    name: str
    href: str
    #: The date of the text that was read.
    version: str


@dataclass(frozen=True)
class Rule:
    """What one guideline says of one topic."""

    guideline: Guideline
    #: One line of the course's own Markdown.
    says: str
    #: Where in the guideline, "" when it says nothing.
    where: str


@dataclass(frozen=True)
class Topic:
    """A question that guidelines answer differently."""

    id: str
    title: str
    rules: tuple[Rule, ...]
    #: What this course says, and the lesson that says why.
    course: str
    lesson: str
    #: How to choose.
    choose: str


@dataclass(frozen=True)
class Guidelines:
    """All of it."""

    guidelines: tuple[Guideline, ...]
    topics: tuple[Topic, ...]


@cache
def load() -> Guidelines:
    """Return the guidelines. Raises ValueError naming the topic that cannot be read."""
    text = resources.files("course.data").joinpath("guidelines.yaml").read_text(encoding="utf-8")
    return read(text)


def read(text: str) -> Guidelines:
    """Return the guidelines of a YAML text. Raises ValueError naming the topic that cannot be read."""
    values = safe_yaml.load(text)
    known = tuple(Guideline(name, **told) for name, told in values["guidelines"].items())
    return Guidelines(known, tuple(_topic(name, told, known) for name, told in values["topics"].items()))


def _topic(name: str, told: Mapping[str, Any], known: tuple[Guideline, ...]) -> Topic:
    lacks = sorted({"title", "course", "choose", *(one.id for one in known)} - told.keys())
    if lacks:
        raise ValueError(f"guidelines.yaml: {name} does not say {', '.join(lacks)}.")
    rules = tuple(Rule(one, told[one.id]["says"], told[one.id]["where"]) for one in known)
    course = told["course"]
    return Topic(name, told["title"], rules, course["says"], course["lesson"], told["choose"])
