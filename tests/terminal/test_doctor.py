"""doctor looks at everything, and says what to do."""

from __future__ import annotations

from tests.terminal.conftest import README, run


def test_doctor_looks_at_everything(root):
    status, out, _ = run(root, "doctor")
    lines = out.splitlines()
    assert all(line.startswith(("ok  ", "not ok  ")) for line in lines)
    assert any(line.startswith("ok      Python") for line in lines)
    for word in ("Python", "SQLite", "progress", "exercises", "port 8000", "encoding"):
        assert word in out
    assert status == int(any(line.startswith("not ok") for line in lines))


def test_doctor_counts_mistakes_and_says_who_shows_them(root):
    readme = root / "exercises" / "01_ping" / "README.md"
    readme.write_text(README.replace("level: foundation", "level: easy"), encoding="utf-8")
    try:
        status, out, _ = run(root, "doctor")
    finally:
        readme.write_text(README, encoding="utf-8")
    (line,) = [line for line in out.splitlines() if "in the content" in line]
    assert (status, line.startswith("not ok  2 exercises, ")) == (1, True)
    assert line.endswith("run.py check shows them.")
