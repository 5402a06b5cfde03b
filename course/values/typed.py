"""An answer that is typed: a status code or the name of a header field, in every sane spelling. Pure."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from typing import Literal

from course.values import codes

TypedAs = Literal["code", "header", ""]
HEADER = re.compile(r"[A-Z][A-Za-z0-9]*(?:-[A-Z0-9][A-Za-z0-9]*)*")
#: What people write around a code or a name without meaning anything by it.
AROUND = re.compile(
    r"^(?:the )?(?:http/\d(?:\.\d)? |(?:http )?(?:status )?(?:code )?(?=\d))?|(?: header)?(?: field)?$"
)
#: Names that a code had in earlier standards (RFC 2068, 2616, 4918, 7231), and still has in many programs.
EARLIER: dict[int, tuple[str, ...]] = {
    203: ("Non Authoritative",),
    302: ("Moved Temporarily",),
    408: ("Request Time-out",),
    413: ("Request Entity Too Large", "Payload Too Large"),
    414: ("Request-URI Too Long", "Request-URI Too Large"),
    416: ("Requested Range Not Satisfiable",),
    422: ("Unprocessable Entity",),
    504: ("Gateway Time-out",),
}


def bare(argument: str) -> str:
    """Return the value of an option as an author writes it, without the braces of a code: "415"."""
    text = argument.strip()
    return text[1:-1].strip() if text.startswith("{") and text.endswith("}") else text


def typed_as(values: Iterable[str]) -> TypedAs:
    """Return what the values of a question are, "" when they are not all codes or all names of headers."""
    found = list(values)
    if all(value.isascii() and value.isdigit() and int(value) in codes.NAMES for value in found):
        return "code"
    return "header" if all(HEADER.fullmatch(value) for value in found) else ""


def meant(text: str, value: str) -> bool:
    """Tell whether a typed text means a value: "404", "404 Not Found" or "not found" for 404."""
    said = key(text)
    if not value.isdigit():
        # "Location: /notes/1" names the field too.
        return said == key(value) or key(text.partition(":")[0]) == key(value)
    names = [codes.name(int(value)), *EARLIER.get(int(value), ())]
    return said in {value, *(key(name) for name in names), *(value + key(name) for name in names)}


def key(text: str) -> str:
    """Return a text without case, spaces, signs and words around it: "Status 404 Not-Found" → 404notfound."""
    plain = unicodedata.normalize("NFKC", text).casefold()
    words = " ".join(re.sub(r"[^a-z0-9/.]+", " ", plain).split())
    return re.sub(r"[^a-z0-9]", "", AROUND.sub("", words))
