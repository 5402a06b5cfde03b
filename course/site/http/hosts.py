"""Names and origins under which the site is reached: those of this machine, and one that was named."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from flask import current_app, request

#: Names under which a browser on this machine reaches this machine.
LOOPBACK = frozenset({"127.0.0.1", "localhost", "[::1]"})
HOST = re.compile(r"(\[[0-9a-f:.]+\]|[a-z0-9.-]+)(?::\d{1,5})?", re.IGNORECASE | re.ASCII)


def host_name(host: str) -> str:
    """Return the name in a Host header without its port, lower case, "" when it is no host at all."""
    match = HOST.fullmatch(host)
    return match[1].lower() if match else ""


def is_loopback(host: str) -> bool:
    """Tell whether a Host header names this machine as only this machine reaches it."""
    return host_name(host) in LOOPBACK


def named_origin() -> str:
    """Return the one origin, besides those of loopback, under which the site is reached; "" for none.

    X-Forwarded-* is never read: anybody can send it.
    """
    url = urlsplit(current_app.config["URL"])
    return f"{url.scheme}://{url.netloc}".lower() if url.netloc else ""


def is_named_host(sent: str) -> bool:
    """Tell whether a Host header is that of the named origin, whose default port may be left out."""
    scheme, _, host = named_origin().partition("://")
    return bool(host) and _without_default_port(scheme, sent.lower()) == _without_default_port(scheme, host)


def _without_default_port(scheme: str, host: str) -> str:
    return host.removesuffix({"http": ":80", "https": ":443"}.get(scheme, ""))


def own_origins() -> set[str]:
    """Return the origins whose pages may change something: the one asked, and the one named at the start."""
    host = request.environ["HTTP_HOST"]
    asked = "" if is_named_host(host) else f"{request.scheme}://{host}".lower()
    return {asked, named_origin(), *_rewritten_origins()} - {""}


def _rewritten_origins() -> tuple[str, ...]:
    """Return what the server in front writes into Origin in place of the named origin.

    Anybody's page could have such an origin, so the browser itself must say that the page is of the origin
    that it asked. No page can write Sec-Fetch-Site.
    """
    told = request.headers.get("Sec-Fetch-Site") == "same-origin"
    return tuple(current_app.config["REWRITTEN_ORIGINS"]) if told else ()
