"""`recall` asks in a terminal, by the schedule of the site."""

from __future__ import annotations

import sqlite3

from tests.terminal.conftest import run

WRONG = "question:ping"
LESSON = """---
id: ping
title: Ping
summary: A ping is answered.
part: 1
minutes: 6
level: foundation
objectives: [Answer a ping]
codes: [200, 404]
prerequisites: []
exercises: []
---
Ask.

## Ask {#ask level=foundation}

///// predict | Which code comes back?
    id: ping
    app: ping.py
    send: GET /nowhere

//// option | 200
because it works

/// feedback
No.
///
////

//// option | 404
because nothing is there

/// feedback
Right.
///
////

//// reveal
Nothing is there.
////
/////
"""


def test_what_was_wrong_is_asked_until_it_is_known(root):
    folder = root / "lessons" / "01_ping"
    folder.mkdir(exist_ok=True)
    (folder / "lesson.md").write_text(LESSON, encoding="utf-8")
    (folder / "ping.py").write_text("from flask import Flask\n\napp = Flask(__name__)\n", encoding="utf-8")
    try:
        assert run(root, "recall")[1].startswith("Nothing is due now.")
        db = sqlite3.connect(root / "instance" / "progress.sqlite")
        db.execute(
            "INSERT INTO answers (uid, question, choice, confidence, is_right, answered_at)"
            " VALUES ('1', 'ping', '[\"200\"]', 'sure', 0, '2026-01-01T10:00:00.000000+00:00')"
        )
        db.commit()
        assert run(root, "recall", "--list")[1].startswith("1 due, 1 of them sure and wrong")
        status, out, err = run(root, "recall", given="\n7\n4\nq\n")
        assert (status, err) == (0, "")
        asked, _, told = out.partition("Enter shows the answer")
        assert "Which code comes back?" in asked and "< 404" not in asked
        assert "Answer: 404 because nothing is there" in told and "1 again, 2 hard" in told
        assert db.execute("SELECT card, rating FROM reviews").fetchall() == [(WRONG, 4)]
        db.close()
        assert run(root, "recall", "02")[0] == 2
    finally:
        for file in folder.iterdir():
            file.unlink()
        folder.rmdir()
