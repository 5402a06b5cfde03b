"""Grade what a class handed in: a process for each file, several at once, and no file ends the others."""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable, Iterable
from contextlib import closing
from dataclasses import dataclass

from course.classroom.gradings import Grading, Ledger, grading_of
from course.classroom.submissions import Submission, handed_in
from course.grading.grade import grade_source
from course.grading.transport import GraderError, MakeTransport, Transport
from course.grading.verdict import checks_version
from course.values.exercise import Exercise
from course.values.progress import digest

#: Seconds between two looks at whether somebody wants to stop.
TICK = 0.2


@dataclass(frozen=True)
class Job:
    """One file of one learner."""

    learner: str
    exercise: Exercise
    source: bytes


def jobs_of(class_: Iterable[Submission], exercises: Iterable[Exercise]) -> tuple[Job, ...]:
    """Return everything that was handed in for these exercises."""
    known = {exercise.slug: exercise for exercise in exercises}
    return tuple(
        Job(learner, known[slug], text) for learner, slug, text in handed_in(class_) if slug in known
    )


def left(jobs: Iterable[Job], done: Iterable[Grading]) -> tuple[Job, ...]:
    """Return the jobs whose very text no grading judges yet; a fault of the grader judges nothing."""
    judged = {
        (one.learner, one.exercise, one.source_hash, one.checks_version) for one in done if not _faulty(one)
    }
    return tuple(job for job in jobs if _key(job) not in judged)


def _key(job: Job) -> tuple[str, str, str, str]:
    return job.learner, job.exercise.slug, digest(job.source), checks_version(job.exercise)


def _faulty(grading: Grading) -> bool:
    return bool(grading.fault) or grading.outcome == "grader_fault"


def grade_jobs(
    jobs: Iterable[Job], ledger: Ledger, make: MakeTransport, workers: int, tell: Callable[[int], None]
) -> int:
    """Grade every job, write each verdict down at once, and return how many were written.

    `tell` gets that number often, and may raise to end the work. Raises OSError when the ledger is full,
    GraderError when nothing can grade.
    """
    waiting: queue.SimpleQueue[Job] = queue.SimpleQueue()
    for job in jobs:
        waiting.put(job)
    done: queue.SimpleQueue[Grading | Exception | None] = queue.SimpleQueue()
    stop = threading.Event()
    threads = [threading.Thread(target=_work, args=(waiting, done, make, stop)) for _ in range(workers)]
    for thread in threads:
        thread.start()
    try:
        return _collect(done, len(threads), ledger, tell)
    finally:
        stop.set()
        for thread in threads:
            thread.join()


def _collect(
    done: queue.SimpleQueue[Grading | Exception | None],
    at_work: int,
    ledger: Ledger,
    tell: Callable[[int], None],
) -> int:
    count = 0
    while at_work:
        tell(count)
        try:
            found = done.get(timeout=TICK)
        except queue.Empty:
            continue
        if found is None:
            at_work -= 1
            continue
        if isinstance(found, Exception):
            raise GraderError(f"no grader could be started: {found}") from found
        ledger.add(found)
        count += 1
    tell(count)
    return count


def _work(
    waiting: queue.SimpleQueue[Job],
    done: queue.SimpleQueue[Grading | Exception | None],
    make: MakeTransport,
    stop: threading.Event,
) -> None:
    try:
        with closing(make()) as transport:
            while not stop.is_set():
                done.put(_graded(waiting.get_nowait(), transport))
    except queue.Empty:
        pass
    except Exception as error:  # no file did this: the grader itself cannot be started
        done.put(error)
    finally:
        done.put(None)


def _graded(job: Job, transport: Transport) -> Grading:
    """Return the verdict on a job; a fault of the grader is tried once more, and then said."""
    first = _tried(job, transport)
    return _tried(job, transport) if _faulty(first) else first


def _tried(job: Job, transport: Transport) -> Grading:
    try:
        report = grade_source(job.exercise, job.exercise.source_path, job.source, transport)
        transport.finish()
        return grading_of(job.learner, report)
    except Exception as error:  # whatever one file does to the grader, the others are still graded
        fault = f"{type(error).__name__}: {error}"
        learner, slug, source_hash, version = _key(job)
        return Grading(learner, slug, source_hash, version, "grader_fault", fault=fault)
