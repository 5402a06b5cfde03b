"""The pool of hostile values: what every check should try beside its typical value. Pure.

A kind is what a row of a contract promises to take or refuse ("texts"); a family is a part of it ("blank").
Every value has a name that a report can print.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any


@dataclass(frozen=True)
class Hostile:
    """One value of the pool."""

    family: str
    #: As a report prints it: "a text with blanks around it".
    name: str
    value: Any


@dataclass(frozen=True)
class Raw:
    """A piece of JSON that json.dumps does not write: it goes into the request as it stands."""

    text: str

    def __repr__(self) -> str:
        return self.text if len(self.text) <= 40 else f"{self.text[:20]}… ({len(self.text)} characters)"


SIGNS = "<b> & {x} %s 'q' \"d\" \\ ü"
#: Digits of the longest number, more than int() takes from a text at once.
DIGITS = 5_000
#: Levels of the deepest value, more than json.loads follows.
LEVELS = 20_000


def _all(family: str, values: dict[str, Any]) -> tuple[Hostile, ...]:
    return tuple(Hostile(family, name, value) for name, value in values.items())


TEXTS = (
    *_all(
        "blank",
        {
            "a text with blanks around it": "  plum  cake ",
            "a text of one blank": " ",
            "a text with a tab in it": "plum\tcake",
            "a text of two lines": "plum\ncake",
            "a text that begins with a no-break space": "\u00a0plum",
        },
    ),
    *_all("empty", {"an empty text": ""}),
    *_all(
        "quoted",
        {
            "a text in double quotation marks": '"plum"',
            "a text with an apostrophe": "plum's cake",
            "a text with a backslash": "plum\\cake\\",
        },
    ),
    *_all(
        "markup",
        {
            "a text with < and >": "<b>plum</b>",
            "a text with &": "plum & cream &amp; sugar",
            "a text with braces and a percent sign": "{plum} %s {{ 7 * 7 }}",
        },
    ),
    *_all(
        "address",
        {
            "a text with a slash": "plum/cake",
            "a text with a question mark": "plum?cake=1",
            "a text with a number sign": "plum#cake",
            "a text with a percent sign": "50%",
            "a text that looks encoded": "plum%2Fcake",
            "a text with a plus sign": "plum+cake",
            "a text with a semicolon": "plum;cake",
            "a text of two dots": "..",
        },
    ),
    *_all(
        "letters",
        {
            "a text with letters outside ASCII": "Käse aus Łódź",
            "a text of letters with three bytes each": "日本語",
            "a text with a letter of four bytes": "plum 🍰",
            "a text with a letter made of two": "cafe\u0301",
        },
    ),
    *_all("case", {"a text in upper and lower case": "pLUM Cake"}),
    *_all("long", {"a text of 5,000 letters": "plum " * 1_000}),
    *_all(
        "control",
        {
            "a text with NUL in it": "plum\0cake",
            "a text with an escape sequence": "\x1b[31mplum",
            "half a surrogate pair": "\ud800",
        },
    ),
    *_all(
        "words",
        {
            "the text null": "null",
            "the text true": "true",
            "the text 0": "0",
            "the text NaN": "NaN",
        },
    ),
)

NUMBERS = (
    *_all("zero", {"0": 0}),
    *_all("negative", {"a negative number": -1}),
    *_all("boolean", {"true where a number is wanted": True, "false where a number is wanted": False}),
    *_all("fraction", {"1.0": 1.0, "1.5": 1.5}),
    *_all("large", {"a number of 21 digits": 10**20, "a number of 31 digits": 10**30}),
    *_all("huge", {f"a number of {DIGITS:,} digits": Raw("1" + "0" * (DIGITS - 1))}),
    *_all("nan", {"NaN": Raw("NaN"), "Infinity": Raw("Infinity"), "1e999": Raw("1e999")}),
)

#: Numbers as texts: in a path, a query or a header.
DIGIT_TEXTS = (
    *_all("sign", {"a number with a plus sign": "+7", "a number with a minus sign": "-7"}),
    *_all("blank", {"a number with blanks around it": " 7 ", "an empty text for a number": ""}),
    *_all(
        "python",
        {
            "a number with an underscore": "1_2",
            "a number with leading zeros": "007",
            "a number in exponents": "1e3",
            "a hexadecimal number": "0x10",
        },
    ),
    *_all("script", {"digits of another script": "٧", "a superscript digit": "²"}),
    *_all("fraction", {"a number with a fraction": "1.5", "a whole number with a point": "1.0"}),
    *_all("large", {"a number of 30 digits": "9" * 30}),
    *_all("huge", {f"a number of {DIGITS:,} digits": "9" * DIGITS}),
    *_all("nan", {"the text NaN": "NaN", "the text inf": "inf"}),
)

SHAPES = (
    *_all("null", {"null": None}),
    *_all("empty", {"an empty list": [], "an empty object": {}}),
    *_all("scalar", {"a text instead of an object": "plum", "0 instead of an object": 0, "true": True}),
    *_all(
        "nested",
        {
            "null in a list": [None],
            "null in an object": {"name": None},
            "a list in a list": [[]],
            "an object in a list": [{}],
        },
    ),
    *_all("deep", {f"{LEVELS:,} lists in each other": Raw("[" * LEVELS + "]" * LEVELS)}),
)

WAITS = (
    *_all("seconds", {"one second": timedelta(seconds=1), "no time at all": timedelta(0)}),
    *_all("fraction", {"a fraction of a second": timedelta(milliseconds=300)}),
    *_all("minutes", {"minutes": timedelta(minutes=7, seconds=3)}),
    *_all("days", {"more than a day": timedelta(days=2, hours=3), "a year": timedelta(days=366)}),
)

MOMENTS = (
    *_all("zone", {
        "a moment in India": datetime(2031, 3, 4, 5, 6, 7, tzinfo=timezone(timedelta(hours=5, minutes=30))),
        "a moment in Honolulu": datetime(2031, 3, 4, 23, 6, 7, tzinfo=timezone(timedelta(hours=-10))),
    }),
    *_all("utc", {"a moment in UTC": datetime(2031, 3, 4, 5, 6, 7, tzinfo=UTC)}),
    *_all("naive", {"a moment without a zone": datetime(2031, 3, 4, 5, 6, 7)}),
    *_all("leap", {"a leap day": datetime(2032, 2, 29, 23, 59, 59, tzinfo=UTC)}),
    *_all("date", {"a date without a time": date(2031, 3, 4)}),
)  # fmt: skip

#: A moment as headers write it (RFC 9110 §5.6.7), and what is none.
DATES = (
    *_all("http", {"an HTTP-date": "Tue, 04 Mar 2031 05:06:07 GMT"}),
    *_all(
        "obsolete",
        {
            "an HTTP-date of RFC 850": "Tuesday, 04-Mar-31 05:06:07 GMT",
            "an HTTP-date as C writes it": "Tue Mar  4 05:06:07 2031",
        },
    ),
    *_all("seconds", {"a number of seconds": "120", "0 seconds": "0"}),
    *_all(
        "wrong", {"a negative number of seconds": "-5", "seconds with a fraction": "1.5", "a word": "soon"}
    ),
)

ADDRESSES = (
    *_all("parts", {
        "an address with a query": "http://cake.example/plum?a=1&b=2",
        "an address with a fragment": "http://cake.example/plum#top",
        "an address with encoded signs": "http://cake.example/plum%2Fcake%20x",
        "an address with a port": "http://cake.example:8080/plum",
        "an address without a path": "http://cake.example",
        "an address in upper case": "HTTP://CAKE.EXAMPLE/Plum",
    }),
    *_all("letters", {"an address with letters outside ASCII": "http://käse.example/日本?q=ü"}),
    *_all("user", {"an address with a user": "http://plum:cake@cake.example/"}),
    *_all("ipv6", {"an address of IPv6": "http://[2001:db8::1]/plum"}),
    *_all("relative", {
        "a path instead of an address": "/plum",
        "an address without a scheme": "//cake.example/",
    }),
    *_all("scheme", {
        "an address of another scheme": "javascript:alert(1)",
        "a mail address": "mailto:a@b.example",
    }),
    *_all("wrong", {
        "an address without a host": "http://",
        "an address with a broken port": "http://cake.example:port/",
        "an address with half a bracket": "http://[::1/",
        "an address with a blank": "http://cake.example/plum cake",
    }),
    *_all("empty", {"an empty text for an address": ""}),
    *_all("long", {"an address of 5,000 signs": "http://cake.example/" + "p" * 4_980}),
)  # fmt: skip

HEADER_VALUES = (
    *_all("empty", {"an empty header": ""}),
    *_all("blank", {"a header of a comma": ",", "a header with a tab": "a\tb"}),
    *_all(
        "quoted",
        {"a header with half a quotation": 'a="b', "a header with an escaped quotation": r'a="b\"c"'},
    ),
    *_all("latin-1", {"a header with letters of Latin-1": "Käse"}),
    *_all("long", {"a header of 5,000 signs": "a" * 5_000}),
)

POOL: dict[str, tuple[Hostile, ...]] = {
    "texts": TEXTS,
    "numbers": NUMBERS,
    "digits": DIGIT_TEXTS,
    "shapes": SHAPES,
    "waits": WAITS,
    "moments": MOMENTS,
    "dates": DATES,
    "addresses": ADDRESSES,
    "headers": HEADER_VALUES,
    "exceptions": (),  # made anew for each use: exceptions_of
}
FAMILIES: dict[str, tuple[str, ...]] = {
    kind: tuple(dict.fromkeys(one.family for one in values)) for kind, values in POOL.items()
}


def pick(kind: str, families: Iterable[str], without: Iterable[str] = ()) -> tuple[Hostile, ...]:
    """Return the values of a kind: all, some families, or all but some.

    Raises KeyError naming what there is, for a kind or a family that is not there.
    """
    wanted, left_out = set(families), set(without)
    unknown = (wanted | left_out) - set(FAMILIES[kind])
    if unknown:
        raise KeyError(f"{kind} has no {', '.join(sorted(unknown))}; it has {', '.join(FAMILIES[kind])}")
    return tuple(
        one for one in POOL[kind] if (not wanted or one.family in wanted) and one.family not in left_out
    )


def forms_of(name: str, *values: str) -> tuple[Hostile, ...]:
    """Return legal ways to send values in a header (RFC 9110 §5.3), each as pairs for `headers=`."""
    joined = ", ".join(values)
    forms = {
        f"{name} in one line": [(name, joined)],
        f"{name} in lower case": [(name.lower(), joined)],
        f"{name} in upper case": [(name.upper(), joined)],
        f"{name} with blanks around its value": [(name, f" {joined}\t")],
        f"{name} with no blank behind the comma": [(name, ",".join(values))],
        f"{name} in lines of their own": [(name, value) for value in values],
        f"{name} in the other order": [(name, ", ".join(reversed(values)))],
    }
    return _all("form", forms if len(values) > 1 else dict(list(forms.items())[:4]))


def exceptions_of(*kinds: type[BaseException]) -> Iterator[Hostile]:
    """Yield new exceptions of each kind: itself, a subclass, without a text, with an odd one."""
    for kind in kinds:
        name = kind.__name__
        subclass = type(f"Special{name}", (kind,), {})
        makers: dict[str, Callable[[], BaseException]] = {
            name: lambda kind=kind: kind("planted"),  # type: ignore[misc]
            f"a subclass of {name}": lambda subclass=subclass: subclass("planted"),  # type: ignore[misc]
            f"{name} without a text": lambda kind=kind: kind(),  # type: ignore[misc]
            f"{name} with signs in its text": lambda kind=kind: kind(SIGNS),  # type: ignore[misc]
            f"{name} with a code": lambda kind=kind: _with_code(kind("planted")),  # type: ignore[misc]
        }
        for words, make in makers.items():
            try:
                yield Hostile("exception", words, make())
            except TypeError:
                continue  # this kind is not made without arguments, or not with a text


def _with_code(error: BaseException) -> BaseException:
    """Return an exception with attributes as an HTTPException has them, which it is not."""
    error.code, error.description = 404, "planted"  # type: ignore[attr-defined]
    return error


def as_json(value: Any) -> bytes:
    """Return a value as JSON, with every Raw in it as it stands."""
    pieces: list[str] = []

    def put(raw: Any) -> str:
        if not isinstance(raw, Raw):
            raise TypeError(f"{type(raw).__name__} is not JSON")
        pieces.append(raw.text)
        return f"\x00raw {len(pieces) - 1}\x00"

    text = json.dumps(value, default=put)
    for number, piece in enumerate(pieces):
        text = text.replace(json.dumps(f"\x00raw {number}\x00"), piece)
    return text.encode()
