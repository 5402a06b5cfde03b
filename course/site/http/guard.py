"""Who may talk to this site. It runs code on the learner's machine, so: only the learner's own pages."""

from __future__ import annotations

import re

from flask import Flask, Response, abort, current_app, request

#: Names under which a browser on this machine reaches this machine.
LOOPBACK = frozenset({"127.0.0.1", "localhost", "[::1]"})
SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS", "TRACE"})
HOST = re.compile(r"(\[[0-9a-f:.]+\]|[a-z0-9.-]+)(?::\d{1,5})?", re.IGNORECASE)
POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self'",
        "font-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Frame-Options": "DENY",
    "X-Content-Type-Options": "nosniff",
    # Not "no-referrer": under that policy browsers send "Origin: null" with a form, and it would be refused.
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}


def register(app: Flask) -> None:
    """Guard every request of an app and put the security headers on every answer."""
    app.before_request(check_host)
    app.before_request(check_origin)
    app.after_request(add_headers)


def host_name(host: str) -> str:
    """Return the name in a Host header without its port, lower case, "" when it is no host at all."""
    match = HOST.fullmatch(host)
    return match[1].lower() if match else ""


def check_host() -> None:
    """Refuse requests for names that are not this machine's (DNS rebinding).

    Aborts with 400 when Host is missing (RFC 9112 §3.2), with 403 when it names another machine.
    """
    sent = request.environ.get("HTTP_HOST")
    if sent is None:
        abort(400, "The request names no Host. HTTP/1.1 requires that header (RFC 9112 §3.2).")
    allowed = LOOPBACK | {name.lower() for name in current_app.config["HOSTS"]}
    if host_name(sent) not in allowed:
        abort(
            403,
            "This site answers only under the names of your own machine. A page elsewhere could point a name"
            " of its own at your machine and so reach this site, which runs code (DNS rebinding)."
            " Open it as http://127.0.0.1 with the port that was printed at the start.",
        )


def check_origin() -> None:
    """Refuse requests that change something when another site's page sent them. Aborts with 403."""
    if request.method in SAFE_METHODS:
        return
    origin = request.headers.get("Origin")
    site = request.headers.get("Sec-Fetch-Site", "none")
    own = f"{request.scheme}://{request.environ['HTTP_HOST']}"
    if (origin is not None and origin.lower() != own.lower()) or site not in ("same-origin", "none"):
        abort(
            403,
            "This request came from a page of another site. Only the course's own pages may record answers or"
            " run checks. Open the course in its own tab and send it from there.",
        )


def opened_by_a_reader() -> bool:
    """Tell whether a page was asked for to be read, not as a picture or a frame of a page elsewhere.

    Browsers say so (Fetch Metadata, Sec-Fetch-Dest); a client that says nothing is believed.
    """
    own = request.headers.get("Sec-Fetch-Site") == "same-origin"
    return own or request.headers.get("Sec-Fetch-Dest", "document") == "document"


def add_headers(response: Response) -> Response:
    """Put the security headers on an answer."""
    for name, value in HEADERS.items():
        response.headers[name] = value
    return response
