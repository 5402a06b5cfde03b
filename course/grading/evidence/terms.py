"""The parts of which the evidence for a misconception is made. docs/grader.md lists the vocabulary."""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass
from typing import Literal

SubjectKind = Literal["field", "query", "header", "headers", "body", "path", "address"]
Presence = Literal["absent", "present", "empty", "twice"]
Comparison = Literal["=", "!=", "<", ">", "holds", "!holds", "tail", "!tail"]
#: Whose value is meant: of this exchange, of the first one of the steps, of the one before.
Source = Literal["own", "first", "prev"]


@dataclass(frozen=True)
class Subject:
    """The part of a request or an answer that a fact is about."""

    kind: SubjectKind
    #: Header or parameter; for a field the way to it: "error.code".
    name: str = ""


@dataclass(frozen=True)
class Literally:
    """A value as written: JSON where it can be read as JSON, else a text."""

    value: object
    #: Without the backticks or quotation marks around it.
    text: str


@dataclass(frozen=True)
class Reference:
    """A value of an exchange that is known when the evidence is looked at."""

    source: Source
    subject: Subject
    #: Whether the request is meant, not the answer.
    of_request: bool = False


Value = Literally | Reference


@dataclass(frozen=True)
class StatusFact:
    """The status code is one of these, or is none of these."""

    codes: tuple[str, ...]
    negated: bool = False


@dataclass(frozen=True)
class WordFact:
    """A word for a body or an answer: empty, json, html, text, object, list, crash, routed, failing."""

    word: str
    negated: bool = False
    #: Exceptions that are meant by `crash`; none means any.
    names: tuple[str, ...] = ()


@dataclass(frozen=True)
class PresenceFact:
    """A subject is absent, present, empty, or there more than once."""

    subject: Subject
    presence: Presence


@dataclass(frozen=True)
class KindFact:
    """A subject is a text, a number, true or false, an object, a list, or null."""

    subject: Subject
    kind: str


@dataclass(frozen=True)
class PatternFact:
    """A subject's text matches a regular expression, or does not."""

    subject: Subject
    pattern: re.Pattern[str]
    negated: bool = False


@dataclass(frozen=True)
class MembersFact:
    """A header lists exactly these members, in any order."""

    subject: Subject
    members: frozenset[str]


@dataclass(frozen=True)
class CountFact:
    """A list has this many entries."""

    subject: Subject
    number: int


@dataclass(frozen=True)
class NearFact:
    """A subject is a moment, and it is about now by the clock of the machine."""

    subject: Subject


@dataclass(frozen=True)
class ComparisonFact:
    """A subject compared with a value."""

    subject: Subject
    operator: Comparison
    value: Value


Fact = (
    StatusFact
    | WordFact
    | PresenceFact
    | KindFact
    | PatternFact
    | MembersFact
    | CountFact
    | NearFact
    | ComparisonFact
)


@dataclass(frozen=True)
class Step:
    """One exchange: a request that may be described, and facts of its answer."""

    method: str
    #: A pattern (`*` is one segment, "any" is all), or where an earlier exchange leads.
    path: str | Reference
    sent: tuple[Fact, ...]
    facts: tuple[Fact, ...]
    #: Its number among the check's exchanges, from 1; 0 for any, -1 for the last.
    number: int = 0


@dataclass(frozen=True)
class NoteStep:
    """One note that the check put among its exchanges."""

    name: str
    facts: tuple[Fact, ...]


Steps = tuple[Step | NoteStep, ...]


@dataclass(frozen=True)
class Happened:
    """These steps happened in this order inside one failing check, others may lie between."""

    steps: Steps
    #: The check in which, "" for any failing one.
    check: str = ""


@dataclass(frozen=True)
class Asked:
    """These requests, sent to a fresh import after grading, are answered like this."""

    steps: tuple[Step, ...]


@dataclass(frozen=True)
class Fails:
    """A check fails: at a certain assert, with a certain difference."""

    check: str
    #: A piece of a statement that led to the failed assert.
    statement: str = ""
    #: "less" or "more" when both compared values have an order.
    direction: Literal["", "less", "more"] = ""
    #: Found in "came back".
    came_back: re.Pattern[str] | None = None
    #: Found in "differs" or in the kind of the difference.
    differs: re.Pattern[str] | None = None
    outcome: str = ""


@dataclass(frozen=True)
class Passes:
    """These checks were run and hold."""

    checks: tuple[str, ...]


@dataclass(frozen=True)
class Only:
    """No other checks fail than these."""

    checks: tuple[str, ...]


@dataclass(frozen=True)
class InSource:
    """The learner's Python holds this pattern."""

    kind: Literal["code", "except", "text", "finally", "above", "early"]
    code: ast.AST | None = None
    name: str = ""
    pattern: re.Pattern[str] | None = None


@dataclass(frozen=True)
class Written:
    """The text of a learner's document (YAML, JSON) matches this."""

    pattern: re.Pattern[str]


@dataclass(frozen=True)
class Printed:
    """What the learner's code printed or logged in a failed check matches this."""

    pattern: re.Pattern[str]


@dataclass(frozen=True)
class Either:
    """One of these clauses holds."""

    options: tuple[Clause, ...]


Claim = Happened | Asked | Fails | Passes | Only | InSource | Written | Printed | Either


@dataclass(frozen=True)
class Clause:
    """One clause of the evidence; all must hold."""

    claim: Claim
    negated: bool
    #: As its author wrote it.
    text: str


@dataclass(frozen=True)
class Evidence:
    """What must be true of an answer before a misconception is shown above it."""

    clauses: tuple[Clause, ...]
    #: The checks that must fail; None means all that the misconception names.
    checks: frozenset[str] | None = None
    #: Misconceptions to which this one gives way when they fit too.
    unless: frozenset[str] = frozenset()
    #: Whether the evidence is too weak for more than "could be".
    weak: bool = False

    @property
    def finds_cause(self) -> bool:
        """Tell whether a clause finds what was done in the learner's file, and not only what came of it."""
        return not self.weak and any(_in_file(one.claim) for one in self.clauses if not one.negated)


def _in_file(claim: Claim) -> bool:
    if isinstance(claim, Either):
        return all(not option.negated and _in_file(option.claim) for option in claim.options)
    if isinstance(claim, InSource):
        # A number or a name may stand anywhere, and for anything.
        return not isinstance(claim.code, ast.Constant | ast.Name)
    return isinstance(claim, Written)
