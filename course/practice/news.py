"""Who waits for a new run is told, whoever recorded it."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

from course.progress.store import Store

#: Seconds between two looks at whether another process wrote to the store, while somebody waits for news.
LOOK = 0.02
#: Seconds without anybody waiting after which nobody looks any more.
QUIET = 30.0
#: Pages that may wait at the same time. Each holds a thread of the server.
MOST_WAITING = 40


class News:
    """Tells those who wait that the store changed, whoever wrote to it: this process or another one."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._changed = threading.Condition()
        self._count = 0
        self._listeners = 0
        self._thread: threading.Thread | None = None
        self._closed = False

    @property
    def mark(self) -> int:
        """Return a number that grows with every piece of news. Take it before you look at the store."""
        return self._count

    @property
    def closed(self) -> bool:
        """Tell whether there will be no more news."""
        return self._closed

    @contextmanager
    def listening(self) -> Iterator[bool]:
        """Keep the look-out going; gives False when too many listen already, or when all is closed."""
        with self._changed:
            welcome = self._listeners < MOST_WAITING and not self._closed
            self._listeners += welcome
            if welcome and self._thread is None:
                self._thread = threading.Thread(target=self._look, name="news", daemon=True)
                self._thread.start()
        try:
            yield welcome
        finally:
            with self._changed:
                self._listeners -= welcome

    def wait(self, mark: int, timeout: float) -> int:
        """Wait until there is news since `mark`, or `timeout` seconds; return the new mark."""
        with self._changed:
            self._changed.wait_for(lambda: self._count != mark or self._closed, timeout)
            return self._count

    def tell(self) -> None:
        """Wake everybody who waits."""
        with self._changed:
            self._count += 1
            self._changed.notify_all()

    def close(self) -> None:
        """Let everybody who waits go at once, and look no more."""
        with self._changed:
            self._closed = True
            self._changed.notify_all()
            thread = self._thread
        if thread is not None:
            thread.join(2.0)

    def _look(self) -> None:
        seen: object = None
        last_heard = time.monotonic()
        while self._goes_on(last_heard):
            if self._listeners:
                last_heard = time.monotonic()
                # The first look is told too: what changed just before it must not be missed.
                found = self._store.changes()
                if found != seen:
                    seen = found
                    self.tell()
            time.sleep(LOOK)

    def _goes_on(self, last_heard: float) -> bool:
        with self._changed:
            if self._closed or (not self._listeners and time.monotonic() - last_heard > QUIET):
                self._thread = None
                return False
            return True
