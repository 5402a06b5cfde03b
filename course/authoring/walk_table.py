"""docs/decide.md: questions that people ask, each walked to its code.

`python -m course.authoring.walk_table` writes the page anew.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from course.places import root_dir
from course.reference import decision
from course.reference.decision import Check, Decision, End
from course.text import safe_yaml

HEAD = (
    "# Which code? Questions that people ask",
    "Made from [decide.yaml](decide.yaml) and from the walk in `course/data/decision.yaml` with"
    " `python -m course.authoring.walk_table`. Change those, not this page.",
    "Every check above the one that is named was answered with yes. What others send are codes that people"
    " defend; the page of the end says what each costs a client.",
)


class TableFault(ValueError):
    """Raised when the questions and the walk do not fit together; the message lists every mistake."""


def questions(root: Path) -> dict[str, list[str]]:
    """Return the questions below each end's id."""
    found: dict[str, list[str]] = safe_yaml.load((root / "docs" / "decide.yaml").read_text(encoding="utf-8"))
    return found


def page(walk: Decision, asked: Mapping[str, Sequence[str]]) -> str:
    """Return the page. Raises TableFault for an end that no question leads to, or that does not exist."""
    faults = [f"{name}: the walk has no such end." for name in asked.keys() - walk.ends.keys()]
    faults += [f"{name}: no question leads there." for name in walk.ends.keys() - asked.keys()]
    if faults:
        raise TableFault("docs/decide.yaml does not fit the walk:\n" + "\n".join(sorted(faults)))
    total = sum(map(len, asked.values()))
    counted = f"{total} questions, {len(walk.ends)} ends, {len(walk.spine)} checks in order."
    sections = (line for check in walk.spine for line in _section(check, walk, asked))
    return "\n\n".join((*HEAD, counted)) + "\n" + "".join(f"{line}\n" for line in sections)


def _section(check: Check, walk: Decision, asked: Mapping[str, Sequence[str]]) -> Iterator[str]:
    ends = [end for end in walk.ends.values() if _stage(end, walk) == check]
    if not ends:
        return
    yield from ("", f"## {check.stage}: {check.question}", "")
    yield from ("| Question | Answer | Code | Others send |", "|---|---|---|---|")
    for end in ends:
        for question in asked[end.id]:
            yield f"| {question} | {_answers(end, check, walk)} | {end.code} | {_others(end)} |"


def _stage(end: End, walk: Decision) -> Check:
    """Return the last check of the spine on the way to an end."""
    return [stage.check for stage in walk.way_to(end.id) if stage.check.stage][-1]


def _answers(end: End, check: Check, walk: Decision) -> str:
    """Return the answers from the check of the spine on."""
    way = walk.way_to(end.id)
    first = next(at for at, stage in enumerate(way) if stage.check == check)
    return " ".join(stage.choice.text for stage in way[first:])


def _others(end: End) -> str:
    return ", ".join(str(one.code) for one in end.instead)


def write(root: Path) -> None:
    """Write docs/decide.md of a course folder."""
    text = page(decision.load(), questions(root))
    (root / "docs" / "decide.md").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    write(root_dir())
