"""The reference of status codes as values: what each is for, what goes with it, what Flask makes of it.

Everything that somebody decided stands in data/codes.yaml. Names come from `codes`, what a code tells a
client from `grading.meanings`, what Flask does with it from Flask.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from itertools import permutations
from pathlib import Path
from typing import Any, Literal, get_args

from course.text import marks, markup, rfc, safe_yaml
from course.values import codes, meanings
from course.values.lesson import Option, Question
from course.values.links import DEFAULT_LINKS, Links
from course.values.wire import Request, parse_send

#: must, should, may: the standard's words. custom: no standard asks for it, experience does.
Need = Literal["must", "should", "may", "custom"]
#: heuristic: may be kept without a word about it. explicit: only when the answer says so. never: must not be
#: stored. interim: no final answer, nothing to keep.
Caching = Literal["heuristic", "explicit", "never", "interim"]
#: Codes whose answers a cache may reuse without being told (RFC 9110 §15.1).
HEURISTIC = frozenset({200, 203, 204, 206, 300, 301, 308, 404, 405, 410, 414, 501})
#: Where the small apps of the live exchanges are.
SAMPLES = Path(__file__).resolve().parents[1] / "data" / "samples"
_KEYS = {
    "source", "note", "says", "use", "avoid", "client", "headers", "flask", "cache", "cache_note",
    "confused", "situations", "sheet", "sample",
}  # fmt: skip


class ReferenceFault(ValueError):
    """Raised when data/codes.yaml cannot be used; the message lists every mistake."""


@dataclass(frozen=True)
class HeaderRule:
    """A header field that goes with a code."""

    name: str
    need: Need
    why: str
    #: "RFC 9110 §10.2.1"
    cite: str


@dataclass(frozen=True)
class Sample:
    """A small app of SAMPLES, and the requests that bring the code out of it; the last gets it."""

    app: str
    requests: tuple[Request, ...]

    @property
    def path(self) -> Path:
        """Return the app's file."""
        return SAMPLES / self.app


@dataclass(frozen=True)
class Entry:
    """One code of the registry. Sentences are one line of Markdown."""

    code: int
    #: The defining section, "RFC 9110 §15.5.5"; "" when there is no RFC.
    source: str
    note: str
    says: str
    use: str
    avoid: str
    client: str
    headers: tuple[HeaderRule, ...]
    flask: str
    cache: Caching
    cache_note: str
    confused: tuple[int, ...]
    situations: tuple[str, ...]
    #: True for the codes of the printed sheet.
    sheet: bool
    #: None for interim answers, which no view can send.
    sample: Sample | None

    @property
    def name(self) -> str:
        """Return the registered name."""
        return codes.name(self.code)

    @property
    def family(self) -> int:
        """Return the class digit."""
        return codes.family(self.code)


@dataclass(frozen=True)
class Side:
    """One code of a comparison, and when it is the right one."""

    code: int
    text: str


@dataclass(frozen=True)
class Mistake:
    """A code sent in the place of the right one, and what a client now believes."""

    right: int
    sent: int
    believes: str


@dataclass(frozen=True)
class Pair:
    """Two or three codes that are often mixed up."""

    sides: tuple[Side, ...]
    rule: str
    #: What a client believes when it gets one in the place of another, for every way round.
    mistakes: tuple[Mistake, ...]
    question: Question

    @property
    def codes(self) -> tuple[int, ...]:
        """Return the codes in the order of the page's address."""
        return tuple(side.code for side in self.sides)

    @property
    def slug(self) -> str:
        """Return the last part of the page's address, "401-403"."""
        return "-".join(map(str, self.codes))

    @property
    def title(self) -> str:
        """Return the codes as a heading says them: "401 or 403"."""
        *first, last = map(str, self.codes)
        return f"{', '.join(first)} or {last}"

    @property
    def rule_text(self) -> str:
        """Return the rule of thumb without marks."""
        return marks.plain(self.rule)


