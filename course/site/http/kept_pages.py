"""Rendered pages, kept for as long as everything they were made from stays the same."""

from __future__ import annotations

import hashlib
import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass

#: Pages kept at once. A lesson page has some 15 KB.
KEPT = 256


@dataclass(frozen=True)
class Page:
    """A finished page with its validator."""

    body: bytes
    etag: str
    #: What the key names by its identity. Held here, so that no other object can take that identity.
    anchor: object


class Pages:
    """The pages used last. Safe to use from several threads."""

    def __init__(self, kept: int = KEPT) -> None:
        self._kept = kept
        self._lock = threading.Lock()
        self._pages: OrderedDict[Hashable, Page] = OrderedDict()

    def get(self, anchor: object, key: Hashable, render: Callable[[], str]) -> Page:
        """Return the page made from an anchor and a key, rendered when it is not here yet.

        The anchor is compared by identity, the key by value; both together must name everything that the
        page depends on.
        """
        whole = (id(anchor), key)
        with self._lock:
            found = self._pages.get(whole)
            if found is not None:
                self._pages.move_to_end(whole)
                return found
        body = render().encode("utf-8")
        page = Page(body, hashlib.sha256(body).hexdigest()[:32], anchor)
        with self._lock:
            self._pages[whole] = page
            while len(self._pages) > self._kept:
                self._pages.popitem(last=False)
        return page
