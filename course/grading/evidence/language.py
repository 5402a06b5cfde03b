"""Read the evidence for a misconception: text in, frozen values out. docs/grader.md lists the vocabulary."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable

from course.grading.evidence import terms
from course.grading.evidence.facts_language import EvidenceError, facts, fault, regex, split, value
from course.grading.evidence.terms import Clause, Evidence, Fact, Reference, Step

__all__ = ["EvidenceError", "parse_evidence"]

OUTCOMES = ("wrong", "crashed", "too_slow")
METHOD = re.compile(r"[A-Z]+")
_FAILS = re.compile(
    r"(?P<check>test_\w+)(?: as (?P<outcome>\w+))?(?: at `(?P<at>[^`]+)`)?"
    r"(?: got (?P<got>less|more|`[^`]+`|\S+))?(?: differs (?P<differs>`[^`]+`|\S+))?"
)
_BOUND = re.compile(r"(test_\w+): +(.+)")
_CHECKS_OR_NAMES = re.compile(r"[\w-]+")
FORMS = (
    "[CHECK:] METHOD PATH [with FACTS] -> FACTS [then …], note NAME, ask STEPS, fails CHECK, passes CHECK …, "
    "only CHECK …, checks CHECK …, source PATTERN, written ~ REGEX, printed ~ REGEX, either … or …, "
    "unless NAME …, could be"
)


def parse_evidence(text: str) -> Evidence:
    """Read the evidence of one entry.

    Raises EvidenceError naming the clause that cannot be read and what is allowed there.
    """
    clauses: list[Clause] = []
    checks: frozenset[str] | None = None
    unless: frozenset[str] = frozenset()
    weak = False
    for part in split(text, ";"):
        word, _, rest = part.partition(" ")
        if word == "checks":
            checks = frozenset(_names(rest, part))
        elif word == "unless":
            unless |= frozenset(_names(rest, part))
        elif part == "could be":
            weak = True
        else:
            clauses.append(_clause(part))
    return Evidence(tuple(clauses), checks, unless, weak)


def _clause(text: str) -> Clause:
    rest, negated = (text[3:].strip(), True) if text.startswith("no ") else (text, False)
    word, _, tail = rest.partition(" ")
    if negated and word == "ask":
        raise fault(
            text, "no ask", "ask … with a negated fact (-> !400): an app that does not answer shows nothing"
        )
    reader = _READERS.get(word)
    claim = reader(tail.strip(), text) if reader else _happened(rest, text)
    return Clause(claim, negated, text)


def _happened(text: str, clause: str) -> terms.Happened:
    bound = _BOUND.fullmatch(text)
    return terms.Happened(_steps(bound[2] if bound else text, clause), bound[1] if bound else "")


def _asked(text: str, clause: str) -> terms.Asked:
    steps = _steps(text, clause)
    for step in steps:
        if isinstance(step, terms.NoteStep) or step.number or step.method == "ANY":
            raise fault(clause, "an asked step", "METHOD PATH [with Header = VALUE, …] -> FACTS")
        if isinstance(step.path, str) and not step.path.startswith("/"):
            raise fault(clause, f"the path {step.path!r}", "/path?query, or first.Location")
        for fact in step.sent:
            _must_be_sent(fact, clause)
    return terms.Asked(tuple(step for step in steps if isinstance(step, Step)))


def _must_be_sent(fact: Fact, clause: str) -> None:
    """Refuse a fact that does not say what to send."""
    kinds = ("header", "body", "field")
    if not isinstance(fact, terms.ComparisonFact) or fact.operator != "=" or fact.subject.kind not in kinds:
        raise fault(clause, "what to send", "Header = VALUE, body = VALUE, .field = VALUE")


def _fails(text: str, clause: str) -> terms.Fails:
    found = _FAILS.fullmatch(text)
    if not found or (found["outcome"] or "wrong") not in OUTCOMES:
        allowed = f"CHECK [as {'|'.join(OUTCOMES)}] [at `TEXT`] [got less|more|REGEX] [differs REGEX]"
        raise fault(clause, repr(text), f"fails {allowed}")
    got = found["got"] or ""
    return terms.Fails(
        found["check"],
        found["at"] or "",
        got if got in ("less", "more") else "",  # type: ignore[arg-type] # it is "", "less" or "more"
        regex(got, clause) if got not in ("", "less", "more") else None,
        regex(found["differs"], clause) if found["differs"] else None,
        found["outcome"] or "",
    )


def _passes(text: str, clause: str) -> terms.Passes:
    return terms.Passes(_names(text, clause))


def _only(text: str, clause: str) -> terms.Only:
    return terms.Only(_names(text, clause))


def _either(text: str, clause: str) -> terms.Either:
    options = tuple(_clause(part) for part in split(text, " or "))
    if len(options) < 2:
        raise fault(clause, repr(text), "either CLAUSE or CLAUSE")
    return terms.Either(options)


def _printed(text: str, clause: str) -> terms.Printed:
    return terms.Printed(_after_tilde(text, clause))


def _written(text: str, clause: str) -> terms.Written:
    return terms.Written(re.compile(_after_tilde(text, clause).pattern, re.MULTILINE))


def _source(text: str, clause: str) -> terms.InSource:
    """Read a pattern on the syntax tree: a word and its argument, or Python with holes."""
    pattern = text.strip("`")
    word, _, rest = pattern.partition(" ")
    if word in ("text", "above") and rest:
        return terms.InSource("text" if word == "text" else "above", pattern=regex(rest.strip(), clause))
    if word in ("except", "early") and rest.strip().isidentifier():
        return terms.InSource("except" if word == "except" else "early", name=rest.strip())
    if pattern == "keyword finally":
        return terms.InSource("finally")
    try:
        body = ast.parse(pattern).body
    except SyntaxError as error:
        raise fault(
            clause,
            f"{pattern!r} ({error.msg})",
            "Python with _ for any expression and ... for any arguments, except NAME, text REGEX, "
            "keyword finally, above REGEX, early NAME",
        ) from None
    if len(body) != 1:
        raise fault(clause, f"{len(body)} statements", "one statement or expression")
    statement = body[0]
    return terms.InSource("code", code=statement.value if isinstance(statement, ast.Expr) else statement)


def _steps(text: str, clause: str) -> terms.Steps:
    return tuple(_step(part, clause) for part in split(text, " then "))


def _step(text: str, clause: str) -> Step | terms.NoteStep:
    request, *answer = split(text, " -> ")
    described, *sent = split(request, " with ")
    words = described.split()
    if words[:1] == ["note"]:
        if len(words) != 2 or answer:
            raise fault(clause, repr(text), "note NAME [with .field = VALUE, …]")
        return terms.NoteStep(words[1], facts(sent, clause))
    number = _number(words.pop(0)) if words and _number(words[0]) else 0
    if len(words) != 2 or not METHOD.fullmatch(words[0]) or len(sent) > 1 or len(answer) != 1:
        raise fault(clause, repr(text), FORMS)
    return Step(words[0], _path(words[1], clause), facts(sent, clause), facts(answer, clause), number)


def _number(word: str) -> int:
    if word == "last":
        return -1
    return int(word[1:]) if re.fullmatch(r"#[1-9]\d*", word) else 0


def _path(text: str, clause: str) -> str | Reference:
    if text.startswith("/") or text == "any":
        return text
    found = value(text, clause)
    if isinstance(found, Reference):
        return found
    raise fault(clause, f"the path {text!r}", "/path (* is one segment), any, first.Location, prev.path")


def _after_tilde(text: str, clause: str) -> re.Pattern[str]:
    if not text.startswith("~"):
        raise fault(clause, repr(text), "~ `REGEX`")
    return regex(text[1:].strip(), clause)


def _names(text: str, clause: str) -> tuple[str, ...]:
    names = tuple(text.replace(",", " ").split())
    if not names or not all(_CHECKS_OR_NAMES.fullmatch(name) for name in names):
        raise fault(clause, repr(text), "names of checks, or after unless those of entries")
    return names


_READERS: dict[str, Callable[[str, str], terms.Claim]] = {
    "ask": _asked,
    "fails": _fails,
    "passes": _passes,
    "only": _only,
    "either": _either,
    "printed": _printed,
    "written": _written,
    "source": _source,
}
