"""What is asked after the checks never harms: an app that hangs or ends only leaves its clause unproved."""

from __future__ import annotations

from contextlib import closing

import pytest

from course.grading.asking import Asking
from course.grading.evidence.clauses import shown_by
from course.grading.evidence.language import parse_evidence
from course.grading.grade import run_checks
from course.grading.machine.process import Grader
from course.grading.machine.system import children
from course.grading.tutor import known_answer
from course.values.exercise import Exercise

HEAD = "import os, threading, time\nfrom flask import Flask\napp = Flask(__name__)\n"
HANGS = HEAD + "@app.get('/hang')\ndef hang():\n    while True:\n        pass\n"
ENDS = HEAD + "@app.get('/end')\ndef end():\n    os._exit(3)\n"
LEAVES = HEAD + (
    "@app.get('/leave')\ndef leave():\n"
    "    threading.Thread(target=time.sleep, args=(60,), daemon=True).start()\n    return 'left'\n"
)
TELLS = HEAD + (
    "STORE = os.environ.get('COURSE_REDIS_URL', 'none')\n@app.get('/store')\ndef store():\n    return STORE\n"
)


def ask(ferry: Exercise, grader: Grader, source: str, text: str, limit: float = 1.0) -> bool:
    checks, fault = run_checks(ferry, ferry.source_path, source.encode(), grader)
    assert not fault
    asking = Asking(ferry, ferry.source_path, source.encode(), grader, limit)
    (clause,) = parse_evidence(text).clauses
    return shown_by(clause, known_answer(ferry, checks, source.encode(), asking)) is not None


@pytest.mark.parametrize(
    ("source", "text"),
    [
        (HANGS, "ask GET /hang -> 200"),
        (HANGS, "ask GET /hang -> !200"),
        (ENDS, "ask GET /end -> !200"),
        ("raise ValueError\n", "ask GET /a -> !200"),
    ],
)
def test_an_app_that_does_not_answer_proves_nothing(
    source: str, text: str, ferry: Exercise, grader: Grader
) -> None:
    assert not ask(ferry, grader, source, text)
    # The next answer finds a process that works.
    assert ask(ferry, grader, HEAD, "ask GET /a -> 404")


def test_an_app_that_hung_is_not_asked_again(ferry: Exercise, grader: Grader) -> None:
    asking = Asking(ferry, ferry.source_path, HANGS.encode(), grader, limit=0.5)
    (hang,) = parse_evidence("ask GET /hang -> 200").clauses
    (fine,) = parse_evidence("ask GET /a -> 404").clauses
    checks, _ = run_checks(ferry, ferry.source_path, HANGS.encode(), grader)
    known = known_answer(ferry, checks, HANGS.encode(), asking)
    assert shown_by(hang, known) is None
    assert asking.silent
    assert shown_by(fine, known) is None


def test_what_an_asked_app_leaves_behind_meets_nobody(ferry: Exercise, grader: Grader) -> None:
    assert grader.wait_until_ready(30)
    waiting = grader.pid
    assert waiting is not None
    assert ask(ferry, grader, LEAVES, "ask GET /leave -> 200")
    assert grader.pid == waiting and not children(waiting)  # the process that answered has ended


def test_what_is_asked_keeps_away_from_a_store_that_the_learner_started(
    ferry: Exercise, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COURSE_REDIS_URL", "redis://127.0.0.1:6379/15")
    with closing(Grader()) as grader:
        assert ask(ferry, grader, TELLS, "ask GET /store -> 200, body = none", limit=5)
