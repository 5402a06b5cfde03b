"""The page of Recall: a card, its answer when it is asked for, four ratings; due counts elsewhere."""

from __future__ import annotations

import pytest

from tests.site.conftest import JSON

WRONG = "question:stored-code"


@pytest.fixture
def yesterday(app, answer):
    """A wrong answer that was given yesterday."""
    answer("stored-code", "201", confidence="sure")
    database = app.extensions["course"].store.database
    database.write(
        lambda db: db.execute("UPDATE answers SET answered_at = '2026-01-01T10:00:00.000000+00:00'")
    )


@pytest.mark.parametrize("path", ["/recall", "/lessons/01_shop/recall"])
def test_nothing_is_due_on_the_first_day(client, answer, path):
    assert "Nothing is due now." in client.get(path).text
    answer("stored-code", "201", confidence="sure")
    assert client.get(path, headers=JSON).json["due"] == 0


@pytest.mark.parametrize("path", ["/recall", "/lessons/01_shop/recall"])
def test_the_answer_comes_only_when_it_is_asked_for(client, yesterday, path):
    front = client.get(path).text
    assert "sure and wrong" in front and "not known yet" in front
    assert 'name="rating"' not in front and "FEEDBACK" not in front and 'id="answer"' not in front
    back = client.get(f"{path}?show={WRONG}").text
    assert 'name="rating" value="4" data-key="4"' in back and "not known yet" not in back
    assert 'name="rating"' not in client.get(f"{path}?show=question:stored-type").text


@pytest.mark.parametrize("path", ["/recall", "/lessons/01_shop/recall"])
def test_a_rating_is_recorded_once(client, app, yesterday, path):
    form = {"card": WRONG, "rating": "3", "seen": "0"}
    for _ in range(2):
        sent = client.post(path, data=form)
        assert (sent.status_code, sent.location) == (303, path)
    store = app.extensions["course"].store
    assert [review.rating for review in store.reviews(WRONG)] == [3]
    assert WRONG not in client.get(path).text
    client.post(path, data={"card": "question:stored-type", "rating": "3", "seen": "0"})
    assert store.reviews("question:stored-type") == ()


@pytest.mark.parametrize("path", ["/recall", "/lessons/01_shop/recall"])
@pytest.mark.parametrize("rating", ["", "0", "5", "x", "²", "9" * 5000])
def test_a_rating_that_is_none_is_refused(client, yesterday, path, rating):
    refused = client.post(path, data={"card": WRONG, "rating": rating, "seen": "0"})
    assert refused.status_code == 422 and "again, hard, good or easy" in refused.text
    assert client.post(path, json={}).status_code == 415


def test_home_progress_and_lesson_say_what_is_due(client, yesterday):
    assert '<a href="/recall">1 answer to recall</a>' in client.get("/").text
    assert "1 to recall" in client.get("/lessons/01_shop/").text
    assert "Recall 1 answer" in client.get("/progress").text
    client.post("/recall", data={"card": WRONG, "rating": "4", "seen": "0"})
    assert "to recall" not in client.get("/").text
    assert "to recall" not in client.get("/lessons/01_shop/").text
