"""The one door to the course: python3 run.py [serve | test | pytest | grade | list | ...].

The first start makes .venv from requirements.txt; later starts are immediate. When the running
Python has the libraries already, nothing is made. Only the standard library is used here, and no
syntax that Python 3.8 cannot parse: an old Python must get as far as saying so itself.
"""

import os
import sys

ROOT = os.path.dirname(os.path.abspath(__file__))
# The standard library comes from its own place: a random.py or json.py beside this file is nobody's library.
sys.path[:] = [folder for folder in sys.path if os.path.abspath(folder) != ROOT]

import _signal as signal  # type: ignore[import-not-found]  # signal itself takes a moment to load

# Until main has begun there is nothing to tidy up: Ctrl-C ends the process without a traceback.
if __name__ == "__main__" and signal.getsignal(signal.SIGINT) is signal.default_int_handler:
    signal.signal(signal.SIGINT, signal.SIG_DFL)

import contextlib
import hashlib
import importlib.util
import re
import shutil
import subprocess  # starts pip and, on Windows, the course
import typing

# Before the definitions below, whose annotations need a newer Python to run.
if sys.version_info < (3, 11):  # noqa: UP036 - this file alone must start on an older Python
    sys.exit(
        f"The course needs Python 3.11 or newer; this is Python {sys.version.split()[0]} ({sys.executable}). "
        "Install a newer one and start run.py with it."
    )

REQUIREMENTS = os.path.join(ROOT, "requirements.txt")
VENV = os.path.join(ROOT, ".venv")
#: Held while .venv is made, also by pip itself; that it exists says that .venv is ours to empty.
LOCK = os.path.join(VENV, "run.lock")
#: The hash of the requirements that are installed. Written last: without it the installation is not whole.
STAMP = os.path.join(VENV, "run.stamp")
#: Set when .venv turned out not to work, so that a second failure ends instead of going round.
AGAIN = "COURSE_RUN_AGAIN"
#: Set by a shell that completes a command: see course/terminal/completion.py.
COMPLETING = "_STATUS_CODES_COMPLETE"

#: Distribution -> the module that it brings, for what pyproject.toml asks for.
MODULES = {
    "flask": "flask",
    "markdown": "markdown",
    "pymdown-extensions": "pymdownx",
    "pygments": "pygments",
    "pyyaml": "yaml",
    "waitress": "waitress",
    "watchfiles": "watchfiles",
    "pydantic": "pydantic",
    "fakeredis": "fakeredis",
    "fsrs": "fsrs",
    "openapi-spec-validator": "openapi_spec_validator",
    "jsonschema": "jsonschema",
    "pytest": "pytest",
}

#: What pip's messages mean, first match wins. Whatever else pip says is shown as it is.
PIP_FAILURES = (
    (
        r"No space left on device",
        "the disk is full. Make room, then start again.",
    ),
    (
        r"DO NOT MATCH THE HASHES",
        "a downloaded file is not the one that requirements.txt names. Start again; if it stays, "
        "something between you and the package index changes files.",
    ),
    (
        r"Max retries exceeded|NewConnectionError|ConnectionError|ConnectTimeout|Read timed out|"
        r"Connection (refused|reset|aborted|broken)|ProxyError|SSLError|name resolution|"
        r"Could not find a version|No matching distribution",
        "the package index cannot be reached or does not have them. Check the network, and pip's settings "
        "if you use a proxy, then start again. After this one installation the course works offline.",
    ),
    (
        r"Permission denied",
        "files in .venv cannot be written. Check who owns that folder, then start again.",
    ),
)


class Trouble(Exception):
    """What keeps the course from starting, as one sentence for the person who started it."""


