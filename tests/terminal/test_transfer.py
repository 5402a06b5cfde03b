"""export and import carry the progress, and garbage changes nothing."""

from __future__ import annotations

import json

import pytest

from tests.terminal.conftest import learner_file, run, solve


def test_export_and_import_carry_the_progress(root, tmp_path):
    solve(root)
    run(root, "grade", "1")
    file = tmp_path / "progress.json"
    assert run(root, "export", str(file))[0] == 0
    printed = json.loads(run(root, "export", "-")[1])
    assert json.loads(file.read_text()) | {"exported_at": printed["exported_at"]} == printed
    other = str(tmp_path / "other")
    status, out, _ = run(root, "import", str(file), COURSE_INSTANCE=other)
    assert (status, "1 run" in out) == (0, True)
    assert "Solved: 1 of 2" in run(root, "list", COURSE_INSTANCE=other)[1]
    assert "0 runs" in run(root, "import", "-", given=file.read_text(), COURSE_INSTANCE=other)[1]


def test_an_export_replaces_nothing_but_an_export(root, tmp_path):
    run(root, "grade", "1")
    for file in (root / "instance" / "progress.sqlite", learner_file(root)):
        before = file.read_bytes()
        status, out, err = run(root, "export", str(file))
        assert (status, out) == (1, "")
        assert err == f"{file} is there and is not exported progress. It is left alone; name another one.\n"
        assert file.read_bytes() == before
    again = tmp_path / "progress.json"
    again.touch()
    assert [run(root, "export", str(again))[0] for _ in range(2)] == [0, 0]


@pytest.mark.parametrize("text", ["", "no json", "[" * 100_000, "{}", '{"format": 1}'])
def test_garbage_is_not_imported(root, text):
    status, out, err = run(root, "import", "-", given=text)
    assert (status, out, err.count("\n")) == (1, "", 1)
    assert err.endswith("Nothing was changed.\n")


def test_a_file_that_is_not_there_is_not_imported(root, tmp_path):
    status, out, err = run(root, "import", str(tmp_path / "none.json"))
    assert (status, out, err.count("\n")) == (1, "", 1)
