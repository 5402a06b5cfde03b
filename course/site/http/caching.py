"""What may be kept and for how long: pages are asked for again each time, versioned files never."""

from __future__ import annotations

import hashlib
import os
import time
from functools import lru_cache
from pathlib import Path

from flask import Flask, Response, current_app, request

from course.site.http import compression
from course.site.http.negotiation import HTML
from course.site.http.static_files import SITE_STYLES, joined

PAGE = "private, no-cache"
FOREVER = "public, max-age=31536000, immutable"
ALWAYS_ASK = "no-cache"
#: Forced colours and print: after everything else, so that they have the last word. Where neither is on, no
#: page waits for them.
RARE_STYLES = "css/modes.css"
RARE_MEDIA = "print, (forced-colors: active)"
#: The faces of every page. One that is not there within the first moments is not used at all (font-display:
#: optional), so that nothing moves later; asked for early, they are there.
FONTS = (
    "fonts/course-serif-text.woff2",
    "fonts/course-serif-display.woff2",
    "fonts/course-mono-400.woff2",
    "fonts/course-mono-600.woff2",
    "fonts/course-digits.woff2",
)
SCRIPTS = ("js/forms.js", "js/card.js", "js/keys.js")
ICON = "favicon.svg"
#: The script of the pages of an exercise, and the modules it imports. A module is imported by a path without
#: a version, so it is asked for again each time; the page names it, so that it need not wait for the script.
EXERCISE_SCRIPT = "js/exercises/main.js"
EXERCISE_MODULES = (
    "js/exercises/draft.js",
    "js/exercises/file.js",
    "js/exercises/parts.js",
    "js/exercises/verdict.js",
    "js/parts/console.js",
    "js/parts/copy.js",
    "js/parts/say.js",
)


def register(app: Flask) -> None:
    """Put validators on every page of an app."""
    app.after_request(finish)


def file_version(name: str) -> str:
    """Return a short hash of a static file, "" when there is none of that name."""
    if name == SITE_STYLES:
        return _styles_version(str(current_app.static_folder), int(time.monotonic()))
    path = os.path.join(str(current_app.static_folder), name)
    try:
        stat = os.stat(path)
    except OSError:
        return ""
    return _hashed(path, stat.st_mtime_ns, stat.st_size)


def versions() -> tuple[str, ...]:
    """Return the versions of the files that pages name, looked up anew every second at most."""
    # The second is part of the key: an edited style sheet is noticed, and not every page looks at every file.
    return _versions_in(str(current_app.static_folder), int(time.monotonic()))


@lru_cache(maxsize=4)
def _versions_in(folder: str, _second: int) -> tuple[str, ...]:
    files = (file for kind in ("css", "fonts", "js") for file in sorted(Path(folder, kind).rglob("*.*")))
    names = (file.relative_to(folder).as_posix() for file in files)
    return tuple(file_version(name) for name in (*names, ICON))


@lru_cache(maxsize=4)
def _styles_version(folder: str, _second: int) -> str:
    return hashlib.sha256(joined(Path(folder))).hexdigest()[:12]


@lru_cache(maxsize=256)
def _hashed(path: str, mtime_ns: int, size: int) -> str:
    return hashlib.sha256(Path(path).read_bytes()).hexdigest()[:12]


def finish(response: Response) -> Response:
    """Set Cache-Control and the validator; answer 304 when the client has this very page (RFC 9110 §13)."""
    if request.endpoint == "static":
        return _finish_static(response)
    response.headers.setdefault("Cache-Control", PAGE)
    asked = request.method in ("GET", "HEAD") and response.status_code == 200
    if asked:
        response.add_etag()
    short = response.mimetype == HTML and compression.offer(response)
    if asked:
        response.make_conditional(request)
    if short and response.status_code != 304:
        compression.compress(response, compression.compressed(response.get_data()))
    return response


def _finish_static(response: Response) -> Response:
    name = str((request.view_args or {}).get("filename", ""))
    asked = request.args.get("v", "")
    fresh = response.status_code in (200, 304) and asked and asked == file_version(name)
    response.headers["Cache-Control"] = FOREVER if fresh else ALWAYS_ASK
    return response
