"""Ten questions by a seed: reproducible, half of them changed, keys computed, nothing of a lesson told."""

from __future__ import annotations

from pathlib import Path

import pytest

from course.challenge import draw
from course.challenge.candidates import is_fair, secrets_in, sent_in
from course.challenge.draw import find, ten
from course.lessons import apps
from course.lessons.library import Library
from course.values import codes

ROOT = Path(__file__).resolve().parents[2]
UPTO = ["01_one_number", "04_what_flask_says", "10_shape_and_meaning", ""]


@pytest.fixture(scope="module")
def library() -> Library:
    return Library(ROOT / "lessons", ROOT / "exercises")


@pytest.fixture(scope="module")
def told(library) -> set[tuple[str, object]]:
    """Every request that a lesson sends, by app."""
    sent = [one for slug in library.slugs() for one in sent_in(library.source(slug))]
    return {(one.app.name, request) for one in sent for request in one.requests}


@pytest.mark.parametrize("upto", UPTO)
def test_ten_questions_half_of_them_stand_in_no_lesson(library, told, upto):
    for seed in (1, 2):
        questions = ten(library, upto, seed)
        assert len({question.id for question in questions}) == 10
        changed = [question for question in questions if question.change]
        assert len(changed) >= 5
        for question in changed:
            new = (question.panel.app, question.panel.last.request) not in told
            assert new or question.kind == "again", question.id


@pytest.mark.parametrize("upto", UPTO)
def test_the_key_is_what_the_app_answers_and_is_among_four_options(library, upto):
    for question in ten(library, upto, 3):
        path = library.lessons_dir / question.lesson / question.panel.app
        sent = [exchange.request for exchange in question.panel.exchanges]
        answer = apps.run(path, sent)[-1].response
        assert answer and answer.status == question.key
        assert question.key in question.options
        assert question.options == tuple(sorted(set(question.options))) and len(question.options) == 4
        assert set(question.options) <= codes.NAMES.keys()
        assert not question.panel.last.crashed


def test_the_same_seed_draws_the_same_and_another_one_others(library):
    first = [question.id for question in ten(library, "08_nothing_new", 5)]
    draw._ten.cache_clear()
    other = Library(ROOT / "lessons", ROOT / "exercises")
    assert [question.id for question in ten(other, "08_nothing_new", 5)] == first
    assert [question.id for question in ten(other, "08_nothing_new", 6)] != first


def test_no_question_tells_what_a_prediction_asks(library):
    sources = [library.source(slug) for slug in library.slugs()]
    secrets = {secret for source in sources for secret in secrets_in(source)}
    assert len(secrets) > 100
    for seed in range(1, 6):
        for question in ten(library, "05_precise_success", seed):
            app = library.lessons_dir / question.lesson / question.panel.app
            assert (app, question.panel.last.request) not in secrets


def test_no_code_and_no_kind_comes_too_often(library):
    for seed in range(1, 6):
        questions = ten(library, "", seed)
        for question in questions:
            assert sum(one.key == question.key for one in questions) <= draw.OF_CODE
            if question.change:
                assert sum(one.kind == question.kind for one in questions) <= draw.OF_KIND


def test_a_question_is_found_again_by_its_id(library):
    for question in ten(library, "05_precise_success", 1):
        assert find(library, question.id) == question
    assert find(library, "05_precise_success/comets.py/0000000000") is None
    assert find(library, "99_gone/x.py/1") is None
    assert find(library, "") is None


def test_an_app_that_hangs_on_time_or_is_a_client_is_not_asked(tmp_path):
    file = tmp_path / "app.py"
    for line, fair in (
        ("return {'at': datetime.now()}", False),
        ("time.sleep(1)", False),
        ("return request.remote_addr", False),
        ("answer = other.test_client().get('/')", False),
        ("return {'time': 3}", True),
    ):
        file.write_text(line, encoding="utf-8")
        assert is_fair(file) == fair, line
    assert not is_fair(tmp_path / "none.py")
