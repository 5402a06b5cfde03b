"""The values that facts are about: read from the exchanges of a check."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any
from urllib.parse import parse_qs, unquote, urljoin, urlsplit

from course.grading.checks.facts import ExchangeFacts, Pairs
from course.grading.evidence.terms import Literally, Reference, Subject, Value

#: What a subject is when it is not there; no JSON value equals it.
MISSING: Any = object()
#: Seconds by which a moment that is "near now" may differ from the clock of the machine.
NEAR = 120.0
BASE = "http://localhost"
OWN_HOSTS = ("localhost", "127.0.0.1", None)


def subject_of(one: ExchangeFacts, subject: Subject, of_request: bool) -> Any:
    """Return what a subject is in the request or the answer of an exchange, MISSING when it is not there."""
    match subject.kind:
        case "field":
            return at(parsed(body_of(one, of_request)), subject.name)
        case "query":
            values = parse_qs(urlsplit(one.path).query, keep_blank_values=True)
            return values.get(subject.name, MISSING)
        case "body":
            return body_of(one, of_request)
        case "path":
            return path_of(one)
        case "address":
            return one.address
        case "headers":
            return "\n".join(f"{name}: {value}" for name, value in headers_of(one, of_request))
        case "header":
            return header(headers_of(one, of_request), subject.name)


def value_of(value: Value, one: ExchangeFacts, earlier: tuple[ExchangeFacts, ...]) -> Any:
    """Return what a value is for an exchange that comes after others, MISSING when it is not there."""
    if isinstance(value, Literally):
        return value.value
    source = _source(value, one, earlier)
    if value.subject == Subject("header", "Location") and not value.of_request:
        return location_of(source)
    found = subject_of(source, value.subject, value.of_request)
    return found[0] if value.subject.kind == "query" and found is not MISSING else found


def location_of(one: ExchangeFacts) -> Any:
    """Return the path that Location leads to, MISSING without one; of another host, the whole address."""
    value = header(one.headers, "Location")
    if value is MISSING:
        return MISSING
    try:
        url = urlsplit(urljoin(BASE + one.path, value))
    except ValueError:
        return value
    return url.path if url.hostname in OWN_HOSTS else value


def path_of(one: ExchangeFacts) -> str:
    """Return the path of a request, without its query."""
    return urlsplit(one.path).path


def body_of(one: ExchangeFacts, of_request: bool) -> str:
    """Return the body of the request or of the answer."""
    return one.sent if of_request else one.body


def headers_of(one: ExchangeFacts, of_request: bool) -> Pairs:
    """Return the headers of the request or of the answer."""
    return one.sent_headers if of_request else one.headers


def header(pairs: Pairs, name: str) -> Any:
    """Return the values of a header joined as RFC 9110 §5.3 has it, MISSING without one."""
    values = [value for key, value in pairs if key.lower() == name.lower()]
    return ", ".join(values) if values else MISSING


def parsed(text: str) -> Any:
    """Return a JSON text as a value, MISSING when it is none."""
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return MISSING


def at(value: Any, way: str) -> Any:
    """Return what stands at a way like "items.0.name" in a JSON value; `$` is the last entry of a list."""
    for name in filter(None, way.split(".")):
        value = _inside(value, name)
    return value


def text_of(value: Any) -> str:
    """Return a value as text: a text as it is, everything else as JSON."""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def is_near(value: Any, moment: float) -> bool:
    """Tell whether a value is a moment near another one (seconds since 1970), however it is written."""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return False
    if not isinstance(value, str):
        return abs(value - moment) <= NEAR
    if value in {datetime.fromtimestamp(moment, zone).date().isoformat() for zone in (UTC, None)}:
        return True
    read = _moment(value)
    if read is None:
        return False
    zones = (read,) if read.tzinfo else (read.replace(tzinfo=UTC), read.astimezone())
    return any(abs(one.timestamp() - moment) <= NEAR for one in zones)


def unquoted(value: Any) -> str:
    """Return a value as text without percent encoding."""
    return unquote(text_of(value))


def _source(value: Reference, one: ExchangeFacts, earlier: tuple[ExchangeFacts, ...]) -> ExchangeFacts:
    if value.source == "own" or not earlier:
        return one
    return earlier[0] if value.source == "first" else earlier[-1]


def _inside(value: Any, name: str) -> Any:
    if isinstance(value, dict):
        return value.get(name, MISSING)
    if isinstance(value, list) and value and name == "$":
        return value[-1]
    if isinstance(value, list) and name.isdecimal() and int(name) < len(value):
        return value[int(name)]
    return MISSING


def _moment(text: str) -> datetime | None:
    """Read a moment as ISO 8601 or as an HTTP-date (RFC 9110 §5.6.7)."""
    for read in (datetime.fromisoformat, parsedate_to_datetime):
        try:
            return read(text)
        except (ValueError, OverflowError):
            continue
    return None
