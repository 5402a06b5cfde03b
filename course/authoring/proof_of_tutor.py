"""Prove the tutor: no answer of the catalogue, nor one made from it, earns a headline that is false."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from course.authoring.claims import Claims, broken_claims
from course.authoring.gradings import Graded
from course.grading.evidence.ranking import Entry, Fit, best_of, explain, fits_of
from course.values.exercise import Exercise


@dataclass(frozen=True)
class Allowed:
    """One line of .meta/fits.txt: somebody read this answer and found the headline true of it."""

    line: int
    name: str
    entry: str

    def covers(self, name: str, entry: str) -> bool:
        """Tell whether the line speaks of an answer and a headline; `*` stands for any text."""
        pattern = ".*".join(map(re.escape, self.name.split("*")))
        return entry == self.entry and re.fullmatch(pattern, name) is not None


@dataclass(frozen=True)
class Judged:
    """What one answer earns from the tutor."""

    graded: Graded
    fits: tuple[Fit, ...]
    #: The entry whose headline is shown, "" for silence.
    headline: str
    #: The same with its own text taken out of the catalogue.
    alone: str
    #: The name of its own entry, "" when it has none with evidence.
    own: str
    #: Whether the headline is its own text.
    right: bool

    @property
    def name(self) -> str:
        """Return the name of the answer."""
        return self.graded.given.name

    @property
    def earned(self) -> tuple[str, ...]:
        """Return the headlines that are shown above the answer, with its own entry and without it."""
        return tuple(dict.fromkeys(filter(None, (self.headline, self.alone))))

    @property
    def wrongly_earned(self) -> tuple[str, ...]:
        """Return the headlines that need a reviewed line: all that are not its own."""
        # Half of a mistake may be no mistake of that kind: somebody has to read what is said of it.
        own_is_fine = self.right and self.graded.given.kind != "half"
        found = [] if own_is_fine else [self.headline]
        if self.graded.given.kind in ("wrong", "further"):
            found.append(self.alone)
        return tuple(dict.fromkeys(filter(None, found)))


@dataclass(frozen=True)
class Confusion:
    """An answer with a headline that is not its own and that nobody reviewed."""

    name: str
    headline: str
    #: "mutant", "half", ... and whether its own entry had to be taken away first.
    how: str

    @property
    def line(self) -> str:
        """Return it as a line of .meta/fits.txt."""
        return f"{self.name} => {self.headline}"


@dataclass
class TutorProof:
    """What was found out about the tutor of one exercise."""

    #: Misconceptions that have evidence.
    entries: int = 0
    #: Wrong fixes and stub that earn their own text.
    own: int = 0
    further: int = 0
    further_right: int = 0
    further_silent: int = 0
    #: Mutants, null apps and changed wrong fixes, and how many of them earn a headline.
    others: int = 0
    others_named: int = 0
    problems: list[str] = field(default_factory=list)
    #: Headlines that are not an answer's own and that nobody reviewed.
    confusions: list[Confusion] = field(default_factory=list)


def prove_tutor(
    exercise: Exercise, entries: Sequence[Entry], graded: Sequence[Graded], claims: Claims
) -> TutorProof:
    """Prove what the tutor says of all answers of an exercise, which were graded before."""
    proof = TutorProof(entries=len(entries))
    if not entries:
        return proof
    judged = [judge(one, entries) for one in graded]
    for one in judged:
        for headline in one.earned:
            proof.problems += broken_claims(claims, headline, one.graded)
        _count(proof, one)
        if one.graded.given.kind == "wrong" and one.own and not one.right:
            proof.problems.append(_not_its_own(one, entries))
    _compare(exercise, judged, proof)
    return proof


def judge(graded: Graded, entries: Sequence[Entry]) -> Judged:
    """Return what an answer earns from the tutor, with its own entry and without it."""
    texts = {entry.name: entry.text for entry in entries}
    own = graded.given.like if graded.given.like in texts else ""
    fits = fits_of(entries, graded.answer)
    best = best_of(fits, graded.answer.failing)
    others = [fit for fit in fits if not own or fit.entry.text != texts[own]]
    second = best_of(others, graded.answer.failing)
    return Judged(
        graded,
        fits,
        best.entry.name if best else "",
        second.entry.name if second else "",
        own,
        bool(best and own and best.entry.text == texts[own]),
    )


def allowed_fits(exercise: Exercise) -> tuple[Allowed, ...]:
    """Read .meta/fits.txt: lines "NAME => ENTRY", all others are remarks."""
    file = exercise.folder / ".meta" / "fits.txt"
    if not file.is_file():
        return ()
    lines = enumerate(file.read_text(encoding="utf-8").splitlines(), 1)
    parted = ((number, *line.partition(" => ")) for number, line in lines if not line.startswith("#"))
    return tuple(
        Allowed(number, name.strip(), entry.strip()) for number, name, arrow, entry in parted if arrow
    )


def confusion_lines(proof: TutorProof) -> Iterator[str]:
    """Yield the table of answers that earn a headline which is not theirs; nothing when there are none."""
    if not proof.confusions:
        return
    yield "earns a headline that nobody reviewed (a line of .meta/fits.txt, if every word is true there):"
    width = max(len(one.line) for one in proof.confusions)
    for one in proof.confusions:
        yield f"  {one.line:<{width}}   ({one.how})"


def why_not(entry: Entry, graded: Graded) -> str:
    """Return what is missing before the evidence of an entry holds for an answer, "" when it holds."""
    if graded.answer.unclear:
        return "no check fails, or the file does not load"
    return "; ".join(line.text for line in explain(entry, graded.answer) if not line.holds)


def _count(proof: TutorProof, one: Judged) -> None:
    match one.graded.given.kind:
        case "wrong":
            proof.own += one.right
        case "further":
            proof.further += 1
            proof.further_right += one.right
            proof.further_silent += not one.headline
        case "null" | "mutant" | "half" | "near":
            proof.others += 1
            proof.others_named += bool(one.headline)


def _not_its_own(one: Judged, entries: Sequence[Entry]) -> str:
    entry = next(entry for entry in entries if entry.name == one.own)
    missing = why_not(entry, one.graded)
    reason = f"does not hold: {missing}" if missing else f"also fits: {_names(one.fits)}"
    return f"{one.name} earns {one.headline or 'no headline'} instead of its own; {reason}"


def _names(fits: Sequence[Fit]) -> str:
    return ", ".join(fit.entry.name for fit in fits)


def _compare(exercise: Exercise, judged: Sequence[Judged], proof: TutorProof) -> None:
    """Compare the headlines that are not an answer's own with those that somebody reviewed."""
    lines = allowed_fits(exercise)
    used: set[Allowed] = set()
    for one in judged:
        for headline in one.wrongly_earned:
            covering = [line for line in lines if line.covers(one.name, headline)]
            used.update(covering)
            if not covering:
                alone = ", alone" if headline != one.headline else ""
                how = f"{one.graded.given.kind}{alone}"
                proof.confusions.append(Confusion(one.name, headline, how))
    for line in lines:
        if line not in used:
            text = f"{line.name} => {line.entry}"
            proof.problems.append(
                f".meta/fits.txt:{line.line}: {text} is not earned any more. Remove the line."
            )
