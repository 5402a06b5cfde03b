"""The standards' own words: a sentence or two of the sections that lessons cite."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib import resources

from course.text import rfc, safe_yaml
from course.text.marks import rfc_address

#: The address of a section, as a citation in finished HTML has it.
_CITED = re.compile(r'class="rfc" href="[^"]*/rfc/rfc(\d+)#(?:section|appendix)-([\w.]+)"')


@dataclass(frozen=True)
class Quotation:
    """Words of one section of a standard."""

    #: "RFC 9110 §15.4.5"
    source: str
    #: The section's own heading, "" when it is not known.
    title: str
    text: str
    href: str


@cache
def load() -> dict[tuple[str, str], Quotation]:
    """Return every quotation by the number of its standard and of its section."""
    text = resources.files("course.data").joinpath("quotations.yaml").read_text(encoding="utf-8")
    return {
        (name.removeprefix("RFC "), section): _quotation(name.removeprefix("RFC "), section, words)
        for name, sections in safe_yaml.load(text).items()
        for section, words in sections.items()
    }


def _quotation(number: str, section: str, words: str) -> Quotation:
    title = (rfc.sections(number) or {}).get(section, "")
    return Quotation(f"RFC {number} §{section}", title, words, rfc_address(number, section))


def quoted(html: str) -> Iterator[Quotation]:
    """Yield a quotation for each section that finished HTML cites, where there is one, each once."""
    for found in dict.fromkeys(_CITED.findall(html)):
        if found in load():
            yield load()[found]
