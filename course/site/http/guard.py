"""Who may talk to this site. It runs code on the learner's machine, so: only the learner's own pages."""

from __future__ import annotations

from flask import Flask, Response, abort, g, request

from course.site.http.hosts import is_loopback, is_named_host, own_origins
from course.site.http.key import check_key

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS", "TRACE"})
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
    app.before_request(check_key)
    app.before_request(admit)
    app.after_request(add_headers)


def admit() -> None:
    """Note that a request passed the guard. A refusal tells nothing of the learner's files."""
    g.admitted = True


def check_host() -> None:
    """Refuse requests for names that are not this machine's (DNS rebinding).

    Aborts with 400 when Host is missing (RFC 9112 §3.2), with 403 when it names another machine.
    """
    sent = request.environ.get("HTTP_HOST")
    if sent is None:
        abort(400, "The request names no Host. HTTP/1.1 requires that header (RFC 9112 §3.2).")
    if not is_loopback(sent) and not is_named_host(sent):
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
    if (origin is not None and origin.lower() not in own_origins()) or site not in ("same-origin", "none"):
        abort(
            403,
            "This request came from a page of another site. Only the course's own pages may record answers or"
            " run checks. Open the course in its own tab and send it from there.",
        )


def add_headers(response: Response) -> Response:
    """Put the security headers on an answer."""
    for name, value in HEADERS.items():
        response.headers[name] = value
    return response
