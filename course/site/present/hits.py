"""What a search found, ready to draw."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from course.reference.search.documents import address
from course.values.links import Links

if TYPE_CHECKING:
    from course.reference.search.finder import Found

#: Results that are seen at once; the others are folded.
SHOWN = 8
#: What stands beside a result.
KIND_WORDS = {
    "page": "page",
    "code": "code",
    "comparison": "comparison",
    "unregistered": "not registered",
    "lesson": "lesson",
    "step": "step",
    "exercise": "exercise",
    "check": "which code?",
    "term": "term",
}


@dataclass(frozen=True)
class Hit:
    """One result."""

    href: str
    title: str
    text: str
    kind: str
    #: The number of a code, else 0.
    code: int


@dataclass(frozen=True)
class Hits:
    """Every result, and how the query was understood."""

    query: str
    #: The query without slips of the finger; "" when there were none.
    understood: str
    all: tuple[Hit, ...]

    @property
    def words(self) -> str:
        """Return how many results there are, and for what."""
        many = f"{len(self.all)} {'result' if len(self.all) == 1 else 'results'}"
        if not self.understood:
            return f"{many} for “{self.query}”"
        return f"{many} for “{self.understood}” (you typed “{self.query}”)"


def hits(found: Found, links: Links) -> Hits:
    """Return what was found with the addresses of a site."""
    return Hits(
        found.query,
        found.understood,
        tuple(Hit(address(one, links), one.name, one.summary, one.kind, one.code) for one in found.documents),
    )


def hits_values(found: Hits) -> dict[str, Any]:
    """Return what was found as JSON-ready values."""
    return {
        "query": found.query,
        **({"understood": found.understood} if found.understood else {}),
        "results": [asdict(hit) for hit in found.all],
    }
