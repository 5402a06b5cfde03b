r"""A row of a Markdown table as cells.

GitHub divides a row at every | that has no backslash, also inside code, and shows `\|` as | everywhere
(GitHub Flavored Markdown, "Tables"). Here a | inside a code span belongs to its cell as well.
"""

from __future__ import annotations

import re

# A backslash pair outside code, a code span (CommonMark: closed by as many backticks as open it), an edge.
_PIECE = re.compile(r"\\.|(?<!`)(?P<ticks>`+)(?!`)(?P<code>.+?)(?<!`)(?P=ticks)(?!`)|(?P<edge>\|)")
_BARE = re.compile(r"(?<!\\)\|")


def cells_of(line: str) -> tuple[str, ...]:
    r"""Return the cells of a row, with `\|` read as |."""
    row = line.strip()
    edges = [found.start() for found in _PIECE.finditer(row) if found["edge"]]
    starts = [0, *(edge + 1 for edge in edges)]
    pieces = [row[start:end] for start, end in zip(starts, [*edges, len(row)], strict=True)]
    if pieces[0] == "" and len(pieces) > 1:
        del pieces[0]
    if pieces[-1].strip() == "" and len(pieces) > 1:
        del pieces[-1]
    return tuple(piece.strip().replace("\\|", "|") for piece in pieces)


def divides_code(line: str) -> bool:
    """Tell whether a code span of a row holds a | without a backslash: GitHub would divide the cell there."""
    return any(found["code"] and _BARE.search(found["code"]) for found in _PIECE.finditer(line))
