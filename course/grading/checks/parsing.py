"""Read any JSON that an answer may hold: deep, long, with numbers of any size."""

from __future__ import annotations

import re

# Bound here: a learner may replace json.loads.
from json import JSONDecodeError, JSONDecoder, detect_encoding, loads
from typing import Any

#: Values nested deeper than this are kept as one Deep: nothing that calls itself meets them.
MOST_DEPTH = 80
#: Digits that int() takes at once, whatever the interpreter's limit is.
DIGITS = 600
BLANKS = re.compile(r"[ \t\n\r]*")


class Deep:
    """A value that is nested too deeply for functions that call themselves; it can be compared and shown."""

    def __init__(self, value: Any) -> None:
        self.value = value

    def __eq__(self, other: object) -> bool:
        return same(self.value, other.value if isinstance(other, Deep) else other)

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        return f"<a value nested more than {MOST_DEPTH} levels deep>"


def parse_json(body: bytes) -> Any:
    """Return the value of a JSON text of any depth (RFC 8259).

    Raises ValueError when it is not JSON; NaN and Infinity are not.
    """
    text = body.decode(detect_encoding(body), "surrogatepass")
    try:
        return loads(text, parse_constant=_refuse_constant, parse_int=whole_number)
    except RecursionError:
        return _Parser(text).run()


def whole_number(text: str) -> int:
    """Return an integer of any number of digits; int() refuses more than some thousands of them."""
    if len(text) <= DIGITS:
        return int(text)
    number, digits = 0, text.lstrip("-")
    for begin in range(0, len(digits), DIGITS):
        part = digits[begin : begin + DIGITS]
        number = number * 10 ** len(part) + int(part)
    return -number if text.startswith("-") else number


def same(one: Any, other: Any) -> bool:
    """Tell whether two values are equal, however deep they are."""
    todo = [(one, other)]
    while todo:
        left, right = (value.value if isinstance(value, Deep) else value for value in todo.pop())
        if isinstance(left, dict) and isinstance(right, dict):
            if left.keys() != right.keys():
                return False
            todo += [(dict.__getitem__(left, key), dict.__getitem__(right, key)) for key in left]
        elif isinstance(left, list) and isinstance(right, list):
            if len(left) != len(right):
                return False
            todo += zip(list.__iter__(left), list.__iter__(right), strict=True)
        elif left != right:
            return False
    return True


def _refuse_constant(word: str) -> Any:
    raise ValueError(f"{word} is not JSON (RFC 8259 §6)")


class _Parser:
    """Reads JSON without calling itself: what is open stands on a list."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.place = 0
        self.decoder = JSONDecoder(parse_constant=_refuse_constant, parse_int=whole_number)
        #: Open arrays and objects, each with the name that its next value gets.
        self.open: list[tuple[list[Any] | dict[str, Any], str]] = []

    def run(self) -> Any:
        """Return the value of the whole text."""
        value = self._begin()
        while self.open:
            value = self._next(value)
        self._skip()
        if self.place != len(self.text):
            raise self._fault("Extra data")
        return value

    def _begin(self) -> Any:
        """Open containers down to the first value that is not one, or is empty; return that value."""
        while (sign := self._peek()) in "[{" and sign:
            self.place += 1
            container: Any = [] if sign == "[" else {}
            if self._peek() == {"[": "]", "{": "}"}[sign]:
                self.place += 1
                return container
            self.open.append((container, self._name() if sign == "{" else ""))
        return self._plain()

    def _next(self, value: Any) -> Any:
        """Put a value into the innermost container; return the next one, or the container when it ends."""
        container, name = self.open.pop()
        if isinstance(container, dict):
            container[name] = value
        else:
            container.append(value)
        sign = self._peek()
        self.place += 1
        if sign == ",":
            self.open.append((container, self._name() if isinstance(container, dict) else ""))
            return self._begin()
        if sign == ("}" if isinstance(container, dict) else "]"):
            return container
        raise self._fault("Expecting ',' delimiter")

    def _name(self) -> str:
        if self._peek() != '"':
            raise self._fault("Expecting property name enclosed in double quotes")
        name = str(self._plain())
        if self._peek() != ":":
            raise self._fault("Expecting ':' delimiter")
        self.place += 1
        return name

    def _plain(self) -> Any:
        value, self.place = self.decoder.raw_decode(self.text, self.place)
        return value

    def _peek(self) -> str:
        self._skip()
        return self.text[self.place : self.place + 1]

    def _skip(self) -> None:
        blanks = BLANKS.match(self.text, self.place)
        self.place = blanks.end() if blanks else self.place

    def _fault(self, what: str) -> ValueError:
        return JSONDecodeError(what, self.text, self.place)
