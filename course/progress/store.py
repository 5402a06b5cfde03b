"""What the learner did, in one SQLite file: answers, runs with every graded source, hints, visits.

Site, terminal and watcher are separate processes with threads of their own and write at the same
time. SQLite in WAL mode is their only meeting point: short transactions, one connection per thread.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

from course.progress.assignments import Assignments, assignments_in
from course.progress.challenges import add_challenge, challenges
from course.progress.connection import NotStored
from course.progress.database import Database
from course.progress.exported import export_document, merge_batch
from course.progress.imported import checked_rows
from course.progress.reviews import add_review, begun_since, reviews_of, schedules
from course.progress.rows import (
    INSERT_REVEAL,
    RAISE_HINT,
    SELECT_LATEST_RUN,
    SELECT_RUN,
    add_answer,
    add_run,
    add_visit,
    all_answers,
    answers_to,
    keep_source,
    last_visit,
    latest_answers,
    progress_of,
    run_of,
    select_lesson,
    utc_now,
)
from course.progress.tallies import tally, tally_of_answers
from course.progress.unwritten import Unwritten
from course.values.challenge import Result
from course.values.progress import Answer, Confidence, ImportCounts, LessonProgress, Run, SavedSource, Tally
from course.values.recall import Review, Schedule
from course.values.report import Report


class Store:
    """The learner's progress. Every method may be called from any thread; each is one transaction.

    Opening never raises for a file that is damaged, read-only or from a newer version: the course
    goes on, and `notice` says in one sentence what was done.
    """

    def __init__(self, path: Path | str) -> None:
        self.database = Database(path)
        self.unwritten = Unwritten(self._write_run)
        #: What teachers handed out, beside the file.
        self.assignments = Assignments(self.path.parent / "assignments")

    @property
    def path(self) -> Path:
        """Return the path of the file, whether it is used or not."""
        return self.database.path

    @property
    def notice(self) -> str:
        """Return a sentence for people when something had to be handled, else ""."""
        waiting = len(self.unwritten.runs)
        if not waiting:
            return self.database.notice
        said = f"{waiting} finished {'run is' if waiting == 1 else 'runs are'} not on the disk yet."
        tried = (
            f"{said} {self.path.name} is tried every second; do not end the course before this note is gone."
        )
        return f"{self.database.notice} {tried}".strip()

    @property
    def in_memory(self) -> bool:
        """Tell whether progress lasts only as long as this process."""
        return self.database.in_memory

    def close(self) -> None:
        """Close every connection, when no other thread is at work; a later call opens the file again."""
        self.unwritten.close()
        self.database.close()

    def changes(self) -> object:
        """Return a value that differs after another thread or process has written to the file.

        Compare it with earlier values of the same thread only.
        """
        return self.database.changes()

    def health(self) -> str:
        """Return "ok", or what SQLite's integrity check found first."""
        return self.database.health()

    # Answers

    def record_answer(
        self, question: str, choice: tuple[str, ...], confidence: Confidence, right: bool, why: str = ""
    ) -> int:
        """Record an answer, with why its learner thinks so, and return which attempt it is, from 1."""
        return self.database.write(lambda db: add_answer(db, question, choice, confidence, right, why))

    def answers(self, questions: Iterable[str] | None = None) -> dict[str, Answer]:
        """Return the latest answer of every question, or only of the questions named."""
        if questions is not None:
            asked = tuple(questions)
            return self.database.read(lambda db: latest_answers(db, asked))
        return {answer.question: answer for answer in self.database.read(all_answers)}

    def attempts(self, question: str) -> tuple[Answer, ...]:
        """Return every answer to a question, oldest first."""
        return self.database.read(lambda db: answers_to(db, question))

    # Runs and sources

    def record_run(self, report: Report, source: bytes | None, door: str) -> int:
        """Record a grading run, and its source once, and return the run's id.

        Nobody loses a finished verdict: one that cannot be written now is kept in memory and shown, and is
        written, with another id, when the database takes it. `notice` says so.
        """
        try:
            if self.unwritten.runs:
                self.unwritten.flush()
            if not self.unwritten.runs:
                return self._write_run(report, source, door)
        except NotStored:
            pass
        # Behind those that wait, so that the newest one stays the newest.
        return self.unwritten.add(report, source, door)

    def _write_run(self, report: Report, source: bytes | None, door: str) -> int:
        return self.database.write(lambda db: add_run(db, report, source, door))

    def run(self, id: int) -> Run | None:
        """Return the run of that id, or None."""
        waiting = next((run for run in self.unwritten.runs if run.id == id), None)
        return waiting or (self._one_run("WHERE id = ?", id) if -(2**63) <= id < 2**63 else None)

    def latest_run(self, slug: str) -> Run | None:
        """Return the newest run of an exercise, or None."""
        return self._waiting(slug) or self._one_run(
            "WHERE exercise = ? ORDER BY recorded_at DESC, id DESC LIMIT 1", slug
        )

    def latest_run_id(self, slug: str) -> int | None:
        """Return the id of the newest run of an exercise without reading its report, or None."""
        waiting = self._waiting(slug)
        if waiting is not None:
            return waiting.id
        sql = "SELECT id FROM runs WHERE exercise = ? ORDER BY recorded_at DESC, id DESC LIMIT 1"
        rows = self.database.rows(sql, slug)
        return int(rows[0][0]) if rows else None

    def latest_runs(self) -> dict[str, Run]:
        """Return the newest run of every exercise that has one, by slug."""
        rows = self.database.rows(SELECT_LATEST_RUN)
        return {row[1]: run_of(row) for row in rows} | {run.exercise: run for run in self.unwritten.runs}

    def _waiting(self, slug: str) -> Run | None:
        """Return the newest run of an exercise that is not on the disk yet, or None."""
        return next((run for run in reversed(self.unwritten.runs) if run.exercise == slug), None)

    def runs(self, slug: str, limit: int = 20) -> tuple[Run, ...]:
        """Return the runs of an exercise, newest first."""
        tail = "WHERE exercise = ? ORDER BY recorded_at DESC, id DESC LIMIT ?"
        return tuple(run_of(row) for row in self.database.rows(f"{SELECT_RUN} {tail}", slug, limit))

    def solved(self) -> set[str]:
        """Return the exercises whose newest run is solved."""
        found = {row[0] for row in self.database.rows("SELECT exercise FROM latest_runs WHERE solved = 1")}
        for run in self.unwritten.runs:
            (found.add if run.solved else found.discard)(run.exercise)
        return found

    def ever_solved(self) -> set[str]:
        """Return the exercises that have been solved at least once."""
        found = {row[0] for row in self.database.rows("SELECT DISTINCT exercise FROM runs WHERE solved = 1")}
        return found | {run.exercise for run in self.unwritten.runs if run.solved}

    def keep_source(self, slug: str, text: bytes) -> str:
        """Keep a text of the learner, so that it can be restored, and return its hash."""
        return self.database.write(lambda db: keep_source(db, slug, text))

    def source(self, hash: str) -> bytes | None:
        """Return the text of that SHA-256 (hexadecimal), or None."""
        rows = self.database.rows("SELECT text FROM sources WHERE hash = ?", hash)
        return bytes(rows[0][0]) if rows else None

    def sources(self, slug: str) -> tuple[SavedSource, ...]:
        """Return every text an exercise has had, newest first."""
        rows = self.database.rows(
            "SELECT exercise, hash, saved_at, length(text) FROM exercise_sources JOIN sources USING (hash)"
            " WHERE exercise = ? ORDER BY saved_at DESC, hash",
            slug,
        )
        return tuple(SavedSource(*row) for row in rows)

    # Hints, references looked at, visits

    def reveal(self, slug: str) -> None:
        """Remember that the reference was opened before the exercise was solved; the first time counts."""
        self.database.write(lambda db: db.execute(INSERT_REVEAL, (slug, utc_now())))

    def revealed(self, slug: str) -> str:
        """Return when the reference of an exercise was opened (ISO 8601 with offset), "" for never."""
        rows = self.database.rows("SELECT revealed_at FROM reveals WHERE exercise = ?", slug)
        return str(rows[0][0]) if rows else ""

    def record_hint(self, slug: str, n: int) -> None:
        """Remember that hint n (from 1) of an exercise was opened."""
        self.database.write(lambda db: db.execute(RAISE_HINT, (slug, n)))

    def hints(self, slug: str) -> int:
        """Return the highest hint opened of an exercise, 0 for none."""
        rows = self.database.rows("SELECT highest FROM hints WHERE exercise = ?", slug)
        return int(rows[0][0]) if rows else 0

    def visit(self, lesson: str, step: str) -> None:
        """Remember that a step of a lesson was opened, if that takes no waiting: no page may fail on it."""
        self.database.note(lambda db: add_visit(db, lesson, step))

    def last_visit(self) -> tuple[str, str] | None:
        """Return lesson and step opened last, or None."""
        return self.database.read(last_visit)

    def lesson(self, lesson: str, questions: Iterable[str]) -> LessonProgress:
        """Return the learner's progress in one lesson, read at one moment."""
        asked = tuple(questions)
        return progress_of(self.database.rows(select_lesson(len(asked)), lesson, *asked))

    def visited(self) -> set[tuple[str, str]]:
        """Return every lesson and step that was opened."""
        return {(row[0], row[1]) for row in self.database.rows("SELECT lesson, step FROM visits")}

    def tally(self) -> Tally:
        """Return what was recorded, summed up and read at one moment."""
        return self.database.read(tally)

    def answered(self) -> Tally:
        """Return the part of it that is about answers."""
        return self.database.read(tally_of_answers)

    # Cards to recall

    def review(self, card: str, rating: int, seen: int) -> bool:
        """Record a rating from 1 to 4, and compute when the card comes back; tell whether it was recorded.

        It is not when the card has other than `seen` reviews by now: another page or process was faster.
        """
        return self.database.write(lambda db: add_review(db, card, rating, seen))

    def reviews(self, card: str) -> tuple[Review, ...]:
        """Return the reviews of a card, oldest first."""
        return self.database.read(lambda db: reviews_of(db, card))

    def schedules(self) -> dict[str, Schedule]:
        """Return when every reviewed card comes back, by card."""
        return self.database.read(schedules)

    def cards_begun(self, since: str) -> int:
        """Return how many cards had their first review at or after a moment (as stored)."""
        return self.database.read(lambda db: begun_since(db, since))

    # Challenges

    def record_challenge(self, result: Result) -> None:
        """Record a finished challenge with the time of now; one with the same uid stays as it is."""
        self.database.write(lambda db: add_challenge(db, result))

    def challenges(self) -> tuple[Result, ...]:
        """Return every finished challenge, oldest first."""
        return self.database.read(challenges)

    # Export and import

    def export(self) -> dict[str, Any]:
        """Return everything as JSON-ready values, for import_ on this or another machine."""
        return {**self.database.read(export_document), "assignments": self.assignments.exported()}

    def import_(self, values: object) -> ImportCounts:
        """Merge exported values and return what was new.

        An assignment whose title is here already stays as it is. Raises ValueError, with nothing changed,
        when the values are not a whole export.
        """
        batch, assigned = checked_rows(values), assignments_in(values)
        added = self.database.write(lambda db: merge_batch(db, batch))
        return replace(added, assignments=self.assignments.add(assigned))

    def _one_run(self, tail: str, *values: object) -> Run | None:
        rows = self.database.rows(f"{SELECT_RUN} {tail}", *values)
        return run_of(rows[0]) if rows else None
