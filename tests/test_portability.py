"""What would keep the course from Windows or macOS, as far as Linux can tell."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
CODE = [*sorted((ROOT / "course").rglob("*.py")), ROOT / "run.py"]
#: Names that Windows keeps for devices, with any ending.
DEVICES = {"con", "prn", "aux", "nul", *(f"{kind}{n}" for kind in ("com", "lpt") for n in range(1, 10))}

#: Imports every module as it is, then again without what Windows does not have. Libraries stay loaded.
AS_ON_WINDOWS = """
import importlib, os, pathlib, select, signal, sys
names = sys.argv[1:]
for name in names:
    importlib.import_module(name)
for name in [name for name in sys.modules if name.partition(".")[0] == "course"]:
    del sys.modules[name]
gone = {"fcntl", "resource", "pwd", "grp", "termios", "tty", "pty", "syslog", "crypt", "nis", "ossaudiodev"}

class Blocked:
    def find_spec(self, name, path=None, target=None):
        if name in gone:
            raise ModuleNotFoundError(f"No module named {name!r}, as on Windows", name=name)

for name in gone:
    sys.modules.pop(name, None)
sys.meta_path.insert(0, Blocked())
for name in ("fork", "forkpty", "getuid", "geteuid", "getgid", "setsid", "setpgid", "killpg",
             "mkfifo", "O_NONBLOCK", "O_NOFOLLOW", "O_CLOEXEC", "WNOHANG", "wait4", "sched_getaffinity",
             "fchmod", "uname", "register_at_fork"):
    if hasattr(os, name):
        delattr(os, name)
for name in ("SIGKILL", "SIGHUP", "SIGURG", "SIGIO", "SIGALRM", "SIGCHLD", "SIGWINCH", "SIGSTOP", "SIGCONT",
             "alarm", "setitimer", "pthread_kill"):
    if hasattr(signal, name):
        delattr(signal, name)
for name in ("poll", "epoll"):
    if hasattr(select, name):
        delattr(select, name)
for module in (pathlib, sys.modules.get("pathlib._local")):
    if module is not None:
        module.WindowsPath = module.PosixPath
os.name, sys.platform = "nt", "win32"
failed = []
for name in names:
    try:
        importlib.import_module(name)
    except Exception as error:
        failed.append(f"{name}: {type(error).__name__}: {error}")
print("\\n".join(failed))
sys.stdout.flush()
os._exit(bool(failed))
"""


def modules() -> list[str]:
    files = [file for file in CODE if (file.parent / "__init__.py").exists()]
    names = [".".join(file.relative_to(ROOT).with_suffix("").parts) for file in files]
    return [name.removesuffix(".__init__") for name in names if not name.endswith("__main__")]


def as_on_windows(*names: str, folder: Path = ROOT) -> tuple[int, str]:
    done = subprocess.run(
        [sys.executable, "-c", AS_ON_WINDOWS, *names], cwd=folder, capture_output=True, text=True, timeout=300
    )
    return done.returncode, done.stdout + done.stderr


def test_every_module_loads_without_what_only_posix_has():
    assert as_on_windows(*modules()) == (0, "\n")


@pytest.mark.parametrize(
    "line", ["import fcntl", "import os; os.O_NONBLOCK", "import signal; signal.SIGKILL"]
)
def test_a_module_that_needs_posix_to_load_is_found(tmp_path, line):
    (tmp_path / "course").mkdir()
    (tmp_path / "course" / "__init__.py").write_text("")
    (tmp_path / "course" / "odd.py").write_text(f"{line}\n")
    status, out = as_on_windows("course.odd", folder=tmp_path)
    assert status == 1 and out.startswith("course.odd: "), out


def texts_without_encoding(tree: ast.Module) -> list[int]:
    """The lines that open a file as text in whatever encoding the system has."""
    return [node.lineno for node in ast.walk(tree) if isinstance(node, ast.Call) and _is_bare(node)]


def _is_bare(call: ast.Call) -> bool:
    name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
    if name not in ("fdopen", "read_text", "write_text") and ast.unparse(call.func) != "open":
        return False
    words = [arg.value for arg in call.args if isinstance(arg, ast.Constant) and isinstance(arg.value, str)]
    modes = words + [
        word.value.value
        for word in call.keywords
        if word.arg == "mode" and isinstance(word.value, ast.Constant)
    ]
    binary = name in ("open", "fdopen") and any("b" in str(mode) and len(str(mode)) <= 3 for mode in modes)
    return not binary and not any(word.arg in ("encoding", None) for word in call.keywords)


@pytest.mark.parametrize("file", CODE, ids=lambda file: file.relative_to(ROOT).as_posix())
def test_every_text_file_is_opened_with_an_encoding(file):
    lines = texts_without_encoding(ast.parse(file.read_text(encoding="utf-8")))
    assert not lines, f"{file.relative_to(ROOT)}:{lines}: say encoding=, or the system decides"


def test_a_text_file_without_an_encoding_is_found():
    bare = 'open(a)\np.read_text()\nos.fdopen(n, "w")\n'
    good = 'open(a, "rb")\np.read_text(encoding="utf-8")\nos.open(a, 1)\n'
    assert texts_without_encoding(ast.parse(bare + good)) == [1, 2, 3]


def odd(name: str) -> bool:
    """Whether Windows, or a disk that ignores case, cannot hold a name."""
    parts = name.split("/")
    return any(
        set(part) & set('<>:"\\|?*') or part[-1:] in ". " or part.partition(".")[0].lower() in DEVICES
        for part in parts
    )


def shipped() -> list[str]:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True)
    if listed.returncode:
        pytest.skip("this is no clone")
    return [name for name in listed.stdout.split("\0") if name]


def test_every_system_can_hold_the_names_of_the_files():
    names = shipped()
    assert [name for name in names if odd(name)] == []
    assert len({name.lower() for name in names}) == len(names), "two names differ in case only"


@pytest.mark.parametrize("name", [":memory:", "a/aux.py", "b./c", "what?"])
def test_a_name_that_windows_cannot_hold_is_found(name):
    assert odd(name)


def test_what_the_containerfile_copies_is_there():
    lines = (ROOT / "Containerfile").read_text(encoding="utf-8").splitlines()
    copied = [
        name
        for line in lines
        if line.startswith("COPY ") and "--from" not in line
        for name in line.split()[1:-1]
    ]
    assert "course" in copied
    assert [name for name in copied if not (ROOT / name).exists()] == []
