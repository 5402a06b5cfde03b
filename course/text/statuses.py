"""Which numbers of a line of Python are status codes: only where Flask or a client takes them for one."""

from __future__ import annotations

import re
from collections.abc import Iterator

#: `abort(404)`, `@app.errorhandler(404)`, `status=404`, `response.status_code == 404`
_NAMED = re.compile(r"\b(?:abort\(|errorhandler\(|status(?:_code)?\s*[=!]?=)\s*([1-5]\d\d)\b")
_RETURN = re.compile(r"\s*return\b(.*)")
_NUMBER = re.compile(r"\b[1-5]\d\d\b")
#: `201`, or `201 if new else 200`
_STATUS = re.compile(r"\s*[1-5]\d\d(?:\s+if\b.+\belse\s+[1-5]\d\d)?\s*(?:#.*)?")


def statuses(line: str) -> frozenset[str]:
    """Return the numbers of a line that are status codes."""
    found = set(_NAMED.findall(line))
    returned = _RETURN.match(line)
    second = list(_parts(returned[1]))[1:2] if returned else []
    found.update(
        number
        for part in second
        if _STATUS.fullmatch(part)
        for number in _NUMBER.findall(part.partition("#")[0])
    )
    return frozenset(found)


def _parts(values: str) -> Iterator[str]:
    """Yield what stands between the commas that are inside no bracket and no text."""
    depth, quote, start = 0, "", 0
    for index, sign in enumerate(values):
        if quote:
            quote = "" if sign == quote else quote
        elif sign in "\"'":
            quote = sign
        elif sign in "([{":
            depth += 1
        elif sign in ")]}":
            depth -= 1
        elif sign == "," and depth == 0:
            yield values[start:index]
            start = index + 1
    yield values[start:]