@dataclass(frozen=True)
class Reference:
    """The whole reference."""

    entries: Mapping[int, Entry]
    pairs: Mapping[str, Pair]
    #: Code → where it is met, for numbers that are not in the registry.
    unregistered: Mapping[int, str]

    def by_family(self) -> Iterator[tuple[codes.Family, tuple[Entry, ...]]]:
        """Yield each class with its entries in order."""
        for digit, family in codes.FAMILIES.items():
            yield family, tuple(entry for entry in self.entries.values() if entry.family == digit)

    def pairs_of(self, code: int) -> tuple[Pair, ...]:
        """Return the comparisons that a code is part of."""
        return tuple(pair for pair in self.pairs.values() if code in pair.codes)

    def believes(self, right: int, sent: int) -> str:
        """Return what a client believes that gets one code in the place of another, "" if nobody wrote it."""
        mistakes = (mistake for pair in self.pairs.values() for mistake in pair.mistakes)
        written = (m.believes for m in mistakes if (m.right, m.sent) == (right, sent))
        return meanings.PAIRS.get((right, sent)) or next(written, "")

    def question(self, question_id: str) -> Question | None:
        """Return the question of a pair page, or None."""
        return next((p.question for p in self.pairs.values() if p.question.id == question_id), None)


@dataclass(frozen=True)
class InFlask:
    """What the Flask that runs the course does with a code."""

    #: True when abort(code) raises an HTTP error; otherwise it raises LookupError, which becomes a 500.
    aborts: bool
    #: True when errorhandler(code) takes it; otherwise it raises ValueError.
    handles: bool
    #: The phrase in the status line, "UNPROCESSABLE ENTITY".
    phrase: str


@cache
def in_flask(code: int) -> InFlask:
    """Ask Flask and Werkzeug about a code."""
    from flask import Flask, Response
    from werkzeug.exceptions import HTTPException, abort

    aborts = handles = True
    try:
        abort(code)
    except LookupError:
        aborts = False
    except HTTPException:
        pass
    try:
        Flask("asked").register_error_handler(code, lambda error: "")
    except ValueError:
        handles = False
    return InFlask(aborts, handles, Response(status=code).status.partition(" ")[2])


@cache
def load(links: Links = DEFAULT_LINKS) -> Reference:
    """Return the reference of data/codes.yaml. Raises ReferenceFault."""
    text = resources.files("course.data").joinpath("codes.yaml").read_text(encoding="utf-8")
    return read(safe_yaml.load(text), links)


def read(data: Mapping[str, Any], links: Links = DEFAULT_LINKS) -> Reference:
    """Return the reference that the values of a codes.yaml describe.

    Raises ReferenceFault with every mistake: a missing or unknown key, a word that is none of those allowed,
    a section that does not exist, a code that is not registered.
    """
    faults: list[str] = []
    entries: dict[int, Entry] = {}
    for code, values in data["codes"].items():
        found = list(_entry_faults(code, values))
        faults += [f"{code}: {fault}" for fault in found]
        if not found:
            entries[code] = _entry(code, values)
    missing = sorted(set(codes.NAMES) - set(data["codes"]))
    faults += [f"{code}: the registry has it, codes.yaml does not. Add it." for code in missing]
    registered = sorted(set(codes.NAMES) & set(data["unregistered"]))
    faults += [f"{code}: it is registered. Describe it under codes." for code in registered]
    pairs: dict[str, Pair] = {}
    for slug, values in data["pairs"].items():
        found = list(_pair_faults(slug, values))
        faults += [f"{slug}: {fault}" for fault in found]
        if not found:
            pairs[slug] = _pair(slug, values, links)
    if faults:
        raise ReferenceFault("codes.yaml cannot be used:\n" + "\n".join(faults))
    return Reference(entries, pairs, dict(data["unregistered"]))


def citations(text: str) -> Iterator[tuple[str, str]]:
    """Yield number and section ("" without one) of every citation in a text."""
    for match in marks.RFC.finditer(text):
        yield match[1], match[2] or ""


def _entry_faults(code: int, values: Mapping[str, Any]) -> Iterator[str]:
    if code not in codes.NAMES:
        yield "the registry has no such code."
    for key in values.keys() - _KEYS:
        yield f"{key} is not a key of an entry. Known: {', '.join(sorted(_KEYS))}."
    for key in {"source", "use", "avoid", "client", "cache", "confused", "situations"} - values.keys():
        yield f"{key} is missing."
    if ("says" in values) == (code in meanings.TELLS):
        yield "says must stand here, and only here, when grading/meanings.py has no sentence for the code."
    if values.get("cache") not in get_args(Caching):
        yield f"cache is one of {', '.join(get_args(Caching))}, not {values.get('cache')!r}."
    if (codes.family(code) == 1) == ("sample" in values):
        yield "every code but the interim ones has a sample."
    yield from _reference_faults(code, values)
    yield from _citation_faults(values)


