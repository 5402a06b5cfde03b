"""What an exception means here, where its own words say too little. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence

#: The line of an HTTPException that nobody turned into an answer: "Conflict: 409 Conflict: taken".
HTTP_EXCEPTION = re.compile(r"\w+: [45]\d\d [A-Z][A-Za-z' -]*: ")
RAISED_TOO_LATE = (
    "Flask makes an answer of what abort raises in a view or in a before_request function. Raised in an "
    "error handler or in an after_request function it is a crash. Return the answer there, with its code."
)
#: How the line of an exception begins or what it holds, and what it means here.
MEANINGS = {
    "EOFError: EOF when reading a line": (
        "input() waits for somebody at a keyboard. No client of a server can type there, and no check can. "
        "What a view needs comes with the request: from the path, the query, the headers or the body."
    ),
    "'async' extra": (
        "Flask runs an async def view only with an extra package, which the course does not have. Write def "
        "instead of async def: nothing in these exercises has to wait for anything."
    ),
    "Working outside of": (
        "request, current_app and g are there only while a request is answered. Use them inside a view or a "
        "hook, not while the file is imported."
    ),
}
#: The same, where no line of the learner raised it: Flask was making a response of what a view returned.
OF_FLASK = {
    "'dict' object has no attribute 'strip'": (
        "Flask reads a tuple, like what make_response takes, by position: the body, then the code, then the "
        "headers. Here it found a dict where it looked for the code."
    ),
    "but it was a int": (
        "A number isn't a body. Flask reads a tuple by position, and the body comes first. Here it found a "
        "number where it looked for the body."
    ),
    "but it was a tuple": (
        "Flask reads a tuple by position: the body, then the code, then the headers. Here it found a whole "
        "tuple where it looked for the body."
    ),
    "'int' object is not iterable": (
        "A number stands where something else is needed: the headers, third in a tuple of body, code and "
        "headers, or the body of a response object."
    ),
    "values to unpack (expected 2": (
        "Flask takes headers as a dict, or as a list of pairs of a name and a value. What it found in their "
        "place cannot be taken apart into such pairs."
    ),
}


def meaning(line: str, by_flask: bool = False) -> str:
    """Return what an exception means here, "" where its own words say enough.

    `line` is the last one of its traceback: "KeyError: 'name'". `by_flask` says that no line of the learner's
    file is in that traceback.
    """
    if HTTP_EXCEPTION.match(line):
        return RAISED_TOO_LATE
    known = {**MEANINGS, **OF_FLASK} if by_flask else MEANINGS
    return next((text for words, text in known.items() if words in line), "")


def made_by_flask(trace: Sequence[str]) -> bool:
    """Tell whether Flask raised this while it made a response of parts: a tuple, or what make_response took.

    `trace` has the lines of a traceback: those of the learner's file, and the exception last.
    """
    called = trace[-2] if len(trace) > 1 else ""
    # A line that calls strip itself may have raised this by itself.
    of_parts = "make_response(" in called and "strip" not in called and "attribute 'strip'" in trace[-1]
    return len(trace) == 1 or of_parts
