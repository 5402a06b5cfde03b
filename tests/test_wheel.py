"""The wheel carries the whole course: built, installed into an empty folder, and started elsewhere."""

from __future__ import annotations

import importlib.metadata
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from course.exercises.wrong_fixes import evidence_of, read_entries

ROOT = Path(__file__).resolve().parents[1]
PACKED = ("course", "lessons", "exercises", "templates", "static")
#: What only a proof reads, and what Python writes.
LEFT_OUT = {"further", "reject", "fits.txt", "__pycache__"}
#: pyproject.toml states the licence in a form that older ones do not read.
SETUPTOOLS = 77

ASK = """
import json, sys
from pathlib import Path
from course import create_app, places
client = create_app().test_client()
pages = ["/", "/lessons/01_one_number/", "/exercises/01_say_it_in_json/", "/codes/404", "/static/favicon.svg"]
print(json.dumps({
    "status": [client.get(page, base_url="http://127.0.0.1").status_code for page in pages],
    "course": str(Path(places.__file__).parent),
}))
"""


def _setuptools() -> int:
    try:
        return int(importlib.metadata.version("setuptools").partition(".")[0])
    except importlib.metadata.PackageNotFoundError:
        return 0


pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(_setuptools() < SETUPTOOLS, reason=f"a wheel needs setuptools {SETUPTOOLS} or newer"),
]


