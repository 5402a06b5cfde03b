"""The key of a served site: without it, another account of this machine could run code as the learner.

The loopback address can be reached by every account. The key stands in the printed address, then in a cookie.
"""

from __future__ import annotations

import hashlib
import hmac

from flask import current_app, redirect, request
from werkzeug.datastructures import WWWAuthenticate
from werkzeug.exceptions import Unauthorized
from werkzeug.wrappers import Response as BaseResponse

from course.places import DOOR
from course.site.http.address import links
from course.site.http.hosts import is_loopback

#: The parameter of the printed address.
PARAMETER = "key"
#: Seconds a browser keeps the cookie, so that bookmarks hold; browsers cap it at 400 days (RFC 6265bis §5.5).
KEPT = 400 * 24 * 3600
NO_KEY = (
    "This course runs code on this machine, so it answers only the person who started it. Open it with the"
    f" whole address that was printed at the start, or type {DOOR} open in the folder of the course."
    " Programs send the key as Authorization: Bearer KEY."
)


def check_key() -> BaseResponse | None:
    """Let a request pass that has the key; trade one from an address for a cookie. Aborts with 401.

    401, not 403: the request lacks credentials and may be repeated with them (RFC 9110 §15.5.2). Static
    files are open: they are the same in every copy of the course, and the page that refuses needs its style.
    """
    key: str | None = current_app.config["KEY"]
    if key is None or request.endpoint == "static":
        return None
    if PARAMETER in request.args and request.method in ("GET", "HEAD"):
        return _trade(key, request.args[PARAMETER])
    if _is(key, request.cookies.get(cookie_name(), "")) or _is(key, _bearer()):
        return None
    raise refusal()


def cookie_name() -> str:
    """Return the name of this course's cookie: two courses on one machine share the cookies of all ports."""
    return f"course-key-{hashlib.sha256(current_app.instance_path.encode()).hexdigest()[:12]}"


def _trade(key: str, sent: str) -> BaseResponse:
    """Lead to the same address without its key, which would stay in the history, and set the cookie."""
    if not _is(key, sent):
        raise refusal()
    others = [part for part in request.query_string.split(b"&") if part.split(b"=")[0] != PARAMETER.encode()]
    query = b"&".join(others).decode("ascii", "replace")
    response = redirect(f"{links().address(request.path)}{'?' if query else ''}{query}", 303)
    response.headers["Cache-Control"] = "no-store"
    _set_cookie(response, key)
    return response


def _set_cookie(response: BaseResponse, key: str) -> None:
    # Lax, not Strict: a link in a chat or a file must open the course. Nothing that matters happens on GET,
    # and check_origin refuses every other method from elsewhere.
    secure = current_app.config["URL"].startswith("https:") and not is_loopback(request.environ["HTTP_HOST"])
    path = f"{links().prefix}/"
    response.set_cookie(
        cookie_name(), key, max_age=KEPT, path=path, secure=secure, httponly=True, samesite="Lax"
    )


def _bearer() -> str:
    """Return the key that a program sends (RFC 6750 §2.1), "" for none."""
    sent = request.authorization
    return (sent.token or "") if sent is not None and sent.type == "bearer" else ""


def _is(key: str, sent: str) -> bool:
    # Compared in constant time: the time of an answer must not tell how much of a guess is right.
    return hmac.compare_digest(key.encode(), sent.encode("utf-8", "surrogatepass"))


def refusal() -> Unauthorized:
    """Return the 401 that says where the key is to be found."""
    # The space makes Werkzeug quote the realm, as RFC 9110 §11.5 demands of a sender.
    return Unauthorized(NO_KEY, www_authenticate=WWWAuthenticate("bearer", {"realm": "this course"}))
