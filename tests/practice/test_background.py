"""What runs behind the pages."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from course.exercises.catalogue import Catalogue
from course.practice.background import Background
from course.progress.store import Store
from course.values.exercise import Exercise
from tests.practice.test_attempts import Transport


@pytest.fixture
def make(tmp_path: Path, tea_house: Exercise) -> Callable[[], Background]:
    """Make the background of one more server on the same instance folder."""
    begun = threading.Barrier(2)

    def slowly() -> None:
        try:
            begun.wait(1)  # both grade at the same time, if they are let
        except threading.BrokenBarrierError:
            pass

    catalogue = Catalogue(tea_house.folder.parent)
    return lambda: Background(catalogue, Store(tmp_path / "progress.sqlite"), lambda: Transport(slowly))


def test_two_servers_on_one_instance_grade_a_save_once(make, tea_house):
    servers = [make(), make()]
    tea_house.source_path.write_text("saved = 1\n")
    threads = [threading.Thread(target=server.grade_save, args=(tea_house, "editor")) for server in servers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(servers[0].store.runs(tea_house.slug)) == 1
    for server in servers:
        server.close()
        server.store.close()