def run(*command: str | Path, cwd: Path, **changes: str) -> subprocess.CompletedProcess[str]:
    own = {k: v for k, v in os.environ.items() if not k.startswith("COURSE_")} | changes
    argv = [str(part) for part in command]
    return subprocess.run(argv, cwd=cwd, env=own, capture_output=True, text=True, timeout=300)


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder that holds the installed course and nothing else."""
    work = tmp_path_factory.mktemp("wheel")
    source = work / "source"
    for name in PACKED:
        shutil.copytree(ROOT / name, source / name, ignore=shutil.ignore_patterns("__pycache__"))
    for exercise in (source / "exercises").glob("*/app.py"):
        shutil.copyfile(exercise.parent / ".meta" / "stub.py", exercise)
    for name in ("setup.py", "pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, source)
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check"]
    options = ["--no-deps", "--no-build-isolation", "--no-index"]
    built = run(*pip, "wheel", *options, "-w", work / "dist", source, cwd=work)
    assert built.returncode == 0, built.stdout + built.stderr
    (wheel,) = (work / "dist").glob("*.whl")
    put = run(*pip, "install", "--no-deps", "--no-index", "--target", work / "site", wheel, cwd=work)
    assert put.returncode == 0, put.stdout + put.stderr
    return work / "site"


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home"


def command(installed: Path, home: Path, *argv: str | Path) -> subprocess.CompletedProcess[str]:
    """The installed command, started where no course is."""
    elsewhere = installed.parent / "dist"
    return run(sys.executable, *argv, cwd=elsewhere, PYTHONPATH=str(installed), COURSE_HOME=str(home))


def ask(
    installed: Path, folder: Path, answer: str, *argv: str
) -> tuple[int, str, subprocess.CompletedProcess[str]]:
    """Type the installed command in a terminal that answers; its exit status and what it said."""
    import pty

    ours, theirs = pty.openpty()
    try:
        os.write(ours, answer.encode())
        done = typed(installed, folder, *argv, stdin=theirs)
    finally:
        os.close(ours)
        os.close(theirs)
    return done.returncode, done.stderr, done


def typed(
    installed: Path, folder: Path, *argv: str, stdin: int = subprocess.DEVNULL
) -> subprocess.CompletedProcess[str]:
    """Type the installed command in a folder, as somebody whose home is beside it and empty."""
    home = folder.parent / "home"
    home.mkdir(exist_ok=True)
    own = {k: v for k, v in os.environ.items() if not k.startswith(("COURSE_", "PYTHON"))}
    own |= {"PYTHONPATH": str(installed), "HOME": str(home), "USERPROFILE": str(home)}
    command = [sys.executable, installed / "bin" / "status-codes", *argv]
    return subprocess.run(
        command, cwd=folder, env=own, stdin=stdin, capture_output=True, text=True, timeout=300
    )


def test_every_file_of_the_course_is_in_the_wheel(installed):
    packed = {"course": installed / "course"} | {
        name: installed / "course" / "shipped" / name for name in PACKED if name != "course"
    }
    for name, folder in packed.items():
        files = (path for path in (ROOT / name).rglob("*") if path.is_file())
        wanted = {path.relative_to(ROOT / name) for path in files if not LEFT_OUT & set(path.parts)}
        assert wanted <= {path.relative_to(folder) for path in folder.rglob("*")}, name


def test_the_wheel_knows_every_mistake_and_holds_no_wrong_answer(installed, home):
    shipped = installed / "course" / "shipped" / "exercises"
    catalogues = sorted((ROOT / "exercises").glob("*/.meta/wrong.md"))
    assert catalogues
    for catalogue in catalogues:
        packed = shipped / catalogue.relative_to(ROOT / "exercises")
        assert evidence_of(packed) == evidence_of(catalogue)
        told = [(one.name, one.misconception, one.believes, one.fails) for one in read_entries(packed)]
        assert told == [
            (one.name, one.misconception, one.believes, one.fails) for one in read_entries(catalogue)
        ]
        assert "```diff" not in packed.read_text(encoding="utf-8")
    assert not [path for path in shipped.rglob("*") if (LEFT_OUT - {"__pycache__"}) & set(path.parts)]
    for verb in ("check", "prove", "evidence"):
        refused = command(
            installed, home, installed / "bin" / "status-codes", verb, "01"[: 2 * (verb != "check")]
        )
        assert refused.returncode != 0 and "Traceback" not in refused.stderr


def test_pages_are_served_from_the_wheel(installed, home):
    done = command(installed, home, "-c", ASK)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout) == {"status": [200] * 5, "course": str(installed / "course")}


def test_the_installed_command_grades(installed, home):
    script = installed / "bin" / "status-codes"
    folder = home / "exercises" / "01_say_it_in_json"
    done = command(installed, home, script, "grade", "01")
    assert (done.returncode, "not yet" in done.stdout) == (1, True), done.stdout + done.stderr
    assert done.stderr == f"Your exercises are in {home / 'exercises'}.\n"
    assert "status-codes hint 01" in done.stdout and "run.py" not in done.stdout

    shutil.copyfile(folder / ".meta" / "solution.py", folder / "app.py")
    done = command(installed, home, script, "grade", "01")
    assert (done.returncode, done.stderr) == (0, ""), done.stdout
    assert "Solved: 1 of " in command(installed, home, script, "list").stdout
    assert not (installed / "course" / "shipped" / "instance").exists()


def test_a_newer_course_replaces_the_task_and_never_the_learners_file(installed, home):
    script = installed / "bin" / "status-codes"
    assert command(installed, home, script, "list").returncode == 0
    folder = home / "exercises" / "01_say_it_in_json"
    mine = "# mine\n"
    (folder / "app.py").write_text(mine)
    (folder / "README.md").write_text("of an older course")
    (folder / ".meta" / "stub.py").write_text("of an older course")
    shutil.rmtree(home / "exercises" / "02_say_it_failed")

    (home / "exercises" / ".shipped").write_text("an older course")
    assert command(installed, home, script, "list").returncode == 0

    shipped = installed / "course" / "shipped" / "exercises" / folder.name
    assert (folder / "app.py").read_text() == mine
    for name in ("README.md", ".meta/stub.py"):
        assert (folder / name).read_bytes() == (shipped / name).read_bytes()
    assert (home / "exercises" / "02_say_it_failed" / "app.py").is_file()


terminal = pytest.mark.skipif(os.name == "nt", reason="pseudo-terminals are POSIX")


@pytest.fixture
def here(tmp_path: Path) -> Path:
    """An empty folder with blanks and letters beyond ASCII in its name."""
    (tmp_path / "Mein Kurs für HTTP").mkdir()
    return tmp_path / "Mein Kurs für HTTP"


@terminal
def test_it_asks_before_it_makes_a_workspace_and_then_never_again(installed, here):
    status, said, done = ask(installed, here, "\n", "list")
    question = f"Make a workspace for your exercises in this folder, {here}? [Y/n]: "
    assert (status, said) == (0, f"{question}Your exercises are in {here / 'exercises'}.\n")
    assert "edit  exercises/01_say_it_in_json/app.py" in done.stdout
    assert sorted(path.name for path in here.iterdir()) == ["exercises", "instance"]
    assert not [path for path in here.rglob("*") if path.is_symlink()]

    below = here / "exercises" / "01_say_it_in_json"
    shutil.copyfile(below / ".meta" / "solution.py", below / "app.py")
    graded = typed(installed, below, "grade", "01")
    assert (graded.returncode, graded.stderr) == (0, "")
    for folder, path in ((below, "exercises/01_say_it_in_json"), (below.parent, "01_say_it_in_json")):
        checked = typed(installed, folder, "pytest", "-q", path)
        assert checked.returncode == 0 and "6 passed" in checked.stdout, checked.stdout + checked.stderr
    assert "warning" not in typed(installed, here, "pytest", "-q", "--co", "exercises").stdout

    (here / "exercises" / ".shipped").write_text("an older course")
    assert "Solved: 1 of " in typed(installed, below, "list").stdout
    assert "an older course" not in (here / "exercises" / ".shipped").read_text()


@terminal
@pytest.mark.parametrize(("answer", "status"), [("n\n", 1), ("\x04", 130)])
def test_who_says_no_gets_nothing(installed, here, answer, status):
    found, said, done = ask(installed, here, answer, "list")
    assert (found, done.stdout, said.count("\n")) == (status, "", 1)
    assert list(here.iterdir()) == []


@terminal
def test_a_folder_with_other_things_gets_a_folder_of_its_own(installed, here):
    (here / "notes.txt").touch()
    status, said, _ = ask(installed, here, "y\n", "list")
    assert status == 0 and said.startswith("Make a workspace for your exercises in ./http-status-codes? ")
    assert sorted(path.name for path in here.iterdir()) == ["http-status-codes", "notes.txt"]
    assert typed(installed, here, "list").returncode == 0


@pytest.mark.parametrize("argv", [("list",), (), ("pytest",), ("doctor",), ("export", "-")])
def test_without_a_terminal_it_says_what_to_do(installed, here, argv):
    done = typed(installed, here, *argv)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == (
        "There is no workspace for your exercises yet, and no terminal to ask in."
        " Name one: COURSE_WORK=. status-codes\n"
    )
    assert list(here.iterdir()) == []
    assert typed(installed, here, "--version").returncode == typed(installed, here, "--help").returncode == 0


def test_a_home_that_cannot_be_written_is_one_sentence(installed, tmp_path):
    (tmp_path / "file").touch()
    done = command(installed, tmp_path / "file" / "home", installed / "bin" / "status-codes", "list")
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (1, "", 1), done.stderr
