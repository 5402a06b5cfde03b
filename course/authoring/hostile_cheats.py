"""Answers that try to pass without being one, for `prove --hostile`. Each begins with the wrong stub.

A cheat either does not pass, or its file says that it reaches into the grader. What is written into the process
that runs the checks can say anything; so nobody is promised more.
"""

from __future__ import annotations

from course.authoring.hostile_answers import STUB, Hostile, instead


def cheat(name: str, code: str, outcomes: str, flag: str = "", words: str = "") -> Hostile:
    """Return the stub with code at its end."""
    return instead(name, f"{STUB}\n\n{code}\n", outcomes, words, flag)


SKIPPING = """
import pytest

class Skipping(type(app)):
    def __setattr__(self, key, value):
        if key == "testing":
            pytest.{way}("not today")
        super().__setattr__(key, value)

app.__class__ = Skipping
"""
FORGED = """
import dataclasses, os, sys

def forge():
    frame = sys._getframe()
    while frame and "channel" not in frame.f_locals:
        frame = frame.f_back
    if frame is None:
        return
    tell = frame.f_locals["channel"].tell
    for name in ("test_known_tea", "test_unknown_tea", "test_unknown_tea_with_blanks", "test_more"):
        tell("check", result={"name": name, "rule": "", "outcome": "passed"})
    tell("done", clean=True)
    os._exit(0)

forge()
"""
FUNCTIONS = """
import sys

for module in list(sys.modules.values()):
    for name, value in list(vars(module).items()):
        if name.startswith("test_") and hasattr(value, "__code__"):
            value.__code__ = (lambda client: None).__code__
"""
CHEATS = (
    cheat(
        "a check that does nothing",
        "import _pytest.python\n_pytest.python.Function.runtest = lambda self: None",
        "wrong passed",
        "imports _pytest.python",
    ),
    cheat(
        "a judge that says yes",
        "from course.grading.checks import judge\n"
        "judge.failed = lambda context, record, *a, **k: judge.passed(context, record)",
        "passed wrong",
        "imports course.grading.checks",
    ),
    cheat("other code in the checks", FUNCTIONS, "passed wrong", "sys.modules"),
    cheat("results told by the answer", FORGED, "not_run", "sys._getframe"),
    instead(
        "the solution from the folder of solutions",
        'import pathlib\n\nexec(pathlib.Path(__file__).parent.joinpath(".meta/solution.py").read_text())\n',
        "passed",
        "",
        "names .meta",
    ),
    cheat("skip", SKIPPING.format(way="skip"), "not_run cannot_load", "imports pytest", "not today"),
    cheat(
        "expected failure", SKIPPING.format(way="xfail"), "not_run cannot_load", "imports pytest", "not today"
    ),
    cheat(
        "a status that equals everything",
        "class Any(int):\n    __eq__ = lambda self, other: True\n    __hash__ = int.__hash__\n\n"
        "@app.after_request\ndef any_status(response):\n    response.status_code = Any(200)\n    return response",
        "wrong",
    ),
    cheat(
        "no failed assertions",
        "import builtins\nbuiltins.AssertionError = type('Fine', (BaseException,), {})",
        "wrong grader_fault crashed",
        "changes builtins.AssertionError",
    ),
    cheat(
        "the end before the first failure",
        "import atexit, os\n\n@app.after_request\ndef end(response):\n    os._exit(0)",
        "crashed",
        "os._exit",
        "exit status 0",
    ),
    cheat(
        "checks rewritten on the disk",
        "import pathlib\nfolder = pathlib.Path(__file__).parent\n"
        "for file in folder.glob('test_*'):\n    file.write_text('def test_known_tea():\\n    pass\\n')",
        "wrong",
    ),
    cheat(
        "a conftest that rewrites outcomes",
        "import pathlib\npathlib.Path(__file__).with_name('conftest.py').write_text(\n"
        "    'def pytest_runtest_logreport(report):\\n    report.outcome = \"passed\"\\n'\n)",
        "wrong",
        "names conftest.py",
    ),
    cheat(
        "a copy that passes in its place",
        "import os\n\nif os.fork() == 0:\n    app.view_functions['show_tea'] = lambda name: ({'error': ''}, 404)",
        "wrong",
        "os.fork",
    ),
    cheat(
        "the comparison of every number",
        "import ctypes, gc\nfor one in gc.get_objects():\n"
        "    if type(one).__name__ == 'Record':\n        type(one).comparison = ('==', 1, 1)",
        "wrong grader_fault",
        "imports ctypes",
    ),
)
