"""Try: which codes an app can answer, which were found, and what a hint says."""

from __future__ import annotations

import json

import pytest

from course.ways import try_it
from course.ways.way import NotThere


def test_the_goals_are_the_codes_that_the_lesson_has_seen(ask):
    it = try_it.build(ask())
    assert it.hunt.app == "shop.py"
    assert [goal.code for goal in it.hunt.goals] == sorted({goal.code for goal in it.hunt.goals})
    assert {200, 404} <= {goal.code for goal in it.hunt.goals}
    assert it.hunt.found == 0
    assert "app = Flask(__name__)" in it.source


def test_every_goal_of_every_lesson_can_be_reached_as_its_hint_says(ask, library):
    from course.lessons import apps

    for slug in library.slugs():
        asked = ask(slug, library)
        for hunt in try_it.hunts_of(asked.lesson, asked.store):
            for goal in hunt.goals:
                file = library.lessons_dir / slug / hunt.app
                try:
                    came = apps.run(file, (*goal.before, goal.request))[-1].response
                except apps.AppFault:
                    continue
                if came is not None:
                    assert came.status == goal.code, (slug, hunt.app, goal)


def test_a_found_code_is_kept_once_and_only_when_the_app_is_known_to_answer_it(ask, store):
    asked = ask()
    before = try_it.state(asked)
    for code in (404, 404, 418):
        try_it.keep_found(asked.lesson, "shop.py", code, store)
    try_it.keep_found(asked.lesson, "none.py", 404, store)

    assert [goal.code for goal in try_it.build(asked).hunt.goals if goal.found] == [404]
    assert [answer.attempt for answer in store.answers().values()] == [1]
    assert try_it.state(asked) != before
    told = json.loads(json.dumps(try_it.values(try_it.build(asked))))
    assert told["apps"][0]["found"] == [404]


def test_another_app_is_chosen_by_its_name(ask):
    assert try_it.build(ask(app="shop_mended.py")).hunt.app == "shop_mended.py"
    with pytest.raises(NotThere, match='no app "../run.py"'):
        try_it.build(ask(app="../run.py"))
    with pytest.raises(NotThere):
        try_it.state(ask(app="none.py"))


def test_a_hint_names_the_request_and_no_code(ask, library):
    for slug in library.slugs():
        asked = ask(slug, library)
        for hunt in try_it.hunts_of(asked.lesson, asked.store):
            for goal in hunt.goals:
                assert goal.request.method in goal.hint
                assert f" {goal.code}" not in goal.hint.replace(f"body of {goal.code}", "")


def test_a_lesson_without_an_app_has_nothing_to_hunt(ask):
    asked = ask("02_next")
    assert try_it.build(asked).hunt is None
    assert try_it.values(try_it.build(asked)) == {"app": None, "apps": []}
    with pytest.raises(NotThere):
        try_it.build(ask("02_next", app="shop.py"))
