"""Where the course keeps its files."""

from __future__ import annotations

from course.places import instance_dir


def test_the_instance_folder_can_be_named(monkeypatch, tmp_path):
    monkeypatch.delenv("COURSE_INSTANCE", raising=False)
    assert instance_dir(tmp_path) == tmp_path / "instance"
    monkeypatch.setenv("COURSE_INSTANCE", str(tmp_path / "elsewhere"))
    assert instance_dir(tmp_path) == tmp_path / "elsewhere"
