"""What runs behind the pages: grading, following, the wire console. Nothing starts unasked."""

from __future__ import annotations

import atexit
import logging
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from course.exercises.catalogue import Catalogue
from course.exercises.source import read_source
from course.grading.transport import MakeTransport
from course.practice.news import News
from course.progress import private
from course.progress.store import Store
from course.values.exercise import Exercise, ExerciseError
from course.values.progress import Run, digest

if TYPE_CHECKING:
    from course.grading.machine.kept_apps import Console
    from course.practice.attempts import Attempts
    from course.practice.follow import Follower
    from course.practice.shipped import Shipped
    from course.values.report import Report

#: Seconds within which a page that saved a text asks for its run too, and for which a save is the page's own.
PAGE_ASKS = 0.5
PAGE_SAVES = 2.0
#: Runs that pages may wait for at the same time. Each holds a thread of the server, as do those who wait for
#: news (MOST_WAITING); the rest of its threads answers everybody else.
MOST_RUNS = 12
log = logging.getLogger(__name__)


class TooMany(Exception):
    """Raised when more runs are asked for at once than are taken."""


class Background:
    """Grading, following and the wire console of one site, each started when it is first needed."""

    def __init__(self, catalogue: Catalogue, store: Store, make: MakeTransport) -> None:
        self.catalogue = catalogue
        self.store = store
        self.news = News(store)
        self._make = make
        self._lock = threading.Lock()
        self._attempts: Attempts | None = None
        self._console: Console | None = None
        self._shipped: Shipped | None = None
        self._follower: Follower | None = None
        self._followed: set[str] = set()
        #: When a page of this site last saved the file of an exercise.
        self._page_saves: dict[str, float] = {}
        self._closed = False
        self._runs = threading.BoundedSemaphore(MOST_RUNS)

    @property
    def attempts(self) -> Attempts:
        """Return what grades; its first process is started by the first need of it."""
        from course.practice.attempts import Attempts

        with self._lock:
            if self._attempts is None:
                self._attempts = Attempts(self.store, self._make, self.news.tell)
                atexit.register(self.close)
            return self._attempts

    def shipped(self, exercise: Exercise) -> Report | None:
        """Return what the checks say of an exercise's stub, None when it cannot be graded."""
        from course.practice.shipped import Shipped

        if self._shipped is None:
            self._shipped = Shipped(self.attempts.standby)
        return self._shipped.report(exercise)

    @property
    def console(self) -> Console:
        """Return the wire console."""
        from course.grading.machine.kept_apps import Console

        with self._lock:
            if self._console is None:
                self._console = Console(self._make)
                atexit.register(self.close)
            return self._console

    def run(self, exercise: Exercise, door: str) -> Report:
        """Grade the learner's file now, record the run and tell everybody who waits.

        Raises TooMany when more runs wait than the site has threads for.
        """
        if not self._runs.acquire(blocking=False):
            raise TooMany
        try:
            return self.attempts.attempt(exercise, door)
        finally:
            self._runs.release()

    def follow(self, exercise: Exercise) -> None:
        """Grade every save from now on, wherever it is made, and one that nobody followed before.

        A second call does nothing.
        """
        with self._lock:
            if self._closed or exercise.slug in self._followed:
                return
            self._followed.add(exercise.slug)
            if self._follower is None:
                from course.practice.follow import Follower

                self._follower = Follower(_Readable(self.catalogue), self.saved)
                self._follower.start()
                atexit.register(self.close)
        self.attempts.standby.prepare(exercise)
        run = self.store.latest_run(exercise.slug)
        if run is not None and digest(read_source(exercise.source_path)) != run.source_hash:
            # Saved while the course was not running. The page that asks is told like of any other save.
            threading.Thread(target=self.saved, args=(exercise,), name="catch-up", daemon=True).start()

    def expect_save(self, exercise: Exercise) -> None:
        """Say that a page is about to save: it will ask for its run itself, so the follower gives it time."""
        self._page_saves[exercise.slug] = time.monotonic()

    def wait_for_other(
        self, slug: str, run_id: int, seconds: float, gone: Callable[[], bool] = lambda: False
    ) -> bool:
        """Wait until the newest run of an exercise is not `run_id` any more, at most `seconds`.

        `gone` tells whether nobody waits for the answer any more. Returns whether waiting was possible.
        """
        until = time.monotonic() + seconds
        with self.news.listening() as welcome:
            mark = self.news.mark
            while (
                welcome
                and not self.news.closed
                and (self.store.latest_run_id(slug) or 0) == run_id
                and (left := until - time.monotonic()) > 0
                and not gone()
            ):
                mark = self.news.wait(mark, min(left, 1.0))
        return welcome

    def close(self) -> None:
        """End every process and thread. What is asked afterwards still works, but nothing stands ready."""
        self.news.close()
        with self._lock:
            self._closed = True
            follower, self._follower = self._follower, None
            attempts, console = self._attempts, self._console
            self._console = None
        if follower is not None:
            follower.stop()
        if attempts is not None:
            attempts.close()
        if console is not None:
            console.close()
        atexit.unregister(self.close)

    def saved(self, exercise: Exercise) -> None:
        """Grade a save, unless the text was graded since: by the page that saved it, or in a terminal."""
        if time.monotonic() - self._page_saves.get(exercise.slug, -PAGE_SAVES) < PAGE_SAVES:
            late = threading.Timer(PAGE_ASKS, self.grade_save, (exercise, "site"))
            late.daemon = True
            late.start()
        else:
            self.grade_save(exercise, "editor")

    def _needless(self, exercise: Exercise) -> bool:
        latest = self.store.latest_run(exercise.slug)
        return self._closed or graded_since_save(exercise.source_path, latest)

    def grade_save(self, exercise: Exercise, door: str) -> None:
        """Grade the text that a file holds now, unless it was graded since it was saved."""
        try:
            with one_at_a_time(self.store.path.parent / "saves", exercise.slug):
                self.attempts.attempt_unless(lambda: self._needless(exercise), exercise, door)
        except Exception:  # the follower's thread must outlive one bad exercise
            log.exception("%s was saved, but could not be graded", exercise.slug)


@contextmanager
def one_at_a_time(folder: Path, name: str) -> Iterator[None]:
    """Let one process of this course at a time do the block; a place that takes no lock does not stop it.

    Two servers that follow the same files would grade each save twice: the second one finds it graded.
    """
    with ExitStack() as held:
        with suppress(OSError):
            private.make_folder(folder)
            handle = held.enter_context(open(folder / f"{name}.lock", "ab"))
            private.lock(handle)
        yield


def graded_since_save(path: Path, run: Run | None) -> bool:
    """Tell whether a run graded the text that a file holds now, after it was saved."""
    if run is None:
        return False
    text = read_source(path)
    if text is None or digest(text) != run.source_hash:
        return False
    try:
        saved = path.stat().st_mtime
    except OSError:
        return False
    return datetime.fromisoformat(run.recorded_at).timestamp() >= saved


class _Readable(Catalogue):
    """A catalogue for the follower: one exercise with a mistake keeps none of the others away."""

    def __init__(self, catalogue: Catalogue) -> None:
        super().__init__(catalogue.exercises_dir)

    def all(self) -> tuple[Exercise, ...]:
        """Return every exercise that can be read."""
        return tuple(found for slug in self.slugs() if (found := self.get(slug)) is not None)

    def get(self, slug: str) -> Exercise | None:
        """Return the exercise of that folder name, None when it cannot be read."""
        try:
            return super().get(slug)
        except ExerciseError:
            return None
