"""How a text becomes words, and how far one word is from another."""

from __future__ import annotations

import re
from functools import lru_cache

#: A word as it is typed, with what joins its parts: get_json, If-Match, application/json, app.route.
TYPED = re.compile(r"[^\W_]+(?:[-_+./][^\W_]+)*")
_PART = re.compile(r"[^\W_]+")


@lru_cache(maxsize=5000)
def parts(text: str) -> tuple[str, ...]:
    """Return the words of a text in lower case, as the index splits it: letters and digits only."""
    return tuple(_PART.findall(text.lower()))


def distance(one: str, other: str, most: int) -> int:
    """Return how many letters were changed, left out, put in or swapped; most + 1 when there were more.

    This is the distance of optimal string alignment (Damerau 1964): a swap of two neighbours is one slip.
    """
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, letter in enumerate(one, 1):
        last, before, row = before, row, [i]
        for j, wanted in enumerate(other, 1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (letter != wanted))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == wanted:
                cost = min(cost, last[j - 2] + 1)
            row.append(cost)
        if min(row) > most:
            return most + 1
    return row[-1]
