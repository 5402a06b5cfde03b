"""The report as lines of text. The page shows the same fields with the same words."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable

from course.grading.nudges import Nudge
from course.grading.style import PLAIN, Style, tone_of
from course.places import DOOR
from course.values.report import CheckResult, Outcome, Report

#: What a check's outcome is called, everywhere.
WORDS: dict[Outcome, str] = {
    "passed": "passes",
    "wrong": "not yet",
    "crashed": "crashed",
    "cannot_load": "cannot load",
    "too_slow": "too slow",
    "grader_fault": "grader fault",
    "not_run": "left out",
}


def summary(report: Report) -> str:
    """Return "4 of 6 checks pass"."""
    total = len(report.checks)
    if report.fault:
        return "the grader could not grade this"
    if report.solved:
        return f"all {total} checks pass" if total > 1 else "the check passes"
    return f"{report.held} of {total} checks pass"


def check_lines(check: CheckResult, slug: str, style: Style = PLAIN) -> list[str]:
    """Return a failed check in full, in the order a learner needs it."""
    if check.outcome == "cannot_load":
        return _cannot_load_lines(check, style)
    lines = [*_headed(check, check.rule, style), ""]
    if check.curl:
        for earlier in check.earlier:
            lines.append(f"  before     {earlier}")
        lines.append(f"  $ {check.curl}")
        lines += [f"  < {line}" for line in response_lines(check)]
        lines.append("")
    lines += _labelled("came back", check.came_back, style)
    lines += _labelled("expected", check.expected, style)
    if check.why:
        lines += ["", *_wrapped(check.why, style)]
    if check.difference:
        lines += ["", *_labelled("differs", check.difference, style)]
    if check.traceback:
        lines += ["", *(f"    {line}" for line in check.traceback.splitlines())]
    if check.output:
        lines += ["", "  your code printed", *(f"    {line}" for line in check.output.splitlines())]
    lines.append("")
    lines += _labelled("where", style.place(check.where), style)
    lines += _labelled("rule from", check.source, style)
    if check.hints:
        number = slug[:2]
        lines += _labelled("hint", f"{check.hint} of {check.hints}: {DOOR} hint {number} {check.hint}", style)
    lines += _labelled("lesson", lesson_path(check.step), style)
    return lines + _labelled("replay", replay_command(check, slug), style)


def _headed(check: CheckResult, text: str, style: Style) -> list[str]:
    """Return the outcome and what it is about, as the head of what follows."""
    tone, word = tone_of(check.outcome), WORDS[check.outcome]
    return style.wrapped(text, f"{style.mark(tone)}{style.verdict(tone, word)}: ", "  ")


def replay_command(check: CheckResult, slug: str) -> str:
    """Return the command that grades with the same unseen values again, "" when the check used none."""
    return f"COURSE_SEED={check.seed} python3 run.py grade {slug[:2]}" if check.seed else ""


def _cannot_load_lines(check: CheckResult, style: Style) -> list[str]:
    lines = [*_headed(check, "no check could be run", style), "", *_wrapped(check.came_back, style)]
    if check.traceback:
        lines += ["", *(f"    {line}" for line in check.traceback.splitlines())]
    return [*lines, *([""] if check.where else []), *_labelled("where", style.place(check.where), style)]


def response_lines(check: CheckResult) -> list[str]:
    """Return the response as it came: status line, headers, body."""
    lines = [check.status_line] if check.status_line else ["no answer"]
    lines += [f"{name}: {value}" for name, value in check.response_headers]
    if check.response_body:
        lines += ["", *check.response_body.rstrip("\n").splitlines()[:12]]
    return lines


def report_lines(
    report: Report, everything: bool = False, style: Style = PLAIN, nudge: Nudge | None = None
) -> list[str]:
    """Return a whole report: every check in one line, the first failure (or all) in full, help if offered."""
    lines = [style.strong(f"{report.exercise}: {summary(report)}"), ""]
    if report.fault:
        return [*lines, *fault_lines(report)]
    first = report.first_failure
    for check in report.checks:
        lines += _check_line(check, style)
    for check in report.checks:
        if not check.passed and (everything or check is first):
            diagnosis = diagnosis_lines(report, style) if check is first else []
            lines += ["", *diagnosis, *check_lines(check, report.exercise, style)]
            lines += nudge_lines(nudge, report.exercise, style) if nudge and check.name == nudge.check else []
    if first is None:
        lines += ["", f"  {style.verdict('holds', 'solved')}: {report.exercise}"]
    return [*lines, *flag_lines(report, style)]


def nudge_lines(nudge: Nudge, slug: str, style: Style = PLAIN) -> list[str]:
    """Return the help that is offered after several runs that end at the same check, as one line."""
    hint = f"{DOOR} hint {slug[:2]} {nudge.hint}" if nudge.hint else ""
    path = lesson_path(nudge.step)
    offered = f"{hint}, then read {path}" if hint and path else hint or f"read {path}"
    return _labelled("stuck?", f"{nudge.runs} runs ended here: {offered}", style)


def flag_lines(report: Report, style: Style = PLAIN) -> list[str]:
    """Return what the file does that no answer needs; it changes no verdict."""
    return ["", *(line for flag in report.flags for line in _wrapped(flag, style))] if report.flags else []


def _check_line(check: CheckResult, style: Style) -> list[str]:
    """Return a check's outcome, rule and remarks, as they stand in the list of all checks."""
    tone = tone_of(check.outcome)
    word = style.verdict(tone, f"{WORDS[check.outcome]:<12}")
    other = " " * (15 + 2 * bool(style.mark(tone)))
    lines = style.wrapped(check.rule, f"  {style.mark(tone)}{word} ", other)
    return lines + [line for remark in check.remarks for line in style.wrapped(remark, other, other)]


