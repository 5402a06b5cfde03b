"""run.py as people meet it: real processes, a real .venv, libraries made here and installed from a folder.

The course is a stand-in of a few lines, so that these tests need no network. Making an environment takes
seconds: COURSE_TEST_INSTALL=1 switches on the tests that make several, and the one real installation,
which needs a package index.
"""

from __future__ import annotations

import ast
import base64
import hashlib
import os
import re
import shutil
import signal
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
RUN = ROOT / "run.py"

installs = pytest.mark.skipif(
    not os.environ.get("COURSE_TEST_INSTALL"),
    reason="makes environments, for a minute: COURSE_TEST_INSTALL=1",
)

CLI = """
import os, sys
def run(argv):
    import toylib
    print(sys.prefix, toylib.__version__, *argv)
    print(os.environ["PYTHONPATH"].split(os.pathsep)[0])
    return len(argv)
"""


def wheel(folder: Path, version: str) -> str:
    """Make a wheel of a library that exists nowhere else; return its line in requirements.txt."""
    name = f"toylib-{version}"
    file = folder / f"{name}-py3-none-any.whl"
    parts = {
        "toylib/__init__.py": f'__version__ = "{version}"\n',
        f"{name}.dist-info/METADATA": f"Metadata-Version: 2.1\nName: toylib\nVersion: {version}\n",
        f"{name}.dist-info/WHEEL": "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
    }
    record = "".join(f"{path},{_hash(text)},{len(text)}\n" for path, text in parts.items())
    with zipfile.ZipFile(file, "w") as archive:
        for path, text in parts.items():
            archive.writestr(path, text)
        archive.writestr(f"{name}.dist-info/RECORD", f"{record}{name}.dist-info/RECORD,,\n")
    return f"toylib=={version} --hash=sha256:{hashlib.sha256(file.read_bytes()).hexdigest()}\n"


