"""Follow the learners' files: say which exercise was saved, as soon as it was, and never miss a save.

Knows nothing of grading: who wants to grade a save gives a function.
"""

from __future__ import annotations

import logging
import os
import stat
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

from course.exercises.catalogue import Catalogue
from course.values.exercise import Exercise, ExerciseError
from course.values.progress import digest

#: Milliseconds: how long saves are gathered, and how often the watcher looks. An editor that writes a file in
#: several steps is done within a few of them.
DEBOUNCE = 40
STEP = 5
#: Seconds between two looks at all files, and for which an event may come late.
LOOK = 1.0
GRACE = 2.0
#: Bytes of the largest file whose text is compared.
READ_MOST = 1024 * 1024
NO_EVENTS = "The system does not tell when a file is saved, so the files are looked at once a second."
#: Time, size and number of a file, and the hash of its text.
State = tuple[tuple[int, int, int], str]
log = logging.getLogger(__name__)


class Follower:
    """Calls a function for every exercise whose learner file was saved, one after the other, in its thread.

    Saves during a call are not lost: the exercise is called again after it. A call that raises is logged.
    """

    def __init__(
        self,
        catalogue: Catalogue,
        saved: Callable[[Exercise], object],
        told: Callable[[str], object] = log.warning,
    ) -> None:
        self.catalogue = catalogue
        self.saved = saved
        #: Gets one sentence when saves are found without the system's help.
        self.told = told
        self._stop = threading.Event()
        self._wake = threading.Condition()
        self._waiting: list[str] = []
        self._threads: list[threading.Thread] = []

    def start(self) -> None:
        """Begin to follow: every save after this call is seen. A second call does nothing."""
        if self._threads:
            return
        # Looked at here, not in the thread: on a busy machine that begins later, and would take a save that
        # was made meanwhile for what was always there.
        looks = Looks(self.catalogue)
        self._threads = [
            threading.Thread(target=self._watch, args=(looks,), name="follow", daemon=True),
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

    def _watch(self, looks: Looks) -> None:
        for slugs in saves(self.catalogue, looks, self._stop, self.told):
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
            try:
                exercise = self.catalogue.get(slug)
                if exercise is not None:
                    self.saved(exercise)
            except Exception:  # one exercise that cannot be read or graded must not silence the others
                log.exception("%s was saved, but could not be handled", slug)


def saves(
    catalogue: Catalogue, looks: Looks, stop: threading.Event, told: Callable[[str], object] = log.warning
) -> Iterator[list[str]]:
    """Yield the folder names of the exercises whose learner file changed since `looks`, until `stop` is set.

    The system says at once what changed, where it can. It cannot on many network drives, or when its watches
    are used up; so every file is looked at too, and `told` gets one sentence when only that look found a
    save. Only `stop` ends this.
    """
    events = Events(catalogue, stop)
    threading.Thread(target=events.watch, name="follow-events", daemon=True).start()
    said, looked = False, time.monotonic()
    while not stop.is_set():
        hinted = events.wait(LOOK)
        everything = not hinted or time.monotonic() - looked > LOOK
        found = looks.changed(hinted, everything)
        looked = time.monotonic() if everything else looked
        if found:
            yield found
            # An event may come a moment after the look that was faster.
            if not said and not hinted and not events.wait(GRACE, take=False) and not stop.is_set():
                said = True
                told(NO_EVENTS)
        if events.failed and not said:
            said = True
            told(f"{NO_EVENTS} The system says: {events.failed}")


class Events:
    """What the system says of the learners' files, gathered until somebody asks."""

    def __init__(self, catalogue: Catalogue, stop: threading.Event) -> None:
        self._folder = catalogue.exercises_dir
        self._stop = stop
        self._news = threading.Condition()
        self._slugs: set[str] = set()
        #: Why the system says nothing any more, "" while it does.
        self.failed = ""

    def wait(self, seconds: float, take: bool = True) -> set[str]:
        """Return the exercises in whose folder something changed, after at most some seconds."""
        with self._news:
            self._news.wait_for(lambda: self._slugs or self._stop.is_set(), seconds)
            found = set(self._slugs)
            if take:
                self._slugs.clear()
            return found

    def watch(self) -> None:
        """Gather until the end, or until the system fails."""
        try:
            self._watch()
        except Exception as error:  # whatever it is, the looks go on
            self.failed = str(error) or type(error).__name__
        with self._news:
            self._news.notify_all()

    def _watch(self) -> None:
        import watchfiles

        folder = self._folder.resolve()
        changes = watchfiles.watch(
            folder,
            watch_filter=None,
            debounce=DEBOUNCE,
            step=STEP,
            stop_event=self._stop,
            rust_timeout=500,
            yield_on_timeout=False,
            raise_interrupt=False,
        )
        for batch in changes:
            inside = (Path(path).relative_to(folder).parts for _, path in batch if path != str(folder))
            with self._news:
                self._slugs |= {parts[0] for parts in inside if "__pycache__" not in parts}
                self._news.notify_all()


class Looks:
    """What the learners' files looked like last: asked cheaply, and right wherever files can be read."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        self._paths: dict[str, Path] = {}
        self._seen: dict[str, State | None] = {}
        self.changed(set())

    def changed(self, hinted: set[str], everything: bool = True) -> list[str]:
        """Return the exercises whose file is there and is another one than at the last look.

        Of the hinted ones the text is compared too: two saves may have the same size and the same time. With
        `everything` unset only the hinted ones are looked at.
        """
        found = []
        for slug, path in self._files(None if everything else hinted).items():
            before = self._seen.get(slug)
            now = state_of(path, before, slug in hinted)
            self._seen[slug] = now
            if now is not None and now != before:
                found.append(slug)
        return sorted(found)

    def _files(self, only: set[str] | None) -> dict[str, Path]:
        with suppress(OSError):  # the folder may be gone for a moment
            for slug in self._catalogue.slugs() if only is None else only:
                # A README with a mistake in it does not say where the file is; it is where it was.
                with suppress(ExerciseError, OSError, ValueError):
                    exercise = self._catalogue.get(slug)
                    if exercise is not None:
                        self._paths[slug] = exercise.source_path
        return {slug: path for slug, path in self._paths.items() if only is None or slug in only}


def state_of(path: Path, before: State | None, closely: bool) -> State | None:
    """Return what tells a text in a file from another one, None when there is no plain file."""
    try:
        found = os.stat(path)
        if not stat.S_ISREG(found.st_mode):
            return None
        quick = (found.st_mtime_ns, found.st_size, found.st_ino)
        if before is not None and before[0] == quick and not closely:
            return before
        return quick, digest(path.read_bytes()) if found.st_size <= READ_MOST else ""
    except OSError:
        return None
