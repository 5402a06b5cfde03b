"""`watch`: the verdict in the terminal after every save, and one key for the next step.

One queue of typed events and one loop that handles them: a save that comes while checks run waits its turn.
"""

from __future__ import annotations

import queue
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from course.exercises.catalogue import Catalogue
from course.grading.transport import MakeTransport
from course.grading.wording import report_lines
from course.practice.attempts import Attempts, nudge_for
from course.practice.follow import Follower
from course.progress.connection import NotStored
from course.progress.store import Store
from course.terminal.next_step import next_open
from course.terminal.prose import prose
from course.terminal.screen import screen, shown
from course.values.exercise import Exercise, ExerciseError
from course.values.report import Report

KEYS = "h hint   n next   a all failures   r run again   q quit"


@dataclass(frozen=True)
class Saved:
    """A learner's file was saved."""

    slug: str


@dataclass(frozen=True)
class Key:
    """A key was pressed; "" when there are no more."""

    char: str


Event = Saved | Key


class Watch:
    """One session of watching: the current exercise, its last report, and what to do on an event."""

    def __init__(
        self, catalogue: Catalogue, store: Store, say: Callable[[str], None], make: MakeTransport
    ) -> None:
        self.catalogue = catalogue
        self.store = store
        self.say = say
        self.attempts = Attempts(store, make)
        self.events: queue.SimpleQueue[Event] = queue.SimpleQueue()
        self.report: Report | None = None
        self.style = screen()

    def run(self, start: Exercise | None = None) -> None:
        """Watch from an exercise (the first unsolved one) until somebody quits or all are solved."""
        current = start or self.next_open()
        if current is None:
            self.say("Every exercise is solved.")
            return
        follower = Follower(self.catalogue, lambda exercise: self.events.put(Saved(exercise.slug)), self.say)
        follower.start()
        self.attempts.standby.prepare(current)
        try:
            with keys(self.events.put):
                self.loop(current)
        finally:
            follower.stop()
            self.attempts.close()

    def loop(self, current: Exercise) -> None:
        """Handle events one after the other until somebody quits, or nobody is there and all is solved."""
        self.open(current)
        unattended = False
        while True:
            event = self.events.get()
            if event == Key("q"):
                return
            unattended = unattended or event == Key("")
            try:
                current = self.handle(event, current)
            except (ExerciseError, OSError, NotStored) as error:
                # A README in the middle of an edit, a folder that is gone: watching goes on.
                self.say(f"{error} Watching goes on.")
            if unattended and self.next_open() is None:
                return

    def handle(self, event: Event, current: Exercise) -> Exercise:
        """Do what an event asks for; return the exercise that is current then."""
        if isinstance(event, Saved):
            saved = self.catalogue.get(event.slug)
            return self.after(saved) if saved is not None else current
        if event.char == "r":
            return self.after(current)
        if event.char == "n":
            current = self.next_open(after=current) or current
            self.open(current)
        elif event.char == "h":
            self.hint(current)
        elif event.char == "a" and self.report is not None:
            self.tell(current, self.report, everything=True)
        return current

    def after(self, exercise: Exercise) -> Exercise:
        """Grade an exercise and tell; return the one to go on with."""
        report = self.grade(exercise)
        if not report.solved:
            return exercise
        following = self.next_open(after=exercise)
        if following is None:
            self.say("Every exercise is solved.")
            return exercise
        self.open(following)
        return following

    def open(self, exercise: Exercise) -> None:
        """Say which exercise comes now, where its file is, and how it stands."""
        self.say("")
        title = self.style.strong(f"{exercise.slug}: {exercise.title}")
        self.say(f"{title}. Edit {shown(exercise.source_path)}")
        self.grade(exercise)

    def grade(self, exercise: Exercise) -> Report:
        """Grade an exercise and tell the verdict."""
        self.report = self.attempts.attempt(exercise, "watch")
        self.tell(exercise, self.report)
        return self.report

    def tell(self, exercise: Exercise, report: Report, everything: bool = False) -> None:
        """Print a report and the keys."""
        self.say("")
        nudge = nudge_for(self.store, exercise)
        for line in report_lines(report, everything, screen(exercise.folder), nudge):
            self.say(line)
        self.say("")
        self.say(self.style.soft(KEYS))

    def hint(self, exercise: Exercise) -> None:
        """Print the next hint; after the last one, all of them again."""
        opened = min(self.store.hints(exercise.slug) + 1, len(exercise.hints))
        self.say("")
        self.say(f"hint {opened} of {len(exercise.hints)}")
        for line in prose(exercise.hints[opened - 1], self.style):
            self.say(line)
        self.store.record_hint(exercise.slug, opened)  # only a hint that was shown is open

    def next_open(self, after: Exercise | None = None) -> Exercise | None:
        """Return the first unsolved exercise: behind `after` if there is one, else from the start."""
        return next_open(self.catalogue, self.store, after.slug if after else "")


@contextmanager
def keys(put: Callable[[Event], None]) -> Iterator[None]:
    """Put every key pressed into the queue; the terminal is as it was afterwards."""
    with _single_keys():
        threading.Thread(target=_read_keys, args=(put,), name="keys", daemon=True).start()
        yield


def _read_keys(put: Callable[[Event], None]) -> None:
    while True:
        try:
            char = _read_key()
        except (OSError, ValueError):
            char = ""
        put(Key(char.lower()))
        if char == "":
            return


def _read_key() -> str:
    if sys.platform == "win32":
        import msvcrt

        if sys.stdin.isatty():
            return msvcrt.getwch()
    return sys.stdin.read(1)


@contextmanager
def _single_keys() -> Iterator[None]:
    """Let the terminal give keys without Enter, where there is a terminal that can."""
    try:
        import termios
        import tty

        terminal = sys.stdin.fileno()
        before = termios.tcgetattr(terminal)
    except (ImportError, OSError, ValueError):
        yield
        return
    except Exception as error:
        # termios.error is no OSError: standard input is a pipe, not a terminal.
        if type(error).__name__ != "error":
            raise
        yield
        return
    tty.setcbreak(terminal)
    try:
        yield
    finally:
        termios.tcsetattr(terminal, termios.TCSADRAIN, before)
