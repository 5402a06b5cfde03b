"""The documents in SQLite's full-text index, in memory."""

from __future__ import annotations

import sqlite3
import threading
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from contextlib import closing

from course.reference.search.documents import Document
from course.reference.search.words import distance, parts

NO_FTS5 = (
    "This Python's SQLite was built without full-text search (FTS5), so the course cannot be searched here. "
    "Every page is there all the same."
)
#: The module of SQLite that searches.
MODULE = "fts5"
#: Shorter words are not corrected; words from LONG letters on may hold two slips.
SHORTEST, LONG = 4, 8
#: The weights of a word in title, names, phrases, summary, body. FTS5's bm25 is smaller for what is better.
_MATCH = "select rowid, -bm25(docs, 8.0, 4.0, 5.0, 2.5, 1.0) from docs where docs match ?"


class SearchUnavailable(RuntimeError):
    """Raised when the SQLite of this Python cannot search; the message says so in words for a reader."""


class Index:
    """Documents by number. Safe to use from several threads: they share one connection and its lock."""

    def __init__(self, documents: Sequence[Document], further: Iterable[str] = ()) -> None:
        """Write the documents; `further` are words that count as known. Raises SearchUnavailable."""
        self._lock = threading.Lock()
        self._database = _filled(documents)
        self._words = Counter(word for one in documents for field in one.fields for word in parts(field))
        self._words.update(dict.fromkeys(set(further) - self._words.keys(), 1))
        self._by_length: dict[int, list[str]] = defaultdict(list)
        for word in self._words:
            if len(word) >= SHORTEST and word.isalpha():
                self._by_length[len(word)].append(word)

    def match(self, expression: str) -> list[tuple[int, float]]:
        """Return the numbers of the documents that an FTS5 expression finds, and what each is worth."""
        with self._lock:
            return self._database.execute(_MATCH, (expression,)).fetchall()

    def knows(self, word: str) -> bool:
        """Tell whether a word stands somewhere as it is."""
        return word in self._words

    def begins(self, word: str) -> bool:
        """Tell whether some word begins with these letters."""
        return any(other.startswith(word) for other in self._words)

    def nearest(self, word: str) -> str:
        """Return the word that was meant by a mistyped one, "" when there is none near enough."""
        far = 1 if len(word) < LONG else 2
        near = (
            (distance(word, other, far), other[0] != word[0], -self._words[other], other)
            for length in range(len(word) - far, len(word) + far + 1)
            for other in self._by_length[length]
        )
        best = min((one for one in near if one[0] <= far), default=None)
        return best[3] if best else ""


def require() -> None:
    """Make sure that this Python's SQLite can search. Raises SearchUnavailable."""
    with closing(_opened()):
        pass


def _opened() -> sqlite3.Connection:
    """Return an empty index. Raises SearchUnavailable."""
    database = sqlite3.connect(":memory:", check_same_thread=False)
    columns = "title, names, phrases, summary, body"
    tokenizer = "porter unicode61 remove_diacritics 2"
    try:
        database.execute(f"create virtual table docs using {MODULE}({columns}, tokenize='{tokenizer}')")
    except sqlite3.OperationalError as error:
        database.close()
        raise SearchUnavailable(NO_FTS5) from error
    return database


def _filled(documents: Sequence[Document]) -> sqlite3.Connection:
    database = _opened()
    database.executemany(
        "insert into docs (rowid, title, names, phrases, summary, body) values (?, ?, ?, ?, ?, ?)",
        ((number, *document.fields) for number, document in enumerate(documents)),
    )
    return database