def main(argv: typing.Sequence[str]) -> int:
    """Find or make a Python with the libraries, then do what argv says there; return the exit status."""
    goes_on = ""
    try:
        hear_interrupts(leave_at_once)
        if has_libraries():
            return here(argv)
        hear_interrupts()
        goes_on = " The next start goes on from here."
        return elsewhere(argv)
    except Trouble as trouble:
        print(trouble, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print(f"Interrupted.{goes_on}", file=sys.stderr)
        return 130  # as shells have it: 128 plus the number of SIGINT


def hear_interrupts(handler: typing.Callable[..., object] = signal.default_int_handler) -> None:
    """Let Ctrl-C raise KeyboardInterrupt, or what is said, unless whoever started this wants it ignored."""
    if signal.getsignal(signal.SIGINT) in (signal.SIG_DFL, leave_at_once):
        signal.signal(signal.SIGINT, handler)


def leave_at_once(*_: object) -> None:
    """End on Ctrl-C while modules are loaded: Python may drop what is raised there, and would go on."""
    with contextlib.suppress(OSError):
        os.write(2, b"Interrupted.\n")
    os._exit(130)


def here(argv: typing.Sequence[str]) -> int:
    """Do what argv says in this process."""
    os.environ.pop(AGAIN, None)
    os.environ["PYTHONPATH"] = os.pathsep.join([ROOT, *_python_path()])
    sys.path.insert(0, ROOT)
    importlib.import_module("course")
    # Everything of the course is found by its package from now on, and everything else where it is installed.
    sys.path.remove(ROOT)
    sys.path.append(ROOT)
    if argv[:1] in (["test"], ["pytest"]):
        if argv[0] == "test":
            os.chdir(ROOT)  # testpaths of pyproject.toml holds only there
        import pytest

        hear_interrupts()
        return int(pytest.main(list(argv[1:])))
    from course.terminal import main as cli

    hear_interrupts()
    return int(cli.run(list(argv)))


def _python_path() -> list[str]:
    given = os.environ.get("PYTHONPATH", "")
    return [part for part in given.split(os.pathsep) if part and part != ROOT]


def elsewhere(argv: typing.Sequence[str]) -> int:
    """Do what argv says with the Python of .venv, which is made or repaired first if need be."""
    if in_venv():
        # We are that Python, and the libraries are not there: it was changed or replaced under us.
        if os.environ.get(AGAIN):
            raise Trouble(f"The libraries in {VENV} cannot be imported. Delete that folder and start again.")
        with contextlib.suppress(OSError):
            os.remove(STAMP)
        return become(base_python(), argv, {**os.environ, AGAIN: "1"})
    if not venv_is_whole():
        if os.environ.get(COMPLETING):
            return 1  # a shell asks what could be typed next; nobody waits for an installation then
        install()
    return become(venv_python(), argv, dict(os.environ))


def become(python: str, argv: typing.Sequence[str], env: dict[str, str]) -> int:
    """Run this file with another Python: in place of this process, or on Windows as its child."""
    command = [python, os.path.abspath(__file__), *argv]
    sys.stdout.flush()
    sys.stderr.flush()
    if os.name == "nt":
        return wait_for(command, env)
    try:
        os.execve(python, command, env)  # noqa: S606 - our own Python and file
    except OSError as error:
        raise Trouble(
            f"{python} cannot be started ({error.strerror}). Delete {VENV} and start again."
        ) from None


def wait_for(command: typing.Sequence[str], env: dict[str, str]) -> int:
    """Run a command to its end and return its exit status; Ctrl-C is for the command to handle."""
    with subprocess.Popen(command, env=env) as child:  # noqa: S603 - our own Python and file
        while True:
            with contextlib.suppress(KeyboardInterrupt):
                return child.wait()


# Is everything there?


def in_venv() -> bool:
    """Tell whether the running Python is that of .venv."""
    return os.path.realpath(sys.prefix) == os.path.realpath(VENV)


def base_python() -> str:
    """Return the Python that a virtual environment was made from."""
    return getattr(sys, "_base_executable", "") or sys.executable


def has_libraries() -> bool:
    """Tell whether the running Python has what pyproject.toml asks for.

    It looks at names of folders and imports nothing, so that starting stays fast.
    """
    present = installed(sys.path)
    return all(
        name in present and fits(present[name], wanted) and importlib.util.find_spec(MODULES.get(name, name))
        for name, wanted in wishes()
    )


def installed(folders: typing.Iterable[str]) -> dict[str, str]:
    """Return distribution -> version of what is installed in some folders; the first folder wins."""
    found: dict[str, str] = {}
    for folder in folders:
        try:
            names = os.listdir(folder or ".")
        except OSError:
            continue
        for name in names:
            match = re.match(r"(.+)-([^-]+)\.dist-info$", name)
            if match:
                found.setdefault(re.sub(r"[-_.]+", "-", match.group(1)).lower(), match.group(2))
    return found


def wishes() -> list[tuple[str, str]]:
    """Return the distributions that pyproject.toml asks for, each with its range of versions."""
    try:
        with open(os.path.join(ROOT, "pyproject.toml"), encoding="utf-8") as file:
            listed = re.search(r"^dependencies = \[(.*?)^\]", file.read(), re.DOTALL | re.MULTILINE)
    except OSError as error:
        raise Trouble(f"pyproject.toml cannot be read ({error.strerror}). Is the course complete?") from None
    if listed is None:
        raise Trouble("pyproject.toml lists no dependencies. Is the course complete?")
    found = re.findall(r'"([A-Za-z0-9_.-]+)([^";]*)"', listed.group(1))
    return [(name.lower(), wanted) for name, wanted in found]


def fits(version: str, wanted: str) -> bool:
    """Tell whether a version is in a range like ">=3.1,<3.2"."""
    have = _numbers(version)
    for bound in filter(None, wanted.replace(" ", "").split(",")):
        match = re.match(r"(>=|<=|==|!=|>|<)(.+)", bound)
        if match is None:
            return False
        limit = _numbers(match.group(2))
        holds = {
            ">=": have >= limit,
            "<=": have <= limit,
            "==": have == limit,
            "!=": have != limit,
            ">": have > limit,
            "<": have < limit,
        }
        if not holds[match.group(1)]:
            return False
    return True


def _numbers(version: str) -> tuple[int, ...]:
    numbers = [int(part) for part in re.findall(r"\d+", re.split(r"[a-z+]", version)[0])]
    while numbers and numbers[-1] == 0:
        numbers.pop()
    return tuple(numbers)


def venv_python() -> str:
    """Return the path of the Python in .venv."""
    return (
        os.path.join(VENV, "Scripts", "python.exe")
        if os.name == "nt"
        else os.path.join(VENV, "bin", "python")
    )


def venv_lives() -> bool:
    """Tell whether the Python in .venv, and the one that it was made from, are still there."""
    try:
        with open(os.path.join(VENV, "pyvenv.cfg"), encoding="utf-8") as file:
            home = re.search(r"^home *= *(.+?) *$", file.read(), re.MULTILINE)
    except OSError:
        return False
    return os.path.isfile(venv_python()) and home is not None and os.path.isdir(home.group(1))


def venv_is_whole() -> bool:
    """Tell whether .venv holds what requirements.txt lists today."""
    try:
        with open(STAMP, encoding="ascii") as file:
            return file.read() == wanted_stamp() and venv_lives()
    except (OSError, ValueError):
        return False


def wanted_stamp() -> str:
    """Return the hash of requirements.txt."""
    try:
        with open(REQUIREMENTS, "rb") as file:
            return hashlib.sha256(file.read()).hexdigest()
    except OSError as error:
        raise Trouble(
            f"requirements.txt cannot be read ({error.strerror}). Is the course complete?"
        ) from None


# The first start


def install() -> None:
    """Make .venv, or repair it. Only one process at a time does so; the others wait and find it done."""
    missing = [name for name in ("venv", "ensurepip") if importlib.util.find_spec(name) is None]
    if missing:
        raise Trouble(
            f"This Python comes without its {missing[0]} module, which is needed to install the libraries."
            f" On Debian and Ubuntu: apt install python3.{sys.version_info[1]}-venv. Then start again."
        )
    stamp = wanted_stamp()
    ours = os.path.exists(LOCK) or not venv_lives()
    try:
        os.makedirs(VENV, exist_ok=True)
        with open(LOCK, "ab") as lock:
            take(lock)
            if venv_is_whole():
                return
            print(
                "Installing the course's libraries into .venv. This happens once ...",
                file=sys.stderr,
                flush=True,
            )
            if ours:
                empty(VENV)
                make_venv(lock)
            fill_venv(lock)
            if ours:
                remove_installers(lock)
            write_stamp(stamp)
    except OSError as error:
        raise Trouble(
            f"{error.filename or VENV} cannot be written ({error.strerror or error}). "
            "Put the course into a folder that you may write to, or free some room, then start again. "
            "In one that others may only read, its owner starts it once, before all others."
        ) from None


def take(lock: typing.IO[bytes]) -> None:
    """Wait until no other process installs. The lock ends with the process that holds it."""
    said = False
    while not try_lock(lock):
        if not said:
            print(
                "Another start of the course is installing; waiting for it ...", file=sys.stderr, flush=True
            )
        said = True
        # A blocking lock would swallow Ctrl-C on Windows.
        import time

        time.sleep(0.2)


def try_lock(lock: typing.IO[bytes]) -> bool:
    """Lock a file if nobody else has; tell whether it is ours now."""
    try:
        if sys.platform == "win32":
            import msvcrt

            lock.seek(0)
            msvcrt.locking(lock.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def empty(folder: str) -> None:
    """Delete everything in .venv but the lock, the stamp first."""
    with contextlib.suppress(FileNotFoundError):
        os.remove(STAMP)
    for entry in os.scandir(folder):
        if entry.path == LOCK:
            continue
        if entry.is_dir(follow_symlinks=False):
            shutil.rmtree(entry.path)
        else:
            os.remove(entry.path)


def make_venv(lock: typing.IO[bytes]) -> None:
    """Make an empty virtual environment with pip in it."""
    status, said = quietly([base_python(), "-I", "-m", "venv", VENV], lock)
    if status != 0:
        raise Trouble(
            f"The virtual environment {VENV} cannot be made: {last_line(said)} Nothing else was changed."
        )


def fill_venv(lock: typing.IO[bytes]) -> None:
    """Install the pinned libraries. --require-hashes makes pip refuse any other file."""
    pip = [
        venv_python(),
        "-I",
        "-m",
        "pip",
        "install",
        "--quiet",
        "--no-input",
        "--disable-pip-version-check",
    ]
    status, said = quietly([*pip, "--retries", "2", "--require-hashes", "-r", REQUIREMENTS], lock)
    if status == 0:
        return
    meaning = next((text for pattern, text in PIP_FAILURES if re.search(pattern, said)), "")
    raise Trouble(
        "The libraries cannot be installed: " + (meaning or f"pip says: {last_line(said)} Start again.")
    )


def remove_installers(lock: typing.IO[bytes]) -> None:
    """Take pip out of a .venv of ours, and setuptools where Python puts it there: nothing pins them.

    A .venv that must be filled again is emptied and made anew, with a new pip.
    """
    pip = [venv_python(), "-I", "-m", "pip", "uninstall", "--quiet", "--yes", "--disable-pip-version-check"]
    quietly([*pip, "setuptools", "pip"], lock)


def quietly(command: typing.Sequence[str], lock: typing.IO[bytes]) -> tuple[int, str]:
    """Run a command without showing its output; return its exit status and what it said.

    On POSIX it holds our lock too: if we are killed, the next start waits for it to end.
    """
    # These would send the libraries somewhere else.
    env = {
        k: v for k, v in os.environ.items() if k not in ("PIP_TARGET", "PIP_PREFIX", "PIP_USER", "PIP_ROOT")
    }
    done = subprocess.run(  # noqa: S603 - our own Python
        command,
        env=env,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
        pass_fds=() if os.name == "nt" else (lock.fileno(),),
        check=False,
    )
    return done.returncode, done.stdout


def last_line(said: str) -> str:
    """Return the line of a program's output that says most: its last error, else its last line."""
    lines = [line.strip() for line in said.splitlines() if line.strip()]
    errors = [line for line in lines if line.lower().startswith("error")]
    return (errors or lines or ["it ended without a word."])[-1]


def write_stamp(stamp: str) -> None:
    """Note what is installed now."""
    with open(STAMP + ".new", "w", encoding="ascii") as file:
        file.write(stamp)
    os.replace(STAMP + ".new", STAMP)


if __name__ == "__main__":
    status = main(sys.argv[1:])
    # Everything is done: while Python tidies up, Ctrl-C ends the process without a traceback.
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
        signal.signal(signal.SIGINT, signal.SIG_DFL)
    sys.exit(status)
