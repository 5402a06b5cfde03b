"""Compressed answers: gzip where the client accepts it, under a validator of their own."""

from __future__ import annotations

import gzip
from functools import lru_cache

from flask import Response, request

#: Bytes. Below, the answer's own head is most of it.
LEAST = 1000
#: Pages kept compressed. A page that is kept as it was rendered (kept_pages) is compressed once.
KEPT = 64
#: A page is compressed while somebody waits: most of what the highest level saves, in half its time.
_LEVEL = 6


def offer(response: Response) -> bool:
    """Say that an answer comes in two forms; tell whether the short one is to be sent (RFC 9110 §12.5.3).

    A form with other bytes has another validator (§8.8.3.3).
    """
    response.vary.add("Accept-Encoding")
    if response.status_code in (206, 304) or _length(response) < LEAST:
        return False
    if request.accept_encodings["gzip"] <= 0:
        return False
    tag, weak = response.get_etag()
    if tag:
        response.set_etag(f"{tag}-gzip", bool(weak))
    return True


def compress(response: Response, short: bytes) -> None:
    """Replace the body of an answer by the same in gzip."""
    response.set_data(short)
    response.headers["Content-Encoding"] = "gzip"
    response.headers.pop("Accept-Ranges", None)


@lru_cache(maxsize=KEPT)
def compressed(plain: bytes) -> bytes:
    """Return a page in gzip, the same bytes each time."""
    return gzip.compress(plain, _LEVEL, mtime=0)


def _length(response: Response) -> int:
    return response.content_length or response.calculate_content_length() or 0
