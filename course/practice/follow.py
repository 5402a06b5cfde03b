"""Follow the learners' files: say which exercise was saved, as soon as it was, and never miss a save.

Knows nothing of grading: who wants to grade a save gives a function.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from pathlib import Path

from course.exercises.catalogue import Catalogue
from course.values.exercise import Exercise

#: Milliseconds: how long saves are gathered, and how often the watcher looks. An editor that writes a file in
#: several steps is done within a few of them.
DEBOUNCE = 40
STEP = 10


class Follower:
    """Calls a function for every exercise whose learner file was saved, one after the other, in its thread.

    Saves during a call are not lost: the exercise is called again after it.
    """

    def __init__(self, catalogue: Catalogue, saved: Callable[[Exercise], object]) -> None:
        self.catalogue = catalogue
        self.saved = saved
        self._stop = threading.Event()
        self._wake = threading.Condition()
        self._waiting: list[str] = []
        self._threads: list[threading.Thread] = []

    def start(self) -> None:
        """Begin to follow; a second call does nothing."""
        if self._threads:
            return
        self._threads = [
            threading.Thread(target=self._watch, name="follow", daemon=True),
            threading.Thread(target=self._serve, name="follow-serve", daemon=True),
        ]
        for thread in self._threads:
            thread.start()

    def stop(self) -> None:
        """Stop following, and return when both threads have ended."""
        self._stop.set()
        with self._wake:
            self._wake.notify_all()
        for thread in self._threads:
            thread.join(5.0)
        self._threads = []

    def _watch(self) -> None:
        for slugs in saves(self.catalogue, self._stop):
            with self._wake:
                self._waiting += [slug for slug in slugs if slug not in self._waiting]
                self._wake.notify_all()

    def _serve(self) -> None:
        while True:
            with self._wake:
                while not self._waiting and not self._stop.is_set():
                    self._wake.wait()
                if self._stop.is_set():
                    return
                slug = self._waiting.pop(0)
            exercise = self.catalogue.get(slug)
            if exercise is not None:
                self.saved(exercise)


def saves(catalogue: Catalogue, stop: threading.Event) -> Iterator[list[str]]:
    """Yield the folder names of the exercises whose learner file changed, until `stop` is set."""
    import watchfiles

    files = {exercise.source_path.resolve(): exercise.slug for exercise in catalogue.all()}

    def is_learners(_change: watchfiles.Change, path: str) -> bool:
        return Path(path) in files

    changes = watchfiles.watch(
        catalogue.exercises_dir.resolve(),
        watch_filter=is_learners,
        debounce=DEBOUNCE,
        step=STEP,
        stop_event=stop,
        rust_timeout=500,
        yield_on_timeout=False,
        raise_interrupt=False,
    )
    for batch in changes:
        yield sorted({files[Path(path)] for _, path in batch})
