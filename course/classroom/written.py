"""The results of a class as files in one folder, each written whole or not at all."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from course.classroom import formats
from course.classroom.results import Results, equal_files, needs_a_word
from course.values.whole_file import write_whole

#: In course/data/, beside what an author's new folders begin with.
TEMPLATE = Path(__file__).resolve().parent.parent / "data" / "classroom" / "report.html"
MARKS = {"solved": "●", "not yet": "◇", "fault": "!", "missing": "–"}


def write_results(results: Results, folder: Path, version: str) -> tuple[str, ...]:
    """Write every format into a folder and return the names of the files that stand for all learners.

    Raises OSError when one cannot be written.
    """
    whole = {
        "grades-canvas.csv": formats.canvas(results),
        "grades-moodle.csv": formats.moodle(results),
        "report.html": report_page(results, version),
    }
    for name, text in whole.items():
        write_whole(folder / name, text.encode("utf-8"))
    for place, data in _of_learners(results, version):
        (folder / place).parent.mkdir(parents=True, exist_ok=True)
        write_whole(folder / place, data)
    return tuple(whole)


def _of_learners(results: Results, version: str) -> Iterator[tuple[str, bytes]]:
    for learner in results.learners:
        if not any(results.of(learner)):
            continue
        name = _file_name(learner)
        yield f"gradescope/{name}/results.json", _json(formats.gradescope(results, learner))
        yield f"junit/{name}.xml", formats.junit(results, learner)
        for one in results.of(learner):
            yield f"check50/{name}/{one.exercise}.json", _json(formats.check50(one, version))


def _file_name(learner: str) -> str:
    """Return a name as a file's: what `printable` wrote for odd characters has a backslash."""
    return learner.replace("\\", "_").replace("/", "_")


def _json(values: dict[str, Any]) -> bytes:
    return (json.dumps(values, indent=1) + "\n").encode("ascii")


def report_page(results: Results, version: str) -> str:
    """Return the page for the teacher: who and what, who needs a word, which mistakes were met most."""
    from jinja2 import Environment

    def cell(learner: str, slug: str) -> str:
        return _cell(results, learner, slug)

    def solved(learner: str) -> str:
        return f"{sum(one.solved for one in results.of(learner))} of {len(results.exercises)}"

    page = Environment(autoescape=True).from_string(TEMPLATE.read_text(encoding="utf-8"))
    return page.render(
        results=results, version=version, cell=cell, solved=solved,
        words=needs_a_word(results), equal=equal_files(results),
    )  # fmt: skip


def _cell(results: Results, learner: str, slug: str) -> str:
    """Return the mark of a file, and how many checks hold unless that is all of them."""
    one = results.get(learner, slug)
    if one is None:
        return MARKS["missing"]
    if one.outcome == "grader_fault":
        return MARKS["fault"]
    return MARKS["solved"] if one.solved else f"{MARKS['not yet']} {one.held}/{results.possible[slug]}"
