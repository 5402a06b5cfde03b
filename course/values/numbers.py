"""Numbers that somebody sent as text."""

from __future__ import annotations


def number_of(text: str, most_digits: int = 9) -> int | None:
    """Return the number that a text of ASCII digits means, None for any other text and for longer ones.

    `int` alone takes digits of every script, and raises ValueError for more than 4,300 of them.
    """
    return int(text) if text.isascii() and text.isdigit() and len(text) <= most_digits else None
