"""Static files: one style sheet for what every page loads, and text that is compressed once."""

from __future__ import annotations

import gzip
import hashlib
import re
import zlib
from contextlib import suppress
from functools import lru_cache
from pathlib import Path

from flask import Flask, Response, current_app, request

from course.progress import private
from course.site.http import compression
from course.values.whole_file import write_whole

#: The style sheets of every page, in their order, and the name under which they are one file.
SITE_STYLES = "css/site.css"
STYLES = (
    "css/tokens.css",
    "css/base.css",
    "css/parts/wire.css",
    "css/parts/code.css",
    "css/parts/tiles.css",
    "css/parts/ways.css",
    "css/parts/steps.css",
    "css/parts/questions.css",
    "css/parts/blocks.css",
    "css/pages/contents.css",
)
#: What a browser does not need: comments, and the blanks that lines begin with.
_COMMENT, _INDENT = re.compile(rb"/\*.*?\*/\n?", re.DOTALL), re.compile(rb"\n\s+")
#: What shrinks; a font is compressed already.
_TEXT = ("text/css", "text/javascript", "image/svg+xml")


def register(app: Flask) -> None:
    """Let an app send the joined style sheet, and text compressed to clients that accept it."""
    app.view_functions["static"] = send


def send(filename: str) -> Response:
    """Answer with a static file, gzipped where the client accepts that."""
    response = _joined_styles() if filename == SITE_STYLES else current_app.send_static_file(filename)
    if response.mimetype in _TEXT and compression.offer(response):
        _compress(response)
    return response


def joined(folder: Path) -> bytes:
    """Return the style sheets of every page of the static folder as one text, without comments."""
    whole = b"\n".join((folder / name).read_bytes() for name in STYLES)
    return _INDENT.sub(b"\n", _COMMENT.sub(b"", whole))


def _joined_styles() -> Response:
    response = Response(joined(Path(str(current_app.static_folder))), mimetype="text/css")
    response.add_etag()
    response.make_conditional(request)
    return response


def _compress(response: Response) -> None:
    response.make_conditional(request)
    if response.status_code != 200:
        return
    response.direct_passthrough = False
    plain = response.get_data()
    compression.compress(response, _compressed(plain, Path(current_app.instance_path, "static")))


@lru_cache(maxsize=64)
def _compressed(plain: bytes, folder: Path) -> bytes:
    kept = folder / f"{hashlib.sha256(plain).hexdigest()[:32]}.gz"
    with suppress(OSError, EOFError, zlib.error):
        data = kept.read_bytes()
        if gzip.decompress(data) == plain:
            return data
    data = gzip.compress(plain, 9, mtime=0)
    with suppress(OSError):  # no room, or something in the way: it is compressed again after the next start
        private.make_folder(folder)
        write_whole(kept, data)
    return data
