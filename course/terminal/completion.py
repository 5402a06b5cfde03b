"""`completion`: what a shell needs to complete verbs and exercises. The completing itself is click's."""

from __future__ import annotations

import os
import re
import shlex

import click
from click.shell_completion import get_completion_class, shell_complete

from course.places import INSTALLED, SHIPPED
from course.terminal.group import main, say

#: The command that is completed. A clone has none, so its shell gets a function of that name.
COMMAND = "status-codes"
#: Set by the shell when it asks; click names it so for the command.
VARIABLE = "_STATUS_CODES_COMPLETE"
FUNCTIONS = {
    "bash": '{command}() {{ {run} "$@"; }}\n',
    "zsh": '{command}() {{ {run} "$@"; }}\n',
    "fish": "function {command}; {run} $argv; end\n",
}
#: How click's script calls the command, and where zsh's asks whether there is such a command.
_CALL = re.compile(r"(_complete\b.*?) (?:\$1|status-codes)\)")
_GUARD = re.compile(r"^.*\$\+commands\[.*\n", re.MULTILINE)


@click.command()
@click.argument("shell", type=click.Choice(tuple(FUNCTIONS)))
def completion(shell: str) -> None:
    """Print what makes a shell complete verbs and exercises.

    \b
    bash  eval "$(python3 run.py completion bash)"        in ~/.bashrc
    zsh   eval "$(python3 run.py completion zsh)"         in ~/.zshrc, after compinit
    fish  python3 run.py completion fish | source         in ~/.config/fish/config.fish

    In a clone this also makes status-codes a command of the shell; name run.py with its whole path there.
    """  # noqa: D301 - click reads the backspace: these lines stay lines
    say(script(shell))


def script(shell: str) -> str:
    """Return the script for a shell; that of a clone calls run.py, which is no command of its own."""
    found = get_completion_class(shell)
    if found is None:
        raise ValueError(f"click completes nothing in {shell}")
    made = found(main, {}, COMMAND, VARIABLE)
    text = made.source_template % made.source_vars()
    if INSTALLED:
        return text
    run = f"python3 {shlex.quote(os.fspath(SHIPPED / 'run.py'))}"
    calling = _GUARD.sub("", _CALL.sub(lambda match: f"{match[1]} {run})", text))
    return FUNCTIONS[shell].format(command=COMMAND, run=run) + calling


def is_asked() -> bool:
    """Tell whether a shell asks what could come next."""
    return bool(os.environ.get(VARIABLE))


def complete() -> int:
    """Answer the shell; return the exit status."""
    return shell_complete(main, {}, COMMAND, VARIABLE, os.environ[VARIABLE])
