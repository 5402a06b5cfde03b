"""Steps folded into frames, and the words of an author beside them."""

from __future__ import annotations

import pytest

from course.lessons import recordings
from course.lessons.builder import build
from course.lessons.frames import fold
from course.lessons.moments import faults_of, frames_of, recorded, words_for
from course.lessons.parser import read_source
from course.values.recording import Change, Known, Recording, Step

APP = """
from flask import Flask, abort, make_response, request

app = Flask(__name__)
boats = {}


def find(sail):
    found = boats.get(sail)
    return found


@app.put("/boats/<sail>")
def moor(sail):
    known = find(sail)
    boats[sail] = request.json
    return boats[sail], 200 if known else 201


@app.get("/boats/<sail>")
def show(sail):
    if not find(sail):
        abort(make_response({"error": "no boat"}, 404))
    return boats[sail]
"""
LESSON = """---
id: boats
title: Boats
---
Words.

## A boat comes {#a-boat level=foundation}

//// visualize | A boat comes
    app: boats.py
    send: ['PUT /boats/7 "Tern"', 'PUT /boats/7 "Tern"']
    show: moor, find
%s
////
"""


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "boats.py").write_text(APP, encoding="utf-8")
    return tmp_path


def block_of(folder, more=""):
    file = folder / "lesson.md"
    file.write_text(LESSON % more, encoding="utf-8")
    source = read_source(file.read_text(encoding="utf-8"), file, "01_boats")
    # The tiny lesson lacks a front matter; its blocks are built all the same.
    from course.lessons.builder import _Builder
    from course.text.markup import Markup

    builder = _Builder(folder, Markup(), {})
    (block,) = builder.blocks(source.steps[0].items)
    assert builder.faults == []
    return block


def faults(folder, more):
    _, found = recorded(folder, [block_of(folder, more)])
    return [fault.message for fault in found]


def frames(folder, line, show=None):
    found = recordings.recorded(recordings.Job(str(folder / "boats.py"), "production", (), (line,)))
    return fold(found.runs[0].recording, set(range(1, 60)) if show is None else show)


def test_a_call_belongs_to_the_router_and_a_return_to_its_line(folder):
    from course.values.wire import parse_send

    titles = [(one.title, one.note) for one in frames(folder, parse_send('PUT /boats/7 "Tern"'))]
    assert titles == [
        ("The router picks the view", "/boats/<sail> → moor with {'sail': '7'}"),
        ("moor(), line 15", ""),
        ("A function of the app: find()", ""),
        ("find(), line 9", ""),
        ("find(), line 10", ""),
        ("Back in moor(), line 15", ""),
        ("moor(), line 16", ""),
        ("moor(), line 17", "returns ('Tern', 201)"),
        ("Flask makes the response", "('Tern', 201)"),
        ("The answer leaves", ""),
    ]


def test_what_a_statement_changes_is_said_after_the_functions_that_it_calls(folder):
    from course.values.wire import parse_send

    found = frames(folder, parse_send('PUT /boats/7 "Tern"'))
    new = {one.title: [v.name for v in one.variables if v.new] for one in found}
    assert new["moor(), line 15"] == []
    assert new["Back in moor(), line 15"] == ["known"]
    assert new["moor(), line 16"] == ["boats"]


def test_a_finished_response_that_is_raised_is_no_page_of_flask(folder):
    from course.values.wire import parse_send

    found = frames(folder, parse_send("GET /boats/7"))
    raised = next(one for one in found if one.station == "raised")
    assert raised.title == "The exception brings the response"
    assert "own page" not in raised.note


@pytest.mark.parametrize(
    ("role", "after", "title", "note"),
    [
        ("redirect", "made", "The redirect leaves the router as an exception", "E: x"),
        ("http", "made", "Flask looks for an error handler", "E: x. The app has no handler for it, so "),
        ("other", "crash", "Flask looks for an error handler", "E: x. The app has no handler for it."),
        ("http", "call", "Flask looks for an error handler", "E: x"),
    ],
)
def test_what_becomes_of_an_exception_is_said_as_far_as_it_is_known(role, after, title, note):
    steps = (Step("raised", value="E: x", role=role), Step(after, 0, "handle", "handler", value="E: x"))
    frame = fold(Recording(steps), {1})[0]
    assert frame.title == title
    assert frame.note.startswith(note) and ("handler" in frame.note) == ("handler" in note)


