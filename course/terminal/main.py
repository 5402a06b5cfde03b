"""The course in a terminal. Each verb reads its arguments, calls one function and prints."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from contextlib import suppress
from typing import TYPE_CHECKING

import click

from course.places import DOOR, INSTALLED
from course.terminal import (
    assignments,
    author,
    classroom,
    completion,
    doctor,
    installed,
    learner,
    overview,
    progress,
    recall,
    search,
    serve,
    transfer,
)
from course.terminal.ending import (
    INTERRUPTED,
    end_at_once,
    interruptible,
    is_unsaid,
    open_closed_streams,
    read_no_more,
    stop_if_interrupted,
)
from course.terminal.group import complain, main

if TYPE_CHECKING:
    from flask import Flask


#: Every verb, in the order in which people meet them.
VERBS = (
    serve.serve,
    serve.open_,
    overview.list_,
    search.search,
    progress.progress,
    recall.recall,
    learner.grade,
    *((installed.pytest_,) if INSTALLED else ()),
    learner.watch,
    learner.hint,
    learner.reset,
    learner.restore,
    transfer.export,
    transfer.import_,
    assignments.take,
    doctor.doctor,
    completion.completion,
    assignments.assign,
    classroom.grade_class,
    classroom.items,
    classroom.autograder,
    author.new,
    author.check,
    author.sign,
    author.prove,
    author.evidence,
)
#: Verbs that end when nobody reads on, and then have not proved everything: no success.
PROOFS = ("prove", "evidence")
#: Verbs of authors; the help has them below a heading of their own.
AUTHORING = (author.new, author.check, author.sign, author.prove, author.evidence)
#: Verbs of teachers, below a heading of their own too.
TEACHING = (assignments.assign, classroom.grade_class, classroom.items, classroom.autograder)
for verb in VERBS:
    main.add_command(verb)
main.sections = {
    "Verbs": [str(verb.name) for verb in VERBS if verb not in TEACHING + AUTHORING],
    "Verbs for teachers": [str(verb.name) for verb in TEACHING],
    "Verbs for authors": [str(verb.name) for verb in AUTHORING],
}


def run(argv: Sequence[str]) -> int:
    """Do what argv says and return the exit status."""
    open_closed_streams()
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")  # a terminal that lacks a character shows "?"
    try:
        with interruptible():
            return _said(argv)
    except (KeyboardInterrupt, click.Abort):
        end_at_once()
        complain("Interrupted.")
        return INTERRUPTED


def _said(argv: Sequence[str]) -> int:
    """Do what argv says and see that it was said; return the exit status."""
    try:
        # echo flushes: whatever was said is written when this returns.
        status = completion.complete() if completion.is_asked() else _do(argv)
    except BrokenPipeError:
        read_no_more()
        return int(bool(argv) and argv[0] in PROOFS)
    except OSError as error:
        if not is_unsaid(error):
            raise
        read_no_more()
        complain(f"The standard output cannot be written ({error.strerror}).")
        return 1
    return status


def _do(argv: Sequence[str]) -> int:
    """Do what argv says, or say what keeps it from that; return the exit status."""
    try:
        with main.make_context(DOOR, list(argv)) as context:
            main.invoke(context)
            stop_if_interrupted()
    except click.exceptions.Exit as end:
        return end.exit_code
    except click.ClickException as error:
        with suppress(OSError):  # the standard error cannot be written: the exit status says it
            error.show()
        return error.exit_code
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else int(end.code is not None)
    return 0


def start() -> int:
    """Do what the command line of the installed command says; return the exit status."""
    return run(sys.argv[1:])


def register(app: Flask) -> None:
    """Give a Flask app the verbs, so that flask --app course VERB works too."""
    for command in main.commands.values():
        app.cli.add_command(command)


if __name__ == "__main__":
    sys.exit(start())
