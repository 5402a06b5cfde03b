"""May a cache keep an answer, for how long, and why: RFC 9111 as pure functions on a request and a response.

The rules are those of §3 (what may be stored), §4.1 (Vary), §4.2 (freshness) and §5.2 (directives).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from email.utils import parsedate_to_datetime
from functools import cached_property

from course.values import codes
from course.values.wire import Request, Response

#: RFC 9110 §9.2.1; QUERY: RFC 10008 §2.
SAFE = frozenset({"GET", "HEAD", "OPTIONS", "TRACE", "QUERY"})
#: RFC 9110 §9.2.2.
IDEMPOTENT = SAFE | {"PUT", "DELETE"}
#: Codes whose answers a cache may keep without being told (RFC 9110 §15.1).
HEURISTIC = frozenset({200, 203, 204, 206, 300, 301, 308, 404, 405, 410, 414, 501})
#: What lifts the ban on answers to signed requests in a shared cache (RFC 9111 §3.5).
_LIFTS = frozenset({"public", "must-revalidate", "s-maxage"})
_DIRECTIVE = re.compile(r'[^\s,="]+(?:\s*=\s*(?:"[^"]*"|[^\s,]*))?')


@dataclass(frozen=True)
class Reason:
    """Why a cache keeps an answer, or does not."""

    text: str
    #: "RFC 9111 §3.5"
    source: str


@dataclass(frozen=True)
class Verdict:
    """What a cache may do with an answer."""

    stored: bool
    #: Seconds for which the answer may be used without asking; None when a cache chooses itself.
    fresh: int | None
    #: The same in words.
    use: str
    reasons: tuple[Reason, ...]


@dataclass(frozen=True)
class _Case:
    """An exchange, seen by a cache: one that serves many, or the client's own."""

    request: Request
    response: Response
    shared: bool

    @cached_property
    def said(self) -> dict[str, str]:
        return directives(self.response.headers)

    @cached_property
    def explicit(self) -> bool:
        """Tell whether a lifetime is stated."""
        stated = "max-age" in self.said or (self.shared and "s-maxage" in self.said)
        return stated or self.response.header("Expires") is not None

    @cached_property
    def vary(self) -> tuple[str, ...]:
        lines = [value for name, value in self.response.headers if name.lower() == "vary"]
        return tuple(part.strip().lower() for line in lines for part in line.split(","))


def directives(headers: tuple[tuple[str, str], ...]) -> dict[str, str]:
    """Return the directives of Cache-Control; of two with one name the first counts (RFC 9111 §4.2.1)."""
    lines = [value for name, value in headers if name.lower() == "cache-control"]
    found: dict[str, str] = {}
    for part in _DIRECTIVE.findall(", ".join(lines)):
        name, _, value = part.partition("=")
        found.setdefault(name.strip().lower(), value.strip().strip('"'))
    return found


def keep(request: Request, response: Response, shared: bool = True) -> Verdict:
    """Tell what a cache may do with an answer: one that serves many clients, or the client's own."""
    case = _Case(request, response, shared)
    if response.status == 304:
        reason = Reason(
            "a 304 isn't kept itself: its headers replace those of the kept answer", "RFC 9111 §4.3.4"
        )
        return Verdict(False, 0, "renews what is kept; only the head travels", (reason,))
    for rule in FORBID:
        reason_against = rule(case)
        if reason_against is not None:
            return Verdict(False, 0, "not kept", (reason_against,))
    return _use(case)


def _method(case: _Case) -> Reason | None:
    method, response = case.request.method, case.response
    if method in ("GET", "HEAD"):
        return None
    if method != "POST":
        return Reason(
            f"a cache that does not know what an answer to {method} is good for keeps none", "RFC 9111 §3"
        )
    same = response.header("Content-Location") == case.request.path
    if case.explicit and same and 200 <= response.status < 300:
        return None
    text = "an answer to POST needs a lifetime and a Content-Location that names the same address"
    return Reason(text, "RFC 9110 §9.3.3")


def _status(case: _Case) -> Reason | None:
    status = case.response.status
    if status < 200:
        return Reason("an interim response is not a final one", "RFC 9111 §3")
    if status == 206:
        return Reason("only a cache that can put parts together may keep one", "RFC 9111 §3.3")
    if "must-understand" in case.said and status not in codes.NAMES:
        return Reason(f"must-understand, and nobody knows {status}", "RFC 9111 §5.2.2.3")
    return None


def _no_store(case: _Case) -> Reason | None:
    if "no-store" in case.said and "must-understand" not in case.said:
        return Reason("no-store in the answer", "RFC 9111 §5.2.2.5")
    if "no-store" in directives(case.request.headers):
        return Reason("no-store in the request", "RFC 9111 §5.2.1.5")
    return None


def _private(case: _Case) -> Reason | None:
    # With names of fields it is about these fields only.
    if case.shared and case.said.get("private") == "":
        return Reason("private: for the client's own cache", "RFC 9111 §5.2.2.7")
    return None


