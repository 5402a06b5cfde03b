"""Where the site is mounted, and so the addresses of its pages."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING, cast
from urllib.parse import quote, unquote

from flask import Flask, Response, current_app, request

from course.site.http.hosts import is_named_host, named_origin
from course.values.links import SEGMENT, Links

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

#: The key of the environ that says that the server in front cut the prefix off.
CUT_OFF = "course.cut_off"


class Mounted:
    """A WSGI app below a path, also when the server in front of it hands on the whole path or cuts it off.

    A server that knows better says so in SCRIPT_NAME (PEP 3333) and is believed.
    """

    def __init__(self, app: WSGIApplication, prefix: str) -> None:
        self._app = app
        # WSGI has paths decoded, byte by byte.
        self._prefix = unquote(prefix, "latin-1")

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer one request."""
        if self._prefix and not environ.get("SCRIPT_NAME"):
            path = environ.get("PATH_INFO", "")
            whole = path == self._prefix or path.startswith(f"{self._prefix}/")
            rest = path.removeprefix(self._prefix) if whole else path
            environ |= {"SCRIPT_NAME": self._prefix, "PATH_INFO": rest or "/", CUT_OFF: not whole}
        return self._app(environ, start_response)


def register(app: Flask, links: Links) -> None:
    """Mount an app at the prefix of its links."""
    app.extensions["course.links"] = links
    app.wsgi_app = Mounted(app.wsgi_app, links.prefix)  # type: ignore[method-assign]
    app.after_request(lead_inside)


def lead_inside(response: Response) -> Response:
    """Let a Location lead to the site as the browser reaches it (RFC 9110 §10.2.2 allows a path).

    Werkzeug's own redirects name the scheme and the host of this connection: behind TLS, http. A server that
    cuts the prefix off puts it before each path of a Location, and leaves a whole address alone.
    """
    if location := response.headers.get("Location", ""):
        response.headers["Location"] = _inside(location)
    return response


def _inside(location: str) -> str:
    here = request.host_url  # as Werkzeug writes it: in lower case, without a default port
    path = f"/{location.removeprefix(here)}" if location.startswith(here) else location
    prefixed = request.environ.get(CUT_OFF) and is_named_host(request.environ["HTTP_HOST"])
    return f"{named_origin()}{path}" if prefixed and path.startswith("/") else path


def links() -> Links:
    """Return the addresses of the site as the current request reaches it."""
    return _links_at(cast(Links, current_app.extensions["course.links"]), request.root_path)


@lru_cache(maxsize=16)
def _links_at(handed_in: Links, root_path: str) -> Links:
    return replace(handed_in, prefix=quote(root_path.rstrip("/"), safe=f"{SEGMENT}/"))
