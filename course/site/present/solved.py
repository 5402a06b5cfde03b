"""The moment an exercise is solved: what the client got before and gets now, and what was repaired. Pure."""

from __future__ import annotations

import shlex
from collections.abc import Sequence
from dataclasses import dataclass, replace
from urllib.parse import unquote

from course.site.present.verdicts import STATUS_LINE
from course.values.report import CheckResult, Report

#: Header fields shown beside a status line: those that a client acts on.
TELLING = (
    "location",
    "allow",
    "www-authenticate",
    "retry-after",
    "etag",
    "content-type",
    "accept",
    "access-control-allow-origin",
)
SHOWN_HEADERS = 3


@dataclass(frozen=True)
class Sent:
    """One answer on the wire, short."""

    request: str
    version: str
    code: str
    phrase: str
    family: int
    headers: tuple[tuple[str, str], ...]
    body: str


@dataclass(frozen=True)
class BeforeNow:
    """The same request of the same check, answered by the first text and by the one that solved it."""

    before: Sent
    now: Sent


def before_and_now(first: Report | None, now: Report) -> BeforeNow | None:
    """Return what changed on the wire since the first run, None when no check recorded it in both.

    Only the first request of a check is compared: later ones depend on what came before them.
    """
    if first is None:
        return None
    later = {check.name: check for check in now.checks if check.passed}
    pairs = [
        (sent(check), sent(later[check.name]))
        for check in first.checks
        if not check.passed and not check.earlier and check.name in later
    ]
    found = [without_the_same(old, new) for old, new in pairs if old and new and differ(old, new)]
    # Another number says more than another body.
    return next((pair for pair in found if pair.before.code != pair.now.code), found[0] if found else None)


def without_the_same(old: Sent, new: Sent) -> BeforeNow:
    """Return two answers without the header fields that are the same in both."""
    same = set(old.headers) & set(new.headers)
    before, now = (tuple(pair for pair in one.headers if pair not in same) for one in (old, new))
    return BeforeNow(replace(old, headers=before[:SHOWN_HEADERS]), replace(new, headers=now[:SHOWN_HEADERS]))


def differ(old: Sent, new: Sent) -> bool:
    """Tell whether two answers to the same request are different ones."""
    same_request = old.request.partition(" ")[0] == new.request.partition(" ")[0]
    return same_request and (old.code, old.headers, old.body) != (new.code, new.headers, new.body)


def sent(check: CheckResult) -> Sent | None:
    """Return the recorded exchange of a check, None when it recorded none."""
    match = STATUS_LINE.match(check.status_line)
    if match is None or not check.curl:
        return None
    ranked = sorted(
        (pair for pair in check.response_headers if pair[0].lower() in TELLING),
        key=lambda pair: TELLING.index(pair[0].lower()),
    )
    return Sent(
        request_of(check.curl),
        match[1],
        match[2],
        match[3],
        check.family,
        tuple(ranked),
        check.response_body.strip(),
    )


def request_of(curl: str) -> str:
    """Return method and path of a curl line as the course writes it: "POST /recipes"."""
    words = shlex.split(curl, comments=True)
    method = "GET"
    if "-X" in words:
        method = words[words.index("-X") + 1]
    elif "-I" in words:
        method = "HEAD"
    elif any(word.startswith("--data") for word in words):
        method = "POST"
    address = next((word for word in reversed(words) if word.startswith("http")), "")
    path = address.partition("://")[2].partition("/")[2]
    return f"{method} /{unquote(path)}"


def repaired(first: Report | None, now: Report) -> tuple[str, ...]:
    """Return the rules that failed in the first run and hold now; all rules when nothing is known of it."""
    failed = {check.name for check in first.checks if not check.passed} if first else set()
    rules = [check.rule for check in now.checks if check.passed and check.rule]
    mended = [check.rule for check in now.checks if check.passed and check.rule and check.name in failed]
    return tuple(dict.fromkeys(mended or rules))


def first_unsolved(reports: Sequence[Report]) -> Report | None:
    """Return the first of some reports, oldest first, that asked something and was not solved."""
    asked = (report for report in reports if not report.solved and not report.fault)
    return next((report for report in asked if any(check.status_line for check in report.checks)), None)