def _reference_faults(code: int, values: Mapping[str, Any]) -> Iterator[str]:
    for other in values.get("confused", ()):
        if other not in codes.NAMES or other == code:
            yield f"confused names {other}."
    for header in values.get("headers", ()):
        if header.get("need") not in get_args(Need) or not {"name", "why", "cite"} <= header.keys():
            yield f"a header has name, need ({', '.join(get_args(Need))}), why and cite, not {header}."


def _citation_faults(values: Any) -> Iterator[str]:
    for text in _texts(values):
        for number, section in citations(text):
            if not rfc.known(number) or (section and not rfc.exists(number, section)):
                yield f"there is no RFC {number} §{section}. Read the standard, then cite it."


def _texts(values: Any) -> Iterator[str]:
    if isinstance(values, str):
        yield values
    elif isinstance(values, Mapping):
        for value in values.values():
            yield from _texts(value)
    elif isinstance(values, list):
        for value in values:
            yield from _texts(value)


def _entry(code: int, values: Mapping[str, Any]) -> Entry:
    return Entry(
        code=code,
        source=values["source"],
        note=values.get("note", ""),
        says=meanings.TELLS.get(code) or values["says"],
        use=values["use"],
        avoid=values["avoid"],
        client=values["client"],
        headers=tuple(HeaderRule(**header) for header in values.get("headers", ())),
        flask=values.get("flask", ""),
        cache=values["cache"],
        cache_note=values.get("cache_note", ""),
        confused=tuple(values["confused"]),
        situations=tuple(values["situations"]),
        sheet=values.get("sheet", False),
        sample=_sample(values["sample"]) if "sample" in values else None,
    )


def _sample(values: Mapping[str, Any]) -> Sample:
    return Sample(values["app"], tuple(read_request(item) for item in values["send"]))


def read_request(item: str | Mapping[str, Any]) -> Request:
    """Return a request as lessons write it: "METHOD PATH [BODY]", or a mapping with headers and body."""
    if isinstance(item, str):
        return parse_send(item)
    line = parse_send(item["request"])
    headers = tuple((str(name), str(value)) for name, value in item.get("headers", {}).items())
    return Request(line.method, line.path, headers, str(item.get("body", "")).encode())


def _pair_faults(slug: str, values: Mapping[str, Any]) -> Iterator[str]:
    for key in {"rule", "sides", "question"} ^ (values.keys() - {"mistakes"}):
        yield f"{key} is missing or unknown."
        return
    if "-".join(map(str, values["sides"])) != slug:
        yield "its sides are other codes than its name."
    for code in values["sides"]:
        if code not in codes.NAMES:
            yield f"{code} is not registered."
    yield from _mistake_faults(values)
    options = values["question"]["options"]
    if sum(bool(option.get("right")) for option in options) != 1:
        yield "exactly one option of the question is right."
    for option in options:
        if not {"value", "text", "feedback"} <= option.keys():
            yield f"an option has value, text and feedback, not {option}."
    yield from _citation_faults(values)


def _mistake_faults(values: Mapping[str, Any]) -> Iterator[str]:
    written = [(item["right"], item["sent"]) for item in values.get("mistakes", ())]
    for right, sent in permutations(values["sides"], 2):
        times = written.count((right, sent)) + ((right, sent) in meanings.PAIRS)
        if times != 1:
            yield f"{sent} in the place of {right} is told {times} times, here or in grading/meanings.py."


def _mistakes(values: Mapping[str, Any]) -> Iterator[Mistake]:
    written = {(item["right"], item["sent"]): item["believes"] for item in values.get("mistakes", ())}
    for right, sent in permutations(values["sides"], 2):
        yield Mistake(right, sent, meanings.PAIRS.get((right, sent)) or written[right, sent])


def _pair(slug: str, values: Mapping[str, Any], links: Links) -> Pair:
    sides = tuple(Side(code, text) for code, text in values["sides"].items())
    return Pair(sides, values["rule"], tuple(_mistakes(values)), _question(slug, values["question"], links))


def _question(slug: str, values: Mapping[str, Any], links: Links) -> Question:
    options = tuple(
        Option(
            id=str(option["value"]),
            value=str(option["value"]),
            text_html=markup.inline(option["text"], links),
            feedback_html=markup.render(option["feedback"], links),
            right=bool(option.get("right")),
            family=codes.family(option["value"]),
        )
        for option in values["options"]
    )
    prompt, reveal = markup.render(values["prompt"], links), markup.render(values["reveal"], links)
    return Question(f"codes-{slug}", "quiz", prompt, options, reveal)
