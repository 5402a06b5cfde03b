"""What the pages of one exercise have in common: the learner's file, the ways to the lessons, the verdict."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from flask import abort, url_for

from course import sources
from course.catalogue import Exercise, ExerciseError
from course.progress import Run, digest
from course.views.services import services
from course.views.verdicts import Verdict, verdict_of

LANGUAGES = {".py": "python", ".yaml": "yaml", ".yml": "yaml", ".json": "json"}

#: A learner's file longer than this is not shown.
SHOWN_SOURCE = 64 * 1024


@dataclass(frozen=True)
class LearnerFile:
    """The learner's file as it is on the disk now."""

    name: str
    hash: str
    #: With line feeds only, as a browser has it in a form.
    text: str
    #: Why it cannot be shown, "" when it can.
    problem: str = ""
    #: What ends a line in the file: "lf" or "crlf".
    ending: str = "lf"

    @property
    def language(self) -> str:
        """Return the language of the file for highlighting."""
        return LANGUAGES.get(Path(self.name).suffix, "text")


@dataclass(frozen=True)
class Teaches:
    """The lesson, and the step of it, that an exercise belongs to."""

    href: str
    label: str


def known(slug: str) -> Exercise:
    """Return the exercise of that folder name. Aborts with 404 when there is none."""
    exercise = services().catalogue.get(slug)
    if exercise is None:
        abort(404, f'There is no exercise "{slug[:80]}".')
    return exercise


def learner_file(exercise: Exercise) -> LearnerFile:
    """Read the learner's file for showing it. Never raises for what a learner can do to it."""
    name = exercise.edit
    try:
        found = sources.look(exercise)
    except sources.Refused as error:
        return LearnerFile(name, "", "", f"{name} cannot be shown: {error}")
    except OSError as error:
        return LearnerFile(name, "", "", f"{name} cannot be shown: {error.strerror or 'it cannot be read'}.")
    if found is None:
        return LearnerFile(
            name, "", "", f"{name} cannot be shown: there is no such file. Reset brings it back."
        )
    return shown(name, found.data)


def shown(name: str, data: bytes) -> LearnerFile:
    """Return a text as a page shows it, or the sentence that says why it does not."""
    if len(data) > SHOWN_SOURCE:
        problem = f"{name} is too long to be shown here: {len(data)} bytes."
        return LearnerFile(name, digest(data), "", problem)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        problem = f"{name} cannot be shown: it is not UTF-8 text (byte {error.start})."
        return LearnerFile(name, digest(data), "", problem)
    ending = "crlf" if sources.in_style_of(data, b"\n") == b"\r\n" else "lf"
    return LearnerFile(name, digest(data), text.replace("\r\n", "\n"), ending=ending)


def verdict_parts(exercise: Exercise, run: Run | None, file: LearnerFile) -> dict[str, Any]:
    """Return what the verdict of a run needs in a template; the run before it tells what has changed."""
    before = run_before(run) if run else None
    verdict = verdict_of(run, file.hash, before) if run else None
    return {
        "verdict": verdict,
        "steps": steps_of(verdict),
        "fault_report": fault_report(exercise, verdict) if verdict else "",
        "after": next_exercise(exercise) if verdict and verdict.report.solved else None,
    }


def next_exercise(exercise: Exercise) -> Exercise | None:
    """Return the exercise after one, None after the last; one that cannot be read is passed over."""
    catalogue = services().catalogue
    slugs = catalogue.slugs()
    for slug in slugs[slugs.index(exercise.slug) + 1 :]:
        with suppress(ExerciseError):
            return catalogue.get(slug)
    return None


def run_before(run: Run) -> Run | None:
    """Return the run of the same exercise before this one, or None."""
    newest = services().store.runs(run.exercise, limit=2)
    if run.id == newest[0].id:
        return newest[1] if len(newest) > 1 else None
    older = [other for other in services().store.runs(run.exercise, limit=200) if other.id < run.id]
    return older[0] if older else None


def fault_report(exercise: Exercise, verdict: Verdict) -> str:
    """Return everything a maintainer needs about a fault of the grader, "" when there is none."""
    if not verdict.faults:
        return ""
    import platform
    from importlib.metadata import version

    packages = " ".join(f"{name}={version(name)}" for name in ("flask", "werkzeug", "pytest"))
    source = services().store.source(verdict.report.source_hash)
    return "\n".join(
        (
            f"Fault of the grader in {exercise.slug}, run {verdict.run_id}, {verdict.finished}",
            f"python={platform.python_version()} {packages} system={platform.platform()}",
            f"started {verdict.door_words}, {verdict.report.seconds} s, source {verdict.report.source_hash}",
            "",
            verdict.faults,
            "",
            f"--- {exercise.edit} ---",
            source.decode("utf-8", "backslashreplace")
            if source is not None
            else "(the file could not be read)",
        )
    )


def teaches(exercise: Exercise) -> Teaches | None:
    """Return the way to the lesson an exercise belongs to, None while it is being written."""
    return step_link(exercise.lesson, exercise.step)


def steps_of(verdict: Verdict | None) -> dict[str, Teaches]:
    """Return the ways to the lesson steps that the checks of a verdict name, those that exist."""
    named = {view.check.step: view.step_parts for view in verdict.checks} if verdict else {}
    found = {name: step_link(*parts) for name, parts in named.items() if name}
    return {name: link for name, link in found.items() if link}


def step_link(lesson: str, step_id: str) -> Teaches | None:
    """Return the way to a step, or to its lesson when the step is not there, None without a lesson."""
    outline = services().library.outline(lesson)
    if outline is None:
        return None
    for number, step in enumerate(outline.steps, 1):
        if step.id == step_id:
            href = url_for("lessons.step", slug=lesson, step_id=step_id)
            return Teaches(href, f"Lesson {outline.number}, step {number}: {step.title}")
    return Teaches(url_for("lessons.overview", slug=lesson), f"Lesson {outline.number}: {outline.title}")