def test_a_statement_that_an_exception_leaves_does_not_come_back():
    steps = (
        Step("line", 2, "view", "view", changes=(Change("n", "1", "module"),)),
        Step("call", 5, "helper", depth=1),
        Step("raise", 6, "helper", depth=1, value="E: x"),
        Step("raised", value="E: x", role="other"),
        Step("call", 8, "handle", "handler"),
        Step("line", 9, "handle", "handler"),
    )
    titles = [one.title for one in fold(Recording(steps), {2, 5, 6, 8, 9})]
    assert not [title for title in titles if title.startswith("Back")]
    assert titles[-2:] == ["Flask looks for an error handler", "handle(), line 9"]


def test_lines_that_are_not_shown_have_no_frame_and_lose_nothing():
    steps = (
        Step("routed", value="/ → home", role="matched"),
        Step("call", 3, "home", "view"),
        Step("line", 4, "home", "view", changes=(Change("n", "1", "module", True),)),
        Step("made", value="'hi'", known=Known(200, "OK")),
        Step("sent", known=Known(200, "OK")),
        Step("body", known=Known(200, "OK", (), "hi")),
    )
    found = fold(Recording(steps), {3})
    assert [one.title for one in found][0] == "The router picks the view"
    assert [one.station for one in found[1:]] == ["made", "sent"]
    assert [(v.name, v.value) for v in found[-1].variables] == [("n", "1")]
    assert found[-1].known.body == "hi"


def test_words_stand_at_the_frame_that_they_are_about(folder):
    block = block_of(
        folder,
        "\n/// moment | boats[sail] = request.json\n    of: 2\nThe *same* boat.\n///\n"
        "\n/// moment | made\nJSON now.\n///\n",
    )
    (found,), none = recorded(folder, [block])
    assert none == ()
    first, second = (frames_of(block, run) for run in found.runs)
    assert [w for w in words_for(block, 1, first) if w] == ["JSON now."]
    said = dict(zip([one.title for one in second], words_for(block, 2, second), strict=True))
    assert said["moor(), line 16"] == "The <em>same</em> boat."


@pytest.mark.parametrize(
    ("moment", "message"),
    [
        ("/// moment | nowhere\nWords.\n///", "'nowhere' stands on 0 shown lines, not on one."),
        ("/// moment | sail\nWords.\n///", "'sail' stands on 7 shown lines, not on one."),
        ("/// moment | crash\nWords.\n///", "the station crash was never reached in this recording."),
        ("/// moment | made\n    of: 3\nWords.\n///", "of: 3, but 2 requests are recorded."),
    ],
)
def test_words_without_a_place_in_the_recording_are_a_fault(folder, moment, message):
    assert faults(folder, f"\n{moment}\n") == [message]


def test_words_about_a_line_that_never_ran_are_a_fault(folder):
    text = APP.replace("    return found", "    if found is None:\n        return None\n    return found")
    (folder / "boats.py").write_text(text, encoding="utf-8")
    more = "\n/// moment | return found\n    of: 1\nThe boat.\n///\n"
    _, (fault,) = recorded(folder, [block_of(folder, more)])
    assert fault.message == "the line with 'return found' was never reached in this recording."
    assert (
        (folder / "lesson.md")
        .read_text(encoding="utf-8")
        .split("\n")[fault.line - 1]
        .startswith("/// moment")
    )


def test_a_long_or_broken_recording_is_a_fault(folder):
    block = block_of(folder)
    (found,), _ = recorded(folder, [block])
    run = found.runs[0]
    many = type(run.recording)(run.recording.steps * 3, "time")
    broken = type(found)((), (type(run)(run.exchange, many),))
    told = [fault.message for fault in faults_of(block, broken)]
    assert told == [
        "the recording of PUT /boats/7 ends early (time).",
        "the recording of PUT /boats/7 has 30 frames, more than 16.",
    ]


def test_lanes_need_several_requests(folder):
    block = block_of(folder)
    from dataclasses import replace

    one = replace(block, sent=block.sent[:1], lanes=True)
    _, (fault,) = recorded(folder, [one])
    assert fault.message == "lanes: true, but one request only."


def test_options_of_the_block_are_read(folder):
    file = folder / "lesson.md"
    text = LESSON % "\n/// moment | made\n    of: first\nWords.\n///\n"
    source = read_source(text, file, "01_boats")
    assert any("of of moment is not understood: the number of a request" in f.message for f in source.faults)
    assert build(source)[0] is None
