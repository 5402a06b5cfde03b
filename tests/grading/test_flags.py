"""A flag says where a file reaches into the grader; no answer that ships with an exercise raises one."""

from __future__ import annotations

from pathlib import Path

import pytest

from course.authoring.gradings import right_answers, wrong_answers
from course.exercises.catalogue import Catalogue
from course.grading.flags import flags
from course.grading.machine.runner import grade
from course.grading.wording import report_lines
from course.values.exercise import Exercise

from .helpers import GOOD

EXERCISES = Catalogue(Path(__file__).resolve().parents[2] / "exercises").all()


@pytest.mark.parametrize("exercise", EXERCISES, ids=lambda exercise: exercise.slug)
def test_no_answer_that_ships_raises_a_flag(exercise: Exercise) -> None:
    for given in [*right_answers(exercise), *wrong_answers(exercise)]:
        assert flags(given.source.encode(), exercise.edit) == (), given.file


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("import course.grading\n", "imports course.grading"),
        ("from course.grading.checks import judge\n", "imports course.grading.checks"),
        (
            "import _pytest.python as p\np.Function.runtest = None\n",
            "line 1 of app.py imports _pytest.python",
        ),
        ("import pytest\n", "imports pytest"),
        ("import sys\nsys.modules['x'] = 1\n", "line 2 of app.py uses sys.modules"),
        ("import sys as s\nframe = s._getframe()\n", "uses sys._getframe"),
        ("from os import _exit, path\n_exit(0)\n", "uses os._exit"),
        ("import os\nif os.fork():\n    pass\n", "line 2 of app.py uses os.fork"),
        ("import gc\n", "imports gc"),
        ("def f(): pass\nf.__code__ = None\n", "uses __code__"),
        ("x = object.__subclasses__()\n", "uses __subclasses__"),
        ("exec(open('.meta/solution.py').read())\n", "names .meta: the solutions"),
        ("open(f'/proc/{1}/mem')\n", "names /proc"),
        ("import json\njson.dumps = None\n", "changes json.dumps for everything"),
        (
            "from werkzeug.exceptions import NotFound\nNotFound.code = 410\n",
            "changes werkzeug.exceptions.NotFound.code",
        ),
    ],
)
def test_what_reaches_into_the_grader_is_named_with_its_line(source: str, words: str) -> None:
    found = flags(source.encode(), "app.py")
    assert found and words in found[0], found


def test_tests_may_use_pytest_and_proxies_may_be_filled() -> None:
    assert flags(b"import pytest\n", "api_checks.py") == ()
    assert flags(b"from flask import g\n\ng.user = 1\n", "app.py") == ()
    assert flags(b"'''Not .meta, and not /proc.'''\n", "app.py") == ()


@pytest.mark.parametrize("source", [None, b"def (", b"\0", b"x = " + b"(" * 5000])
def test_what_python_cannot_read_has_no_flag(source: bytes | None) -> None:
    assert flags(source, "app.py") == ()


def test_a_flag_is_said_and_changes_no_verdict(tea_house: Exercise) -> None:
    tea_house.source_path.write_text("import gc\n" + GOOD)
    report = grade(tea_house)
    assert report.solved
    sentence = "This file reaches into the grader: line 1 of app.py imports gc, every object of the process."
    assert report.flags == (sentence,)
    assert sentence in " ".join(" ".join(report_lines(report)).split())
