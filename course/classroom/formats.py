"""Results in the formats of the engines that keep grades.

Sources: Canvas, lib/gradebook_importer.rb (which columns it knows, and that the first cell of the second row
holds "Points Possible"); Moodle, grade/import/csv/classes/load_data.php (a learner is found by user name, id
number or email address; the teacher maps columns); Gradescope, json_test_runner.py of its gradescope-utils;
check50's "JSON specification" (version 3); JUnit as pytest's --junit-xml writes it.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from typing import Any
from xml.etree import ElementTree

from course.classroom.gradings import Check, Grading
from course.classroom.results import Results
from course.values.wire import printable

#: Cells that begin so are formulas for a spreadsheet.
FORMULA = ("=", "+", "-", "@", "\t", "\r")


def canvas(results: Results) -> str:
    """Return grades as Canvas imports them: an empty cell is what was not handed in, and changes nothing."""
    slugs = [exercise.slug for exercise in results.exercises]
    head = ["Student", "ID", "SIS User ID", "SIS Login ID", "Section", *slugs]
    points = ["    Points Possible", "", "", "", "", *(results.possible[slug] for slug in slugs)]
    rows = [[name, "", "", name, "", *_points(results, name)] for name in results.learners]
    return _table([head, points, *rows])


def moodle(results: Results) -> str:
    """Return grades as Moodle imports them; names with an @ are email addresses, others user names."""
    by_mail = bool(results.learners) and all("@" in name for name in results.learners)
    head = ["Email address" if by_mail else "Username"]
    head += [f"{exercise.slug} (of {results.possible[exercise.slug]})" for exercise in results.exercises]
    return _table([head, *([name, *_points(results, name)] for name in results.learners)])


def _points(results: Results, learner: str) -> list[Any]:
    """Return the points of a learner; nothing for what was not handed in or could not be judged."""
    found = (results.get(learner, exercise.slug) for exercise in results.exercises)
    return ["" if one is None or one.outcome == "grader_fault" else one.held for one in found]


def _table(rows: Iterable[Iterable[Any]]) -> str:
    text = io.StringIO()
    csv.writer(text, lineterminator="\r\n").writerows([_cell(value) for value in row] for row in rows)
    return text.getvalue()


def _cell(value: Any) -> Any:
    """Return a value that no spreadsheet runs as a formula."""
    return f"'{value}" if isinstance(value, str) and value.startswith(FORMULA) else value


def gradescope(results: Results, learner: str) -> dict[str, Any]:
    """Return one learner's results.json: a test for each check, worth one point."""
    lines = [line for one in results.of(learner) for line in (one.diagnosis, one.fault) if line]
    return {
        "output": "\n".join(lines),
        "tests": [
            {
                "number": f"{int(one.exercise[:2])}.{n}",
                "name": f"{one.exercise}: {check.rule}",
                "score": int(check.held),
                "max_score": 1,
                "status": "passed" if check.held else "failed",
                "output": check.said,
            }
            for one in results.of(learner)
            for n, check in enumerate(one.checks, 1)
        ],
    }


def check50(grading: Grading, version: str) -> dict[str, Any]:
    """Return one grading in the shape of check50's JSON; a check that was not run has passed null."""
    return {
        "slug": grading.exercise,
        "results": [
            {
                "name": check.name,
                "description": check.rule,
                "passed": None if check.outcome == "not_run" else check.held,
                "log": check.said.splitlines(),
                "cause": None if check.held else {"rationale": _rationale(check), "help": None},
                "data": {"rule": check.source},
                "dependency": None,
            }
            for check in grading.checks
        ],
        "version": version,
    }


def _rationale(check: Check) -> str:
    return check.said.splitlines()[0] if check.said else check.outcome.replace("_", " ")


def junit(results: Results, learner: str) -> bytes:
    """Return one learner's results as JUnit XML; each case names its rule, its source and its points."""
    root = ElementTree.Element("testsuites", name=_xml(learner))
    for one in results.of(learner):
        failed = [check for check in one.checks if not check.held]
        suite = ElementTree.SubElement(
            root, "testsuite", name=one.exercise, tests=str(len(one.checks)),
            failures=str(sum(check.outcome != "grader_fault" for check in failed)),
            errors=str(sum(check.outcome == "grader_fault" for check in failed)),
        )  # fmt: skip
        for check in one.checks:
            _case(suite, one.exercise, check)
    return bytes(ElementTree.tostring(root, encoding="utf-8", xml_declaration=True))


def _case(suite: ElementTree.Element, slug: str, check: Check) -> None:
    case = ElementTree.SubElement(suite, "testcase", classname=slug, name=_xml(check.name))
    properties = ElementTree.SubElement(case, "properties")
    for name, value in _properties(check):
        ElementTree.SubElement(properties, "property", name=name, value=_xml(value))
    if not check.held:
        kind = "error" if check.outcome == "grader_fault" else "failure"
        ElementTree.SubElement(case, kind, message=_xml(_rationale(check)), type=check.outcome).text = _xml(
            check.said
        )


def _properties(check: Check) -> Iterator[tuple[str, str]]:
    yield "rule", check.rule
    if check.source:
        yield "source", check.source
    yield "points", str(int(check.held))
    yield "points_possible", "1"


def _xml(text: str) -> str:
    """Return a text without what XML 1.0 cannot hold."""
    return printable(text).replace("\ufffe", "?").replace("\uffff", "?")
