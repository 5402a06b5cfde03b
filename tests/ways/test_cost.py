"""Cost: what is compared, what is measured, and what still waits for the learner."""

from __future__ import annotations

import json

from course.ways import cost


def pairs_of(it):
    return {pair.title: [(bar.status, bar.trips) for bar in pair.bars] for pair in it.pairs}


def test_a_304_stands_beside_the_whole_answer(ask, library):
    it = cost.build(ask("08_nothing_new", library))
    assert pairs_of(it)["GET /report, snow_early.py"] == [(200, 1), (304, 1)]
    pair = it.pairs[0]
    whole, renewed = pair.bars
    assert (renewed.body, whole.body > 0) == (0, True)
    assert str(renewed.total) in pair.says and pair.most == whole.total


def test_a_redirect_stands_beside_the_right_address(ask, library, store):
    asked = ask("04_what_flask_says", library)
    for step in asked.lesson.steps:
        for question in step.questions:
            store.record_answer(question.id, (question.options[0].id,), "sure", False)
    lines = cost.build(asked).lines
    around = next(line for line in lines if line.trips[0] == 308 and line.trips[-1] < 400)
    assert len(around.trips) == 2
    assert around.whole.total > around.size.total


def test_what_a_question_hides_is_measured_after_its_answer(ask, store):
    before = cost.build(ask())
    assert not [line for line in before.lines if line.exchange.request.body == b'{"name": "vase"}']
    state = cost.state(ask())
    for question in ("stored-code", "stored-type"):
        store.record_answer(question, ("200",), "sure", True)
    after = cost.build(ask())
    assert [line.status for line in after.lines if line.exchange.request.body == b'{"name": "vase"}'] == [200]
    assert after.waiting < before.waiting
    assert cost.state(ask()) != state


def test_a_pitfall_is_compared_where_bytes_differ(ask, store):
    it = cost.build(ask("01_shop"))
    assert all(abs(a.total - b.total) >= cost.LEAST_BYTES for a, b in (pair.bars for pair in it.pairs))


def test_retries_are_simulated_where_a_lesson_is_about_waiting(ask, library):
    assert cost.build(ask("15_slow_down", library)).retries
    assert not cost.build(ask("05_precise_success", library)).retries


def test_every_lesson_has_measured_exchanges_and_values_for_programs(ask, library):
    for slug in library.slugs():
        it = cost.build(ask(slug, library))
        assert it.lines, slug
        told = json.loads(json.dumps(cost.values(it)))
        assert len(told["exchanges"]) == len(it.lines)
        assert not [line for line in it.lines if line.exchange.request.path.startswith(cost.MODELS)]


def test_a_learner_may_count_what_waits(ask, library):
    it = cost.build(ask("07_redirects", library, read="on"))
    assert it.waiting == 0
    around = [pair for pair in it.pairs if pair.bars[0].trips > 1]
    assert not [pair for pair in around if pair.bars[1].status >= 300]
    assert [len(line.trips) for line in it.lines if line.trips[-1] == 302 and len(line.trips) > 1] == [10]
    assert around and all(first.total > direct.total for first, direct in (pair.bars for pair in around))
