"""The course's own marks in Markdown text: status codes, RFC sections, links inside the course.

Only text is looked at here. `markup` turns it into HTML, and takes the libraries for that along.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

RFC_EDITOR = "https://www.rfc-editor.org/rfc/rfc"
#: `{404}`
CHIP = re.compile(r"\{(\d{3})\}")
#: `RFC 9110 §15.5.5`, `RFC 9112 §A` or `RFC 9457`; group 2 is the section or None.
RFC = re.compile(r"\bRFC[ \u00a0\n](\d{3,5})(?:[ \u00a0\n]§[ \u00a0]?((?:\d+|[A-Z]\b)(?:\.\d+)*))?")
#: `[[validator]]`, `[[validator!]]`, `[[validator]]s`: the term, "!" or "", and what follows it in its word.
TERM = re.compile(r"\[\[([A-Za-z][^\[\]\n!]*)(!?)\]\]([a-z]*)")
_LINK = re.compile(r"\]\(\s*<?([^\s)>]+)")
_FORBIDDEN_HTML = re.compile(
    r"<\s*(?:script|style|iframe|object|embed)\b|<[a-z][^<>]*\s(?:style|on[a-z]+)\s*=", re.I
)
_FENCE = re.compile(r"^[ \t]*(?P<fence>`{3,}|~{3,})(?P<info>.*)$")
_CODE_SPAN = re.compile(r"(?<![\\`])(`+)(?!`)(.+?)(?<!`)\1(?!`)", re.S)


def plain(text: str) -> str:
    """Return a line of Markdown without its marks, for titles that are shown as text."""
    text = TERM.sub(r"\1\3", CHIP.sub(r"\1", text))
    text = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", text)
    text = re.sub(r"(`+)(.+?)\1", r"\2", text)
    return re.sub(r"(\*{1,2})(?=\S)(.+?)(?<=\S)\1", r"\2", text).strip()


def rfc_address(number: str, section: str | None = None) -> str:
    """Return the address of an RFC, or of one of its sections or appendices."""
    if not section:
        return f"{RFC_EDITOR}{number}"
    return f"{RFC_EDITOR}{number}#{'section' if section[0].isdigit() else 'appendix'}-{section}"


@dataclass(frozen=True)
class Mark:
    """Something in a text that points elsewhere or may not stand there.

    `value` is the code, "RFC#section" number pair joined by a blank, the link's target, or the raw HTML.
    """

    kind: Literal["code", "rfc", "link", "html"]
    value: str
    line: int


def marks(text: str, first_line: int = 1) -> Iterator[Mark]:
    """Yield the course's marks in a text, outside code, with their line numbers."""
    visible = without_code(text)
    found: list[tuple[int, Mark]] = []
    for kind, pattern in (("code", CHIP), ("rfc", RFC), ("link", _LINK), ("html", _FORBIDDEN_HTML)):
        for match in pattern.finditer(visible):
            if visible[max(0, match.start() - 1) : match.start()] == "\\":
                continue
            value = " ".join(g for g in match.groups() if g) if match.groups() else match.group()
            line = first_line + visible.count("\n", 0, match.start())
            found.append((match.start(), Mark(kind, value, line)))  # type: ignore[arg-type]
    yield from (mark for _, mark in sorted(found, key=lambda pair: pair[0]))


def without_code(text: str) -> str:
    """Return the text with code fences and code spans blanked out; every line keeps its number."""
    lines = text.split("\n")
    for number in fenced_lines(lines):
        lines[number] = ""
    return _CODE_SPAN.sub(lambda match: re.sub(r"[^\n]", " ", match.group()), "\n".join(lines))


def fenced_lines(lines: list[str]) -> set[int]:
    """Return the indexes of the lines that belong to code fences, fence lines included."""
    inside: set[int] = set()
    fence = ""
    for number, line in enumerate(lines):
        match = _FENCE.match(line)
        if fence:
            inside.add(number)
            if match and not match["info"].strip() and match["fence"].startswith(fence):
                fence = ""
        elif match and "`" not in match["info"]:
            inside.add(number)
            fence = match["fence"]
    return inside
