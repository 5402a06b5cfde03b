"""What an exception means here, where its own words say too little. Pure."""

from __future__ import annotations

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


def meaning(line: str) -> str:
    """Return what an exception means here, "" where its own words say enough.

    `line` is the last one of its traceback: "KeyError: 'name'".
    """
    return next((text for words, text in MEANINGS.items() if words in line), "")
