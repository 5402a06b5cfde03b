"""Values that name the whole course, made anew every few seconds at most."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from time import monotonic
from typing import Any, TypeVar, cast

T = TypeVar("T")
#: Seconds for which the list of lessons and exercises is taken to be what it was.
SHELF_LIFE = 2.0


class Remembered:
    """Values by key. Safe to use from several threads: two may make the same value, and one is kept.

    Looking at every file on every view would make a page slower with each lesson that is added.
    """

    def __init__(self, shelf_life: float = SHELF_LIFE) -> None:
        self._shelf_life = shelf_life
        self._made: dict[Hashable, tuple[float, Any]] = {}

    def get(self, key: Hashable, make: Callable[[], T]) -> T:
        """Return the value of a key, made anew when it is older than the shelf life."""
        now = monotonic()
        found = self._made.get(key)
        if found is None or now - found[0] > self._shelf_life:
            found = self._made[key] = (now, make())
        return cast(T, found[1])
