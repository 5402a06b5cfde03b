"""An editor saves while pages save, for `prove --durable`: the habits, and what is called lost."""

from __future__ import annotations

import random
import sys
from pathlib import Path

import pytest

from course.authoring.editor_races import HABITS, Races, look_for_all, race
from course.authoring.served_copy import Copy, copy_of, digest
from course.progress.store import Store

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize("name", HABITS)
def test_each_habit_leaves_the_whole_text(name, tmp_path):
    file = tmp_path / "app.py"
    file.write_bytes(b"a longer text than the new one\n")

    HABITS[name](file, b"new\n", random.Random(1))

    assert file.read_bytes() == b"new\n"


def test_a_text_that_is_nowhere_is_lost(tmp_path):
    copy = Copy(tmp_path, "01_ping", tmp_path / "app.py", ("", ""), "")
    store = Store(copy.database)
    store.keep_source(copy.slug, b"in the store")
    store.close()
    copy.file.write_bytes(b"in the file")
    copy.file.with_name(".app.py.x1").write_bytes(b"beside")
    races = Races(0, {digest(b"page"): "a page"}, {digest(b"in the store"), digest(b"page")})
    races.replaced = {digest(b"in the file"), digest(b"beside"), digest(b"half")}

    look_for_all(copy, races)

    assert sorted(races.lost) == [
        f"a page: text {digest(b'page')[:12]} was acknowledged",
        f"nobody: text {digest(b'half')[:12]} was replaced by a page",
    ]


@pytest.mark.slow
@pytest.mark.sockets
@pytest.mark.skipif(sys.platform == "win32", reason="there, no open file is renamed")
def test_a_few_saves_lose_nothing(tmp_path):
    races = race(copy_of(ROOT, tmp_path), 12, random.Random(1))

    assert races.saves >= 12
    assert sorted(races.lost) == []
    assert "lost: 0" in races.lines()
