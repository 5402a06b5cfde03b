"""The pages of Challenge: start, ten questions without a key, a result with the live exchange."""

from __future__ import annotations

import json
import re

import pytest

from tests.site.conftest import JSON

PATHS = pytest.mark.parametrize("path", ["/challenge", "/lessons/01_shop/challenge"])


def keys_of(app, seed: int) -> list[int]:
    from course.challenge.draw import ten

    return [asked.key for asked in ten(app.extensions["course"].library, "01_shop", seed)]


@PATHS
def test_questions_come_without_a_key(client, app, path):
    assert 'name="seed" value="1"' in client.get(path).text
    page = client.get(f"{path}?seed=1&upto=01_shop").text
    keys = keys_of(app, 1)
    assert keys and page.count("not known yet") == len(keys)
    assert page.count('type="radio"') == 4 * len(keys) and page.count('name="typed-') == len(keys)
    assert "checked" not in page
    for wire in re.findall(r'<figure class="wire">.*?</figure>', page, re.S):
        assert re.search(r"not known yet", wire)


@PATHS
def test_answers_are_chosen_or_typed_and_recorded_once(client, app, path):
    keys = keys_of(app, 1)
    form = {"seed": "1", "upto": "01_shop", "began": "2026-01-01T10:00:00+00:00"}
    form |= {f"choice-{n}": str(key) for n, key in enumerate(keys, 1)} | {"typed-1": "418", "choice-2": ""}
    sent = [client.post(path, data=form) for _ in range(2)]
    assert sent[0].status_code == 303 and sent[0].location == sent[1].location
    (result,) = app.extensions["course"].store.challenges()
    assert (result.right, len(result.answers), result.seconds) == (len(keys) - 2, len(keys), 0)
    page = client.get(sent[0].location).text
    assert f"{len(keys) - 2} of {len(keys)}" in page and "you said" in page and "418" in page
    assert client.get(path, headers=JSON).json["next_seed"] == 2


@PATHS
@pytest.mark.parametrize("seed", ["", "0", "x", "-1", "1000000000"])
def test_a_seed_that_is_none_shows_the_start_and_takes_no_answers(client, path, seed):
    assert "Begin" in client.get(f"{path}?seed={seed}").text
    refused = client.post(path, data={"seed": seed})
    assert refused.status_code == 422 and "names no challenge" in refused.text
    assert client.post(path, data={"seed": seed}, headers=JSON).mimetype == "application/problem+json"
    assert client.post(path, json={}).status_code == 415


def test_what_was_missed_comes_back_in_recall(client, app):
    client.post("/lessons/01_shop/challenge", data={"seed": "1"})
    store = app.extensions["course"].store
    assert client.get("/recall", headers=JSON).json["due"] == 0
    store.database.write(
        lambda db: db.execute("UPDATE challenges SET taken_at = '2026-01-01T10:00:00+00:00'")
    )
    due = client.get("/recall", headers=JSON).json
    assert due["due"] == len(keys_of(app, 1)) and due["card"].startswith("challenge:01_shop/")
    front = client.get("/recall").text
    assert "Which code comes back?" in front and "not known yet" in front
    shown = client.get("/recall", query_string={"show": due["card"]}).text
    assert 'name="rating"' in shown and "not known yet" not in shown


def test_a_result_of_a_lesson_that_changed_keeps_its_numbers(client, app, settings):
    location = client.post("/lessons/01_shop/challenge", data={"seed": "1"}).location
    store = app.extensions["course"].store
    before = client.get(location).text
    store.database.write(
        lambda db: db.execute("UPDATE challenges SET answers = replace(answers, '/', '/gone')")
    )
    after = client.get(location).text
    assert "cannot be shown any more" in after and "cannot be shown any more" not in before


def test_challenges_go_with_an_export(client, app, tmp_path):
    from course.progress.store import Store

    client.post("/lessons/01_shop/challenge", data={"seed": "1"})
    exported = json.loads(client.get("/progress/export").data)
    other = Store(tmp_path / "other.sqlite")
    assert other.import_(exported).challenges == 1
    assert other.challenges() == app.extensions["course"].store.challenges()
    for key, value in (("seed", -1), ("answers", [["a", 200]]), ("answers", None), ("seconds", None)):
        broken = {**exported, "challenges": [{**exported["challenges"][0], key: value}]}
        with pytest.raises(ValueError, match=r"challenges\[0\]"):
            other.import_(broken)
    other.close()


def test_a_course_without_requests_has_nothing_to_ask(tmp_path):
    from course.site.app import create_app

    app = create_app({"ROOT": tmp_path, "INSTANCE": tmp_path / "instance"})
    client = app.test_client()
    assert "nothing to ask yet" in client.get("/challenge?seed=1").text
    assert client.post("/challenge", data={"seed": "1"}).status_code == 422
    assert client.get("/recall").status_code == client.get("/progress").status_code == 200
    app.extensions["course"].close()
