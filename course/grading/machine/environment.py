"""What a process for learners' code is started with: its command and its variables."""

from __future__ import annotations

import os
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
#: Says how processes are made: "fork" or "spawn".
METHOD = "COURSE_GRADING"
#: The variables that are handed on. Whatever else the shell holds (tokens, keys, passwords) is not.
HANDED_ON = frozenset(
    "PATH HOME USER LOGNAME SHELL LANG LANGUAGE TZ TMPDIR TMP TEMP VIRTUAL_ENV LD_LIBRARY_PATH "
    "PYTHONHOME PYTHONHASHSEED PYTHONUTF8 PYTHONDONTWRITEBYTECODE PYTHONPYCACHEPREFIX "
    "COURSE_SEED COURSE_TIME_LIMIT COURSE_REDIS_URL "
    "SYSTEMROOT SYSTEMDRIVE WINDIR COMSPEC PATHEXT USERPROFILE APPDATA LOCALAPPDATA PROGRAMFILES "
    "NUMBER_OF_PROCESSORS PROCESSOR_ARCHITECTURE".split()
)
#: The course is loaded from its place, and its folder is not searched for any other module: a random.py or
#: flask.py beside it is nobody's. -P keeps the current folder out.
_START = """
import sys
from importlib.util import module_from_spec, spec_from_file_location
folder = sys.argv[1]
spec = spec_from_file_location("course", folder + "/__init__.py", submodule_search_locations=[folder])
sys.modules["course"] = module_from_spec(spec)
spec.loader.exec_module(sys.modules["course"])
from course.grading.machine.worker import run
run(sys.argv[2])
"""
#: Stands between who asks and a spawned process, so that an answer that ends its parent ends nobody else. It
#: keeps none of the lines open, and ends as the process does.
_SHELL = 'exec 3<&0; "$@" <&3 3<&- & exec <&- >&- 2>&- 3<&-; wait $!; exit $?'


def forks() -> bool:
    """Tell whether processes are forked from a prepared one, not spawned.

    On macOS libraries of the system may fail after a fork, so there it is done only when METHOD asks for it.
    """
    default = "spawn" if sys.platform == "darwin" else "fork"
    return hasattr(os, "fork") and os.environ.get(METHOD, default) != "spawn"


def worker_command(method: str) -> list[str]:
    """Return the command of a worker: "fork" makes it the parent of the processes, "spawn" one of them."""
    command = [sys.executable, "-P", "-c", _START, str(ROOT / "course"), method]
    return ["/bin/sh", "-c", _SHELL, "sh", *command] if behind_shell(method) else command


def behind_shell(method: str) -> bool:
    """Tell whether a shell is the parent of a worker; Windows has none."""
    return method == "spawn" and os.name == "posix"


def worker_environment() -> dict[str, str]:
    """Return the environment of a worker: what programs need, and no secret of the shell's."""
    environment = {
        name: value
        for name, value in os.environ.items()
        if name.upper() in HANDED_ON or name.startswith("LC_")
    }
    # The same order of sets in every run: the same verdict, letter for letter.
    environment.setdefault("PYTHONHASHSEED", "0")
    path = [entry for entry in os.environ.get("PYTHONPATH", "").split(os.pathsep) if _foreign(entry)]
    if path:
        environment["PYTHONPATH"] = os.pathsep.join(path)
    environment["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"
    environment["PYTHONIOENCODING"] = "utf-8"
    environment["FLASK_RUN_FROM_CLI"] = "true"
    return environment


def _foreign(entry: str) -> bool:
    """Tell whether an entry of PYTHONPATH is another folder than the course's or the current one."""
    return bool(entry) and Path(entry).resolve() not in (ROOT, Path.cwd())
