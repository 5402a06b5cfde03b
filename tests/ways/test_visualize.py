"""Visualize: which recordings a lesson has, what stays hidden, and what the page is made of."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from course.lessons.parser import read_source
from course.ways import visualize
from course.ways.secrets import open_secrets, questions_of

ROOT = Path(__file__).resolve().parents[2]
LESSONS = sorted((ROOT / "lessons").glob("*/lesson.md"))
#: Lessons whose subject needs several requests.
LANES = ("06", "07", "08", "15", "16", "17")


@pytest.mark.parametrize("file", LESSONS, ids=lambda file: file.parent.name)
def test_every_lesson_has_recordings_whose_words_belong_to_what_ran(ask, library, file):
    slug = file.parent.name
    it = visualize.build(ask(slug, library, read="on"))
    assert len(it.scenes) >= visualize.LEAST
    for scene in it.scenes:
        assert scene.films and all(film.pictures for film in scene.films)
        assert {one.words for film in scene.films for one in film.pictures} - {""}
    if slug[:2] in LANES:
        assert any(scene.lanes for scene in it.scenes)
    told = json.loads(json.dumps(visualize.values(it)))
    assert told["waiting"] == 0 and len(told["recordings"]) == len(it.scenes)


def test_a_recording_waits_for_the_question_whose_answer_it_tells(ask, library, store):
    # Lesson 5 asks what happens to an app that a recording could show.
    asked = ask("05_precise_success", library)
    scene = next(iter(asked.lesson.visualized))
    question = next(q for step in asked.lesson.steps for q in step.questions if q.panel)
    from dataclasses import replace

    told = replace(scene, app=question.panel.app, sent=(question.panel.last.request,))
    recorded = library.recordings(library.lesson("05_precise_success"))[0]
    (step, *_) = asked.lesson.steps
    hidden = visualize._scene(step, told, recorded, open_secrets(asked))
    assert hidden.secret.question == question.id
    assert (hidden.films, hidden.before, hidden.lanes) == ((), (), None)
    before = visualize.state(asked)
    for name in questions_of(asked.lesson):
        store.record_answer(name, ("200",), "sure", True)
    assert visualize.state(asked) != before
    assert not visualize._scene(step, scene, recorded, open_secrets(asked)).secret


def test_a_frame_says_what_it_added_to_the_answer(ask, library):
    it = visualize.build(ask("08_nothing_new", library, read="on"))
    film = it.scenes[0].films[0]
    grown = [sorted(one.grown) for one in film.pictures if one.grown]
    assert grown[0] == ["Content-Type"] and grown[1] == ["ETag"]
    assert film.pictures[-1].body.startswith('{"open"')


def test_recordings_are_made_once(ask, library, monkeypatch):
    first = library.recordings(library.lesson("05_precise_success"))
    from course.lessons import recordings

    monkeypatch.setattr(recordings, "_told", None)
    assert library.recordings(library.lesson("05_precise_success")) is first


def test_a_lesson_without_recordings_lacks_them():
    text = LESSONS[0].read_text(encoding="utf-8").replace("//// visualize", "//// figure")
    source = read_source(text, LESSONS[0], LESSONS[0].parent.name)
    (fault,) = visualize.lacks(source)
    assert fault.message == "the lesson has 0 visualize blocks, not 2 or more."
