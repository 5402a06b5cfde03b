"""`prove --load`: what counts as a problem, and one small play against a real server."""

from __future__ import annotations

import os
import sys
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest

from course.authoring.held import Held, held_by
from course.authoring.load import MEMORY, Counts, Found, Played, play_all
from course.authoring.served_copy import copy_of

ROOT = Path(__file__).resolve().parents[2]
BEFORE = Held(sockets=1, files=100, processes=3, threads=60, memory=100)
ANSWERED = Played("runs", 6, Counter({200: 40}), Counter({201: 6}))


def test_nothing_more_than_before_is_no_problem():
    found = Found([ANSWERED], BEFORE, replace(BEFORE, files=110, memory=100 + MEMORY))

    assert list(found.problems()) == []
    assert list(found.lines())[1].split() == ["runs", "6", "40", "of", "40", "6", "times", "201"]


@pytest.mark.parametrize("more", [{"sockets": 2}, {"processes": 4}, {"threads": 61}, {"files": 1000}])
def test_what_is_not_given_back_is_named(more):
    found = Found([ANSWERED], BEFORE, replace(BEFORE, **more))

    (name,) = more
    assert list(found.problems()) == [f"{more[name] - getattr(BEFORE, name)} more {name} than before"]


def test_others_that_are_not_answered_are_named():
    found = Found([replace(ANSWERED, others=Counter({200: 39, 503: 1}))])

    assert list(found.problems()) == ["runs: others got {200: 39, 503: 1}"]


@pytest.mark.slow
@pytest.mark.sockets
@pytest.mark.skipif(sys.platform != "linux", reason="what is held is counted in /proc")
def test_a_small_play_is_answered_and_given_back(tmp_path):

    assert held_by(os.getpid()).threads >= 1
    found = play_all(copy_of(ROOT, tmp_path), Counts(half=30, bodies=2, deaf=5, runs=4))

    assert [set(one.others) for one in found.played] == [{200}] * 4
    assert set(found.played[1].statuses) <= {413, 0}
    assert found.played[3].statuses[201] == 4
    assert found.after is not None
    assert found.after.sockets <= 1
