"""`progress` says in a terminal what the page shows."""

from __future__ import annotations

from tests.terminal.conftest import run, solve


def test_progress_says_what_is_done_and_what_comes(root):
    status, out, err = run(root, "progress")
    assert (status, err) == (0, "")
    assert out.startswith("0 of 0 lessons finished, 0 of 2 exercises solved.\nNo prediction is answered yet.")
    solve(root)
    run(root, "grade", "1")
    assert "1 of 2 exercises solved" in run(root, "progress")[1]
