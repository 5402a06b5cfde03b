"""Logging as under a fresh `flask run`: nothing of pytest or of an earlier import; what handlers write."""

from __future__ import annotations

import logging
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

#: As Flask makes it (flask.logging).
FLASK_FORMAT = "[%(asctime)s] %(levelname)s in %(module)s: %(message)s"


@dataclass(frozen=True)
class Entry:
    """One record as a handler wrote it."""

    level: int
    logger: str
    text: str


@dataclass
class Log:
    """What the handlers wrote while a check listened."""

    entries: list[Entry] = field(default_factory=list)

    def texts(self, lowest: int = logging.ERROR) -> list[str]:
        """Return the entries of that level or above."""
        return [entry.text for entry in self.entries if entry.level >= lowest]

    def texts_below(self, level: int) -> list[str]:
        """Return the entries below that level."""
        return [entry.text for entry in self.entries if entry.level < level]


def fresh_logging() -> None:
    """Bring logging back to what a new process has: only libraries that stay loaded keep their loggers.

    A logger made before the learner's file runs would be switched off by `dictConfig`, whose default is to
    disable those that exist.
    """
    from flask.logging import default_handler

    known = logging.root.manager.loggerDict
    for name in list(known):
        if name.partition(".")[0] not in sys.modules:
            del known[name]
    for logger in [logging.root, *known.values()]:
        if isinstance(logger, logging.Logger):
            _renew(logger)
    logging.root.setLevel(logging.WARNING)
    logging.disable(logging.NOTSET)
    logging.setLogRecordFactory(logging.LogRecord)
    logging.setLoggerClass(logging.Logger)
    default_handler.setFormatter(logging.Formatter(FLASK_FORMAT))
    default_handler.filters.clear()
    default_handler.setLevel(logging.NOTSET)


def _renew(logger: logging.Logger) -> None:
    logger.handlers[:] = [handler for handler in logger.handlers if _of_pytest(handler)]
    logger.filters.clear()
    logger.setLevel(logging.NOTSET)
    logger.propagate, logger.disabled = True, False


def _of_pytest(handler: logging.Handler) -> bool:
    return type(handler).__module__.startswith("_pytest")


@contextmanager
def without_pytest() -> Iterator[None]:
    """Take pytest's handlers off the root logger: beside them Flask leaves its own handler out."""
    root = logging.root
    taken = [handler for handler in root.handlers if _of_pytest(handler)]
    for handler in taken:
        root.removeHandler(handler)
    try:
        yield
    finally:
        for handler in taken:
            root.addHandler(handler)


@contextmanager
def listening() -> Iterator[Log]:
    """Collect what handlers write, each text as the handler formats it; what a filter drops is not there."""
    log, handle = Log(), logging.Handler.handle

    def noted(handler: logging.Handler, record: logging.LogRecord) -> Any:
        written = handle(handler, record)
        if written and not _of_pytest(handler):
            log.entries.append(Entry(record.levelno, record.name, _text(handler, record)))
        return written

    logging.Handler.handle = noted  # type: ignore[method-assign, assignment]
    try:
        yield log
    finally:
        logging.Handler.handle = handle  # type: ignore[method-assign]


def _text(handler: logging.Handler, record: logging.LogRecord) -> str:
    """Return the text of a record; a formatter that raises writes none."""
    try:
        return handler.format(record)
    except Exception:
        return ""