def diagnosis_lines(report: Report, style: Style = PLAIN) -> list[str]:
    """Return the misconception that the run looks like, to stand above the first failure."""
    return [*_wrapped(report.diagnosis, style), ""] if report.diagnosis else []


def fault_lines(report: Report) -> list[str]:
    """Return a fault of the grader: ours, with what is needed to report it."""
    return [
        "  This is a fault of the course, not of your code. Please report it with these lines:",
        *(f"    {line}" for line in report.fault.splitlines()),
    ]


def table_lines(rows: Iterable[tuple[Report, bool]], style: Style = PLAIN) -> list[str]:
    """Return the closing table: exercise, checks that hold, what to do next.

    Each row is a report and whether all of the exercise's checks were run.
    """
    rows = list(rows)
    width = max([len(report.exercise) for report, _ in rows] + [len("exercise")])
    lines = [style.soft(f"{'exercise':<{width}}  checks       next")]
    for report, whole in rows:
        counted = f"{report.held} of {len(report.checks)}{'' if whole else ' run'}"
        line = f"{report.exercise:<{width}}  {counted:<11}  {next_step(report, whole)}".rstrip()
        lines.append(style.fit(line))
    return lines


def next_step(report: Report, whole: bool = True) -> str:
    """Return what to do next, in one line."""
    if report.fault:
        return "grader fault: please report it"
    first = report.first_failure
    if first is None:
        return "solved" if whole else "these pass; run the whole exercise"
    rule = textwrap.shorten(first.rule, 60, placeholder=" …")
    if first.outcome == "wrong":
        return f"not yet: {rule}"
    if first.outcome == "cannot_load":
        return f"cannot load: {textwrap.shorten(first.came_back, 60, placeholder=' …')}"
    return f"{WORDS[first.outcome]}: {rule}"


def lesson_path(step: str) -> str:
    """Return where the lesson step is on the site."""
    lesson, _, name = step.partition("#")
    return f"/lessons/{lesson}/{name}" if lesson else ""


def _labelled(label: str, text: str, style: Style) -> list[str]:
    if not text:
        return []
    return style.wrapped(text, f"  {style.soft(f'{label:<10}')} ", " " * 13)


def _wrapped(text: str, style: Style) -> list[str]:
    return style.wrapped(text, "  ", "  ")