def _hash(text: str) -> str:
    digest = base64.urlsafe_b64encode(hashlib.sha256(text.encode()).digest()).decode().rstrip("=")
    return f"sha256={digest}"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A course folder with the real run.py, a stand-in course, and one library to install."""
    root = tmp_path / "a course"  # paths with a space are common
    (root / "course" / "terminal").mkdir(parents=True)
    (tmp_path / "wheels").mkdir()
    shutil.copy(RUN, root)
    (root / "pyproject.toml").write_text('[project]\ndependencies = [\n    "toylib>=1.0,<3",\n]\n')
    (root / "requirements.txt").write_text(wheel(tmp_path / "wheels", "1.5"))
    (root / "course" / "__init__.py").touch()
    (root / "course" / "terminal" / "__init__.py").touch()
    (root / "course" / "terminal" / "main.py").write_text(CLI)
    return root


def environment(root: Path, **changes: str) -> dict[str, str]:
    own = {
        key: value for key, value in os.environ.items() if not key.startswith(("PIP_", "COURSE_", "PYTHON"))
    }
    offline = {
        "PIP_CONFIG_FILE": os.devnull,
        "PIP_NO_INDEX": "1",
        "PIP_FIND_LINKS": str(root.parent / "wheels"),
    }
    return {**own, **offline, **changes}


def start(root: Path, *argv: str, python: str = sys.executable, **changes: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [python, str(root / "run.py"), *argv],
        env=environment(root, **changes),
        cwd=root.parent,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def finish(process: subprocess.Popen[str]) -> tuple[int, str, str]:
    out, err = process.communicate(timeout=120)
    return process.returncode, out, err


def run(root: Path, *argv: str, python: str = sys.executable, **changes: str) -> tuple[int, str, str]:
    return finish(start(root, *argv, python=python, **changes))


def one_sentence(err: str) -> str:
    """Return what was said on the last line; nothing else may be said but that it installs."""
    lines = [line for line in err.splitlines() if not line.startswith("Installing the course's libraries")]
    assert len(lines) == 1, err
    return lines[0]


# The first start and the later ones


@pytest.mark.slow
def test_the_first_start_installs_and_later_ones_do_not(root):
    status, out, err = run(root, "list", "--all")
    assert (status, err.count("\n")) == (2, 1)
    assert "once" in err
    assert out.splitlines() == [f"{root / '.venv'} 1.5 list --all", str(root)]

    holds = {file.name.partition("-")[0] for file in (root / ".venv").rglob("*.dist-info")}
    assert holds == {"toylib"}  # no pip or setuptools, whose versions nothing pins

    begun = time.perf_counter()
    status, out, err = run(root, PIP_FIND_LINKS="")
    assert (status, err) == (0, "")
    assert out.startswith(f"{root / '.venv'} 1.5")
    assert time.perf_counter() - begun < 2


@installs
@pytest.mark.slow
def test_changed_requirements_and_a_deleted_interpreter_are_noticed(root):
    run(root)
    (root / "requirements.txt").write_text(wheel(root.parent / "wheels", "2.5"))
    status, out, err = run(root)
    assert "Installing" in err
    assert out.startswith(f"{root / '.venv'} 2.5")

    for file in (root / ".venv" / ("Scripts" if os.name == "nt" else "bin")).glob("python*"):
        file.unlink()
    status, out, err = run(root)
    assert "Installing" in err
    assert out.startswith(f"{root / '.venv'} 2.5")


@installs
@pytest.mark.slow
def test_libraries_that_vanished_from_the_environment_are_installed_again(root):
    run(root)
    for library in (root / ".venv").rglob("toylib*"):
        shutil.rmtree(library, ignore_errors=True)
    status, out, err = run(root, "a")
    assert (status, out.splitlines()[0]) == (1, f"{root / '.venv'} 1.5 a")
    assert "Installing" in err


@installs
@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="signals are POSIX")
@pytest.mark.parametrize("how", ["INT", "KILL"])
def test_an_interrupted_first_start_is_repaired_by_the_next(root, how):
    first = start(root)
    assert first.stderr is not None
    assert "Installing" in first.stderr.readline()
    time.sleep(0.8)
    first.send_signal(getattr(signal, f"SIG{how}"))
    status, _, err = finish(first)
    if how == "INT":
        assert (status, err) == (130, "Interrupted. The next start goes on from here.\n")
    assert not (root / ".venv" / "run.stamp").exists()

    status, out, err = run(root)
    assert (status, out.splitlines()[0]) == (0, f"{root / '.venv'} 1.5")


@installs
@pytest.mark.slow
def test_two_first_starts_at_once_install_once(root):
    starts = [start(root, "a"), start(root, "a", "b")]
    results = [finish(process) for process in starts]
    assert [status for status, _, _ in results] == [1, 2]
    assert all(out.startswith(f"{root / '.venv'} 1.5") for _, out, _ in results)
    assert "".join(err for _, _, err in results).count("Installing") == 1


@installs
@pytest.mark.slow
def test_an_environment_that_somebody_made_is_filled_and_not_emptied(root):
    subprocess.run([sys.executable, "-m", "venv", root / ".venv"], check=True)
    mine = root / ".venv" / "mine.txt"
    mine.write_text("keep")
    status, out, _ = run(root)
    assert (status, out.splitlines()[0]) == (0, f"{root / '.venv'} 1.5")
    assert mine.read_text() == "keep"


def test_a_python_with_the_libraries_is_used_and_nothing_is_made(root):
    elsewhere = root.parent / "site"
    with zipfile.ZipFile(root.parent / "wheels" / "toylib-1.5-py3-none-any.whl") as archive:
        archive.extractall(elsewhere)
    status, out, err = run(root, "x", PYTHONPATH=str(elsewhere))
    assert (status, err) == (1, "")
    assert out.splitlines() == [f"{sys.prefix} 1.5 x", str(root)]
    assert not (root / ".venv").exists()


def test_a_python_with_another_version_is_not_used(root):
    elsewhere = root.parent / "site"
    wheel(root.parent / "wheels", "0.9")
    with zipfile.ZipFile(root.parent / "wheels" / "toylib-0.9-py3-none-any.whl") as archive:
        archive.extractall(elsewhere)
    (root / ".venv").touch()  # so that installing cannot begin
    status, _, err = run(root, PYTHONPATH=str(elsewhere))
    assert status == 1
    assert ".venv" in err


# What goes wrong, in one sentence each


@installs
@pytest.mark.slow
def test_no_network_is_called_by_its_name_and_the_next_start_recovers(root):
    broken = {"PIP_NO_INDEX": "", "PIP_FIND_LINKS": "", "PIP_INDEX_URL": "http://127.0.0.1:9/"}
    status, out, err = run(root, **broken)
    assert (status, out) == (1, "")
    said = one_sentence(err)
    assert "network" in said
    assert "venv" not in said
    assert "http" not in said
    status, out, err = run(root)
    assert (status, out.splitlines()[0]) == (0, f"{root / '.venv'} 1.5")


@installs
@pytest.mark.slow
def test_a_changed_download_is_called_by_its_name(root):
    file = root / "requirements.txt"
    file.write_text(re.sub(r"[0-9a-f]{64}", "0" * 64, file.read_text()))
    status, _, err = run(root)
    assert status == 1
    assert "is not the one that requirements.txt names" in one_sentence(err)


def test_a_python_without_ensurepip_is_called_by_its_name(root):
    code = (
        "import sys, runpy, importlib.util as u; find = u.find_spec;"
        "u.find_spec = lambda name, *a: None if name == 'ensurepip' else find(name, *a);"
        "sys.argv = ['run.py']; runpy.run_path(sys.argv[0], run_name='__main__')"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=root, env=environment(root), capture_output=True, text=True
    )
    assert done.returncode == 1
    assert "ensurepip" in one_sentence(done.stderr)
    assert not (root / ".venv").exists()


def test_a_place_that_cannot_be_written_is_called_by_its_name(root):
    (root / ".venv").write_text("in the way")
    status, _, err = run(root)
    assert status == 1
    assert "cannot be written" in one_sentence(err)
    assert (root / ".venv").read_text() == "in the way"


def test_a_read_only_folder_is_called_by_its_name(root, bound):
    root.chmod(0o500)
    try:
        done = subprocess.run(
            [*bound, sys.executable, root / "run.py"],
            env=environment(root), capture_output=True, text=True, timeout=120,
        )  # fmt: skip
    finally:
        root.chmod(0o700)
    assert done.returncode == 1
    assert "cannot be written" in one_sentence(done.stderr)


@pytest.mark.parametrize("missing", ["requirements.txt", "pyproject.toml"])
def test_a_course_that_is_not_complete_says_so(root, missing):
    (root / missing).unlink()
    status, _, err = run(root)
    assert status == 1
    assert missing in one_sentence(err)


def test_an_old_python_says_which_one_is_needed():
    ast.parse(RUN.read_text(encoding="utf-8"), feature_version=(3, 8))
    code = (
        "import sys, runpy; sys.version_info = (3, 8, 18); sys.version = '3.8.18 (old)';"
        "runpy.run_path(sys.argv[1], run_name='__main__')"
    )
    done = subprocess.run([sys.executable, "-c", code, RUN], capture_output=True, text=True)
    assert done.returncode == 1
    said = one_sentence(done.stderr)
    assert "Python 3.11 or newer" in said
    assert "3.8.18" in said


def test_a_real_old_python_says_so_too():
    old = next((p for p in map(shutil.which, ("python3.8", "python3.9", "python3.10")) if p), None)
    version = old and subprocess.run([old, "-c", "print()"], capture_output=True).returncode == 0
    if not version:
        pytest.skip("no older Python on this machine")
    done = subprocess.run([old, RUN], capture_output=True, text=True)
    assert (done.returncode, done.stdout) == (1, "")
    assert "Python 3.11 or newer" in one_sentence(done.stderr)


# pytest through the door


def test_pytest_is_run_where_you_stand_and_imports_the_course(tmp_path):
    text = "def test_toy():\n    from course import places\n    assert places.SHIPPED\n"
    (tmp_path / "test_toy.py").write_text(text)
    done = subprocess.run(
        [sys.executable, RUN, "pytest", "-q", "-p", "no:cacheprovider", "test_toy.py"],
        cwd=tmp_path, capture_output=True, text=True,
    )  # fmt: skip
    assert "1 passed" in done.stdout, done
    assert done.returncode == 0


def test_a_failed_check_is_pytests_own_exit_status(tmp_path):
    (tmp_path / "test_toy.py").write_text("def test_toy():\n    assert False\n")
    done = subprocess.run(
        [sys.executable, RUN, "pytest", "-q", "-p", "no:cacheprovider"], cwd=tmp_path, capture_output=True
    )
    assert done.returncode == 1


def test_the_verb_test_runs_the_projects_tests_from_anywhere(tmp_path):
    done = subprocess.run(
        [sys.executable, RUN, "test", "-q", "-p", "no:cacheprovider", "--collect-only", "-k", "old_python"],
        cwd=tmp_path, capture_output=True, text=True,
    )  # fmt: skip
    assert "tests/test_run.py::test_an_old_python" in done.stdout, done


# The pinned requirements


def requirement_lines() -> list[str]:
    return (ROOT / "requirements.txt").read_text(encoding="utf-8").splitlines()


@pytest.mark.parametrize("file", ["requirements.txt", "requirements-dev.txt"])
def test_requirements_name_no_index_and_pin_every_file(file):
    text = (ROOT / file).read_text(encoding="utf-8")
    assert not re.search(r"https?:|file:|^-|^--", text, re.MULTILINE)
    for block in re.findall(r"^[A-Za-z0-9].*(?:\n    --hash.*)*", text, re.MULTILINE):
        assert "==" in block
        assert re.search(r"--hash=sha256:[0-9a-f]{64}", block), block


def test_the_pinned_versions_are_those_that_pyproject_allows():
    import runpy

    door = runpy.run_path(str(RUN))
    pinned = [re.match(r"([a-z0-9-]+)==([^ ]+)", line) for line in requirement_lines()]
    versions: dict[str, list[str]] = {}
    for pin in filter(None, pinned):
        versions.setdefault(pin[1], []).append(pin[2])
    wishes = dict(door["wishes"]())
    assert set(wishes) <= set(door["MODULES"]) <= set(versions)
    for name, wanted in wishes.items():
        assert versions[name], name
        assert all(door["fits"](version, wanted) for version in versions[name]), (name, wanted)


@pytest.mark.parametrize(
    ("version", "wanted", "holds"),
    [
        ("3.1.3", ">=3.1,<3.2", True),
        ("3.2", ">=3.1,<3.2", False),
        ("3.2.0", "<3.2", False),
        ("3.10", ">=3.9", True),
        ("9.0.0", ">=9", True),
        ("9.0.0rc1", ">=9", True),
        ("8.4", ">=9", False),
        ("1.0", "==1.0.0", True),
        ("1.0", "", True),
        ("1.0", "~=1.0", False),
    ],
)
def test_a_version_fits_its_range(version, wanted, holds):
    import runpy

    assert runpy.run_path(str(RUN))["fits"](version, wanted) is holds


@installs
@pytest.mark.slow
def test_the_real_first_start_installs_the_real_libraries(tmp_path):
    root = tmp_path / "clone"
    skip = shutil.ignore_patterns("__pycache__", ".venv", ".git", "instance", "node_modules", ".*_cache")
    shutil.copytree(ROOT, root, ignore=skip)
    bare = getattr(sys, "_base_executable", sys.executable)
    env = {key: value for key, value in os.environ.items() if not key.startswith(("COURSE_", "PYTHON"))}
    first = subprocess.run([bare, root / "run.py", "list"], env=env, capture_output=True, text=True)
    assert first.returncode == 0, first
    doctor = subprocess.run([bare, root / "run.py", "doctor"], env=env, capture_output=True, text=True)
    assert "libraries as pinned" in doctor.stdout, doctor
