"""Read a learner's YAML or JSON document as JSON values that know the line they stand on."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from course.grading.checks.answers import CheckFailed
from course.grading.checks.submission import CannotLoad, Submission, text_of_file

#: Where a value stands: keys and positions from the top.
Place = tuple[str | int, ...]
#: More values than this come from aliases that multiply, not from a person.
MOST_VALUES = 100_000
TAG = "tag:yaml.org,2002:"


class NotYaml(ValueError):
    """Raised by a reader of YAML; says what is wrong and where."""

    def __init__(self, problem: str, line: int = 0, snippet: str = "") -> None:
        super().__init__(problem)
        self.problem = problem
        #: Counted from 1, 0 when nothing is known.
        self.line = line
        #: The lines around it, "" when nothing is known.
        self.snippet = snippet


#: Reads a text as YAML 1.2 and returns its topmost node, None for an empty text. Raises NotYaml.
#: Nodes are those of PyYAML: id ("scalar", "sequence" or "mapping"), tag, value and start_mark.line.
Compose = Callable[[str], Any]


@dataclass(frozen=True)
class Document:
    """A document as JSON values."""

    name: str
    value: dict[str, Any]
    #: Line of every value, counted from 1; empty when the text is JSON that YAML cannot read.
    lines: Mapping[Place, int] = field(default_factory=dict, repr=False)
    #: Places whose key is no text by itself, such as 200: without quotation marks.
    bare: tuple[Place, ...] = ()

    def where(self, *place: str | int) -> str:
        """Return "openapi.yaml:14" for a value, or for the nearest one around it."""
        for end in range(len(place), -1, -1):
            if place[:end] in self.lines:
                return f"{self.name}:{self.lines[place[:end]]}"
        return self.name

    def at(self, *place: str | int) -> Any:
        """Return the value of a place, None when there is none."""
        value: Any = self.value
        for key in place:
            if isinstance(value, dict) and key in value:
                value = value[key]
            elif isinstance(value, list) and isinstance(key, int) and key < len(value):
                value = value[key]
            else:
                return None
        return value

    def resolve(self, *place: str | int) -> Place:
        """Return the place itself, or the one that its $ref leads to in the end.

        Raises CheckFailed when a reference leads nowhere, in a circle, or out of the document.
        """
        seen = {place}
        while isinstance(value := self.at(*place), dict) and isinstance(value.get("$ref"), str):
            target = place_of(value["$ref"])
            if target is None or target in seen or self.at(*target) is None:
                why = "in a circle" if target in seen else "to nothing in this document"
                raise CheckFailed(
                    f"{value['$ref']!r} leads {why}",
                    "a reference such as '#/components/schemas/Name' to something that is there",
                    where=self.where(*place, "$ref"),
                    symptom="a reference leads nowhere",
                )
            seen.add(target)
            place = target
        return place


def place_of(reference: str) -> Place | None:
    """Return where a local reference leads (RFC 6901), None when it leads out of the document."""
    if not reference.startswith("#/"):
        return None
    return tuple(part.replace("~1", "/").replace("~0", "~") for part in reference[2:].split("/"))


def reference_to(place: Place) -> str:
    """Return the local reference to a place (RFC 6901)."""
    return "#" + "".join(f"/{str(part).replace('~', '~0').replace('/', '~1')}" for part in place)


def read_document(submission: Submission, compose: Compose) -> Document:
    """Read the learner's document; `compose` reads YAML.

    Raises CannotLoad when it cannot be read, is neither YAML nor JSON, is empty or no object.
    """
    name = submission.name
    text = _text_of(submission)
    reader = _Reader(name)
    try:
        node = compose(text)
        value = None if node is None else reader.read(node, (), ())
    except NotYaml as error:
        # JSON may hold tabs where YAML takes none.
        value = _json_of(text)
        reader = _Reader(name)
        if value is None:
            raise _not_yaml(name, error) from None
    except RecursionError:
        raise _refused(name, f"{name} is nested too deeply to be read.") from None
    if value is None:
        raise _refused(name, f"{name} is empty. It must hold an OpenAPI document.")
    if not isinstance(value, dict):
        kind = "a list" if isinstance(value, list) else "one single value"
        raise _refused(
            name, f"{name} holds {kind}. At the top there must be keys, such as openapi: and paths:."
        )
    return Document(name, value, reader.lines, tuple(reader.bare))


def _text_of(submission: Submission) -> str:
    name = submission.name
    try:
        source = text_of_file(submission)
    except CannotLoad as error:
        raise _refused(name, error.message) from None
    try:
        return source.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = source.count(b"\n", 0, error.start) + 1
        raise _refused(name, f"{name} is not saved as UTF-8 (line {line}).", line) from None


def _json_of(text: str) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None


def _refused(name: str, message: str, line: int = 0) -> CannotLoad:
    return CannotLoad(message, f"{name}:{line}" if line else name, "", "a document in YAML or JSON")


def _not_yaml(name: str, error: NotYaml) -> CannotLoad:
    line = error.line
    place = f", line {line}" if line else ""
    refusal = _refused(
        name,
        f"{name} is not YAML{place}: {error.problem}. Look at this line and the one before it; the "
        "indentation and the colons carry the structure.",
        line,
    )
    if error.snippet:
        refusal.frames = f"{name}, line {line}\n{error.snippet}"
    return refusal


class _Reader:
    """Turns YAML nodes into JSON values."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.lines: dict[Place, int] = {}
        self.bare: list[Place] = []
        self.count = 0

    def read(self, node: Any, place: Place, around: tuple[int, ...]) -> Any:
        """Return the value of a node. Raises CannotLoad for what JSON cannot hold."""
        line = node.start_mark.line + 1
        self.lines.setdefault(place, line)
        self.count += 1
        if id(node) in around or self.count > MOST_VALUES:
            raise _refused(self.name, f"{self.name}, line {line}: the aliases never come to an end.", line)
        around = (*around, id(node))
        if node.id != "scalar" and node.tag not in (TAG + "map", TAG + "seq"):
            raise self._tagged(node, line)
        if node.id == "mapping":
            return self._object(node, place, around)
        if node.id == "sequence":
            return [self.read(item, (*place, i), around) for i, item in enumerate(node.value)]
        return self._scalar(node, line)

    def _object(self, node: Any, place: Place, around: tuple[int, ...]) -> dict[str, Any]:
        found: dict[str, Any] = {}
        merged: list[Any] = []
        for key, value in self._pairs(node):
            line = key.start_mark.line + 1
            if key.tag == TAG + "merge":
                merged.append(value)
                continue
            if key.value in found:
                raise _refused(
                    self.name,
                    f"{self.name}, line {line}: the key {key.value!r} stands here a second time. Of two "
                    "equal keys most readers keep the last one without a word.",
                    line,
                )
            inner = (*place, key.value)
            self.lines[inner] = line
            if key.tag != TAG + "str":
                self.bare.append(inner)
            found[key.value] = self.read(value, inner, around)
        for value in merged:
            others = self.read(value, place, around)
            for other in others if isinstance(others, list) else [others]:
                found = {**(other if isinstance(other, dict) else {}), **found}
        return found

    def _pairs(self, node: Any) -> Iterator[tuple[Any, Any]]:
        for key, value in node.value:
            if key.id != "scalar":
                line = key.start_mark.line + 1
                raise _refused(self.name, f"{self.name}, line {line}: a key must be a single text.", line)
            yield key, value

    def _scalar(self, node: Any, line: int) -> Any:
        kind, text = node.tag.removeprefix(TAG), str(node.value)
        if kind == "null":
            return None
        if kind == "bool":
            return text.lower() == "true"
        if kind in ("int", "float"):
            try:
                return int(text) if kind == "int" else float(text)
            except ValueError:
                raise _refused(
                    self.name, f"{self.name}, line {line}: {text!r} is not a number.", line
                ) from None
        if kind in ("str", "merge"):
            return text
        raise self._tagged(node, line)

    def _tagged(self, node: Any, line: int) -> CannotLoad:
        tag = node.tag.replace(TAG, "!!")
        return _refused(self.name, f"{self.name}, line {line}: the tag {tag} has no place in JSON.", line)
