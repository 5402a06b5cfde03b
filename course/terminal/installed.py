"""What only an installed course needs as a verb: `pytest`. In a clone run.py does it."""

from __future__ import annotations

import os
from pathlib import Path

import click

from course.terminal.group import current

#: Every option is pytest's, --help too.
OPTIONS = {"ignore_unknown_options": True, "help_option_names": []}


@click.command("pytest", context_settings=OPTIONS, add_help_option=False)
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED, metavar="[PATH...]")
def pytest_(arguments: tuple[str, ...]) -> None:
    """Grade with pytest, with all of its options."""
    import pytest

    root = current().root
    os.environ["COURSE_WORK"] = os.fspath(root)
    if not _name_files_of(root, arguments):
        os.chdir(root)
    own = arguments or (os.fspath(root / "exercises"),)
    raise click.exceptions.Exit(int(pytest.main(["--import-mode=importlib", "-p", "no:anyio", *own])))


def _name_files_of(root: Path, arguments: tuple[str, ...]) -> bool:
    """Tell whether paths name files of the workspace from where a person stands, not from its top."""
    files = [Path(word.partition("::")[0]).resolve() for word in arguments if not word.startswith("-")]
    return any(file.exists() and file.is_relative_to(root) for file in files)
