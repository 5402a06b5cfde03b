"""`export` and `import`: progress as one JSON file."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import click

from course.terminal.assignments import export_words
from course.terminal.author import counted
from course.terminal.group import Trouble, current, file_troubles, say


@click.command()
@click.argument("file", type=click.Path(path_type=Path, allow_dash=True))
def export(file: Path) -> None:
    """Write all progress into one JSON FILE. "-" is the standard output."""
    from course.values.whole_file import write_whole

    values = current().store.export()
    text = json.dumps(values, indent=1, ensure_ascii=True) + "\n"
    if str(file) == "-":
        click.echo(text, nl=False)
        return
    try:
        if file.exists() and not _is_export(file):
            raise Trouble(
                f"{file} is there and is not exported progress. It is left alone; name another one."
            )
        write_whole(file, text.encode("ascii"))
    except OSError as error:
        raise Trouble(f"{file} cannot be written ({error.strerror}).") from None
    answers, runs = counted(len(values["answers"]), "answer"), counted(len(values["runs"]), "run")
    say(f"Progress is in {file}: {answers}, {runs}.")
    if values["assignments"]:
        say(export_words(one["title"] for one in values["assignments"]))


def _is_export(file: Path) -> bool:
    """Tell whether a file holds exported progress, or nothing yet."""
    from course.progress.exported import FORMAT

    if not file.is_file():
        return False
    with file.open("rb") as handle:
        head = handle.read(200)
    return not head or FORMAT.encode() in head


@click.command("import")
@click.argument("file", type=click.Path(path_type=Path, allow_dash=True))
def import_(file: Path) -> None:
    """Merge the progress of an exported JSON FILE. "-" is the standard input."""
    try:
        text = sys.stdin.buffer.read() if str(file) == "-" else file.read_bytes()
    except OSError as error:
        raise Trouble(f"{file} cannot be read ({error.strerror}).") from None
    try:
        values = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise Trouble(f"{file} is not a JSON file ({error}). Nothing was changed.") from None
    store = current().store
    if store.in_memory:
        raise Trouble("There is no place to keep the imported progress. Nothing was changed.")
    try:
        with file_troubles():
            added = store.import_(values)
    except ValueError as error:
        raise Trouble(f"{error} Nothing was changed.") from None
    hints, visits = counted(added.hints, "hint"), counted(added.visits, "visit")
    say(f"New here: {counted(added.answers, 'answer')}, {counted(added.runs, 'run')}, {hints}, {visits},")
    more = counted(added.reviews, "review"), counted(added.assignments, "assignment")
    say(f"{', '.join(more)}, and {counted(added.sources, 'text')} of yours.")