def _signed(case: _Case) -> Reason | None:
    signed = any(name.lower() == "authorization" for name, _ in case.request.headers)
    if case.shared and signed and not _LIFTS & case.said.keys():
        text = "the request had Authorization, and no public, must-revalidate or s-maxage allows it"
        return Reason(text, "RFC 9111 §3.5")
    return None


def _unasked(case: _Case) -> Reason | None:
    own = not case.shared and "private" in case.said
    if case.explicit or own or "public" in case.said or case.response.status in HEURISTIC:
        return None
    return Reason(f"{case.response.status} is kept only when a lifetime is stated", "RFC 9111 §3")


#: Why a cache may not keep an answer; the first that applies is named.
FORBID: tuple[Callable[[_Case], Reason | None], ...] = (
    _method,
    _status,
    _no_store,
    _private,
    _signed,
    _unasked,
)


def _use(case: _Case) -> Verdict:
    """Return how an answer that may be kept is used."""
    fresh, lifetime = _lifetime(case.response, case.said, case.shared)
    reasons = [lifetime]
    if case.response.header("Set-Cookie") is not None:
        reasons.append(Reason("Set-Cookie does not prevent that; private or no-store would", "RFC 9111 §7.3"))
    if "*" in case.vary:
        fresh = 0
        reasons.append(Reason("Vary: * fits no later request", "RFC 9111 §4.1"))
    elif case.vary:
        names = ", ".join(case.vary)
        reasons.append(Reason(f"only for requests with the same {names}", "RFC 9111 §4.1"))
    if case.said.get("no-cache") == "":
        fresh = 0
        reasons.append(Reason("no-cache: asks before each use", "RFC 9111 §5.2.2.4"))
    return Verdict(True, fresh, _in_words(fresh, _asks(case.response)), tuple(reasons))


def _asks(response: Response) -> str:
    if response.header("ETag") is not None:
        return "asks with If-None-Match"
    if response.header("Last-Modified") is not None:
        return "asks with If-Modified-Since"
    return "fetches it anew, whole: it has no validator"


def _in_words(fresh: int | None, asks: str) -> str:
    if fresh is None:
        return f"kept as long as the cache likes, then {asks}"
    return (
        f"used for {fresh} s without asking, then {asks}" if fresh > 0 else f"kept; before each use it {asks}"
    )


def _lifetime(response: Response, said: Mapping[str, str], shared: bool) -> tuple[int | None, Reason]:
    """Return for how many seconds an answer is fresh, None when nobody says, and why (RFC 9111 §4.2.1)."""
    for name in ("s-maxage", "max-age"):
        if name in said and (shared or name == "max-age"):
            return _stated(name, said[name], _age(response))
    if response.header("Expires") is not None:
        return _until(response)
    return _guessed(response)


def _stated(name: str, value: str, age: int) -> tuple[int, Reason]:
    if not (value.isascii() and value.isdigit()):
        return 0, Reason(
            f"{name}={value} is not a number of seconds, so it counts as stale", "RFC 9111 §4.2.1"
        )
    passed = f", {age} of it past (Age)" if age else ""
    return int(value) - age, Reason(f"{name}={value}{passed}", "RFC 9111 §4.2.1")


def _until(response: Response) -> tuple[int | None, Reason]:
    until, date = _when(response.header("Expires")), _when(response.header("Date"))
    if until is None:
        return 0, Reason("Expires is not a date, so it counts as expired", "RFC 9111 §5.3")
    if date is None:
        return None, Reason("Expires, counted from when the answer arrived", "RFC 9111 §4.2.1")
    seconds = int((until - date).total_seconds()) - _age(response)
    return seconds, Reason("Expires minus Date", "RFC 9111 §4.2.1")


def _guessed(response: Response) -> tuple[None, Reason]:
    modified, date = _when(response.header("Last-Modified")), _when(response.header("Date"))
    if modified and date:
        tenth = int((date - modified).total_seconds() / 10)
        return None, Reason(f"no lifetime stated; a tenth of its age is usual, {tenth} s", "RFC 9111 §4.2.2")
    return None, Reason("no lifetime stated, so a cache may choose one", "RFC 9111 §4.2.2")


def _age(response: Response) -> int:
    age = response.header("Age") or "0"
    return int(age) if age.isascii() and age.isdigit() else 0


def _when(text: str | None) -> datetime | None:
    """Return a date of HTTP; None for what is none, and for one without a zone, which cannot be compared."""
    try:
        found = parsedate_to_datetime(text) if text else None
    except (TypeError, ValueError):
        return None
    return found if found and found.tzinfo else None


def invalidates(request: Request, response: Response) -> bool:
    """Tell whether a cache forgets what it keeps for the address of an unsafe request (RFC 9111 §4.4)."""
    return request.method not in SAFE and 200 <= response.status < 400


def repeatable(method: str) -> str:
    """Return whether a client may send a request of this method again by itself (RFC 9110 §9.2)."""
    if method in SAFE:
        return "safe: as often as it likes"
    return (
        "idempotent: twice is like once"
        if method in IDEMPOTENT
        else "only when it knows that it does no harm"
    )
