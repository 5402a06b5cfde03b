"""What arrived on a closed connection: a whole response (RFC 9112 §6.3), or bytes that are none."""

from __future__ import annotations

import re
from collections.abc import Iterator

from course.values.wire import Response


def read_response(received: bytes, method: str) -> tuple[Response | None, bytes]:
    """Split what arrived on a closed connection into a whole response and bytes that are none.

    Interim responses (1xx) before the final one are returned as such bytes. An incomplete response
    (RFC 9112 §8) is no response: all of it is returned as bytes.
    """
    interim = b""
    rest = received
    while True:
        head, end, body = rest.partition(b"\r\n\r\n")
        status = re.match(rb"HTTP/\d\.\d (\d{3})(?: ([^\r\n]*))?", head)
        if not end or not status:
            return None, received
        if not status[1].startswith(b"1") or status[1] == b"101":
            break
        interim += head + end
        rest = body
    headers = tuple(_header_lines(head))
    content = _content(body, headers, method, int(status[1]))
    if content is None:
        return None, received
    phrase = (status[2] or b"").decode("latin-1")
    return Response(int(status[1]), phrase, headers, content), interim


def _header_lines(head: bytes) -> Iterator[tuple[str, str]]:
    for line in head.decode("latin-1").split("\r\n")[1:]:
        key, _, value = line.partition(":")
        yield key, value.strip()


def _content(body: bytes, headers: tuple[tuple[str, str], ...], method: str, status: int) -> bytes | None:
    """Return the content of a response (RFC 9112 §6.3), None when its end has not arrived."""
    named = {key.lower(): value for key, value in headers}
    if method == "HEAD" or status in (204, 304):
        return b""
    if "chunked" in named.get("transfer-encoding", "").lower():
        return _unchunked(body)
    length = named.get("content-length", "")
    if length.isdigit():
        return body[: int(length)] if len(body) >= int(length) else None
    return body


def _unchunked(body: bytes) -> bytes | None:
    content = b""
    while True:
        size_line, end, body = body.partition(b"\r\n")
        size_text = size_line.partition(b";")[0].strip()
        if not end or not re.fullmatch(rb"[0-9A-Fa-f]+", size_text):
            return None
        size = int(size_text, 16)
        if size == 0:
            return content
        if len(body) < size + 2:
            return None
        content, body = content + body[:size], body[size + 2 :]
