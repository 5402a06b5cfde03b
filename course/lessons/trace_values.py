"""Values of a running app as short text.

No `__repr__` of the app is called, because it may count, print or fail. Nothing is written that differs from
run to run or from machine to machine: addresses and folders are masked.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import decimal
import enum
import re
import types
import uuid
from collections import Counter, OrderedDict, defaultdict, deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any

from werkzeug.datastructures import Headers
from werkzeug.wrappers import Request, Response

from course.values.recording import Known


@dataclass(frozen=True)
class Limits:
    """How much is recorded of one exchange."""

    steps: int = 400
    #: Steps of one statement in one call; further ones are counted.
    same: int = 4
    seconds: float = 5.0
    #: Characters of one value, items of one collection, collections in collections.
    text: int = 160
    items: int = 12
    depth: int = 4
    #: Characters of all values together, of one body, and calls in calls.
    characters: int = 60_000
    body: int = 2_000
    calls: int = 40


#: Characters of a text that are looked through for folders.
MOST_READ = 20_000
_ADDRESS = re.compile(r"\b0x[0-9a-fA-F]{6,}\b")
#: Folders differ from machine to machine, line numbers of libraries from version to version.
_FILE = re.compile(r"""(?:(?<=["'\s])|^)/[^\s"']*/([\w.-]+\.py)(", line )?\d*""")
_PLAIN = (
    int,
    float,
    complex,
    bool,
    type(None),
    decimal.Decimal,
    dt.datetime,
    dt.date,
    dt.time,
    dt.timedelta,
    uuid.UUID,
    range,
)
_MAPPINGS = (dict, OrderedDict, defaultdict, Counter, types.MappingProxyType)
_NAMED = (types.FunctionType, types.MethodType, types.BuiltinFunctionType, type)


def shown(value: Any, limits: Limits, depth: int = 0) -> str:
    """Return a value as one short text."""
    text = _Writer(limits).write(value, depth)
    return text if len(text) <= limits.text else text[: limits.text - 1] + "…"


@dataclass(frozen=True)
class _Writer:
    limits: Limits

    def write(self, value: Any, depth: int) -> str:
        kind = type(value)
        if kind in _PLAIN:
            text = repr(value)
            return text if len(text) < 200 else text[:80] + "…"
        if kind in (str, bytes):
            return self.text(value)
        if depth >= self.limits.depth:
            return "…"
        if kind in _MAPPINGS:
            return self.mapping(value, depth + 1)
        if kind in (list, tuple, deque):
            return self.sequence(value, depth + 1)
        if kind in (set, frozenset):
            return self.set(value, depth + 1)
        return self.object(value, depth)

    def text(self, value: str | bytes) -> str:
        most = self.limits.text
        if isinstance(value, str) and ".py" in value[:MOST_READ]:
            value = _FILE.sub(r"…/\1\2", value[:MOST_READ])
        return repr(value) if len(value) <= most else f"{value[: most // 2]!r}… ({len(value)} in all)"

    def mapping(self, value: Any, depth: int) -> str:
        inner = [f"{self.write(k, depth)}: {self.write(v, depth)}" for k, v in self.first(value.items())]
        return "{" + ", ".join(inner + self.more(value)) + "}"

    def sequence(self, value: Any, depth: int) -> str:
        inner = ", ".join([self.write(item, depth) for item in self.first(value)] + self.more(value))
        if type(value) is tuple:
            return f"({inner}{',' if len(value) == 1 else ''})"
        return f"[{inner}]"

    def set(self, value: Any, depth: int) -> str:
        inner = sorted(self.write(item, depth) for item in value)[: self.limits.items]
        return "{" + ", ".join(inner + self.more(value)) + "}" if inner else "set()"

    def first(self, values: Iterable[Any]) -> Iterator[Any]:
        try:
            for number, item in enumerate(values):
                if number == self.limits.items:
                    return
                yield item
        except RuntimeError:  # changed by another thread meanwhile
            return

    def more(self, value: Any) -> list[str]:
        left = len(value) - self.limits.items
        return [f"… {left} more"] if left > 0 else []

    def object(self, value: Any, depth: int) -> str:
        for kind, write in _KINDS:
            if isinstance(value, kind):
                return write(value)
        if isinstance(value, Headers):
            return self.mapping(dict(value.items()), depth + 1)
        names = _field_names(value)
        kind_name = type(value).__name__
        if names is not None:
            inner = [f"{n}={self.write(getattr(value, n, None), depth + 1)}" for n in names]
            return f"{kind_name}({', '.join(inner[: self.limits.items])})"
        return _like_builtin(value) or f"<{kind_name}>"


def _field_names(value: Any) -> list[str] | None:
    """Return the fields of a dataclass, a pydantic model (without importing it) or a named tuple."""
    if dataclasses.is_dataclass(value):
        return [field.name for field in dataclasses.fields(value)]
    kind = type(value)
    if hasattr(kind, "model_fields"):
        return list(kind.model_fields)
    return list(kind._fields) if isinstance(value, tuple) and hasattr(kind, "_fields") else None


def _like_builtin(value: Any) -> str:
    """Return a subclass of dict or list that writes itself as these do."""
    for base in (dict, list):
        if isinstance(value, base) and type(value).__repr__ is base.__repr__:
            return _ADDRESS.sub("…", base.__repr__(value))
    return ""


def said(error: BaseException) -> str:
    """Return an exception as one line."""
    text = str(error).split("\n")[0] if type(error).__str__ is not object.__str__ else ""
    text = _ADDRESS.sub("…", text)[:160]
    return f"{type(error).__name__}: {text}" if text else type(error).__name__


_KINDS: tuple[tuple[type | tuple[type, ...], Callable[[Any], str]], ...] = (
    (enum.Enum, lambda value: f"{type(value).__name__}.{value._name_}"),
    (Response, lambda value: f"<Response {value.status}>"),
    (Request, lambda value: f"<Request {value.method} {value.path}>"),
    (BaseException, said),
    (_NAMED, lambda value: f"<{getattr(value, '__name__', type(value).__name__)}>"),
    (types.GeneratorType, lambda value: f"<generator {value.__name__}>"),
    (PurePath, lambda value: f"{type(value).__name__}(…/{value.name})"),
)


def snapshot(response: Response, limits: Limits) -> Known:
    """Return a response object as far as it stands. A streamed body is not touched."""
    body: str | None = None
    if response.is_sequence and not response.direct_passthrough:
        pieces: Any = response.response
        body = body_text(b"".join(c if isinstance(c, bytes) else c.encode() for c in pieces), limits)
    phrase = response.status.partition(" ")[2]
    headers = tuple((str(name), str(value)) for name, value in response.headers)
    return Known(response.status_code, phrase, headers, body)


def body_text(raw: bytes, limits: Limits) -> str:
    """Return the beginning of a body as text."""
    text = raw[: limits.body].decode("utf-8", "backslashreplace")
    return text if len(raw) <= limits.body else f"{text}… ({len(raw)} bytes)"


def difference(before: Known, after: Known) -> str:
    """Return what is other in a response: + before a new header, - before one that is gone, ± if changed."""
    found = [f"status {before.status} → {after.status}"] if before.status != after.status else []
    old, new = Headers(list(before.headers)), Headers(list(after.headers))
    for name in dict.fromkeys([*new.keys(), *old.keys()]):
        if old.getlist(name) != new.getlist(name):
            found.append(f"{'+' if name not in old else '-' if name not in new else '±'}{name}")
    return ", ".join([*found, *(["body"] if before.body != after.body else [])])
