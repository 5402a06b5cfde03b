"""A sentence that says why, written before the reveal: kept, shown beside it, exported."""

from __future__ import annotations

import json

import pytest

from course.progress.store import Store
from tests.site.conftest import STEP

WHY = "Because <nothing> says & otherwise, I think."


def send(client, **form):
    return client.post(f"{STEP}/answers", data={"question": "stored-code", "confidence": "sure", **form})


def test_what_was_written_stands_beside_the_reveal(client):
    assert "Say why, in a sentence" in client.get(STEP).text
    assert "you wrote before" not in client.get(STEP).text
    send(client, choice="201", why=f"  {WHY}\n ")
    page = client.get(STEP).text
    assert "<p>Because &lt;nothing&gt; says &amp; otherwise, I think.</p>" in page
    send(client, choice="200")
    assert "you wrote before" not in client.get(STEP).text


def test_a_kept_page_follows_what_was_written(client):
    for why in ("One.", "Another one."):
        send(client, choice="201", why=why)
        assert f"<p>{why}</p>" in client.get(STEP).text


def test_an_answer_that_is_refused_keeps_the_sentence(client):
    refused = send(client, why=WHY)
    assert refused.status_code == 422
    assert "Because &lt;nothing&gt; says &amp; otherwise, I think.</textarea>" in refused.text


@pytest.mark.parametrize("why", ["x" * 5000, "nul\0 and \x1b[31m", "\ud83d".encode("utf-8", "surrogatepass")])
def test_odd_sentences_are_kept_readable(client, app, why):
    send(client, choice="201", why=why)
    (given,) = app.extensions["course"].store.attempts("stored-code")
    assert 0 < len(given.why) <= 400 and given.why.isprintable()


def test_it_goes_with_an_export_and_old_exports_have_none(client, app, tmp_path):
    send(client, choice="201", why=WHY)
    exported = json.loads(client.get("/progress/export").data)
    assert exported["answers"][0]["why"] == WHY
    other = Store(tmp_path / "other.sqlite")
    other.import_(exported)
    assert other.attempts("stored-code") == app.extensions["course"].store.attempts("stored-code")
    assert other.tally() == app.extensions["course"].store.tally()
    del exported["answers"][0]["why"]
    exported["answers"][0]["uid"] = "old"
    other.import_({**exported, "version": 1})
    assert [given.why for given in other.attempts("stored-code")] == [WHY, ""]
    exported["answers"][0]["why"] = 7
    with pytest.raises(ValueError, match="why must be a text"):
        other.import_(exported)
    other.close()


def test_a_damaged_file_gives_it_back(client, app, tmp_path):
    from course.progress.salvage import salvage

    send(client, choice="201", why=WHY)
    other = Store(tmp_path / "other.sqlite")
    path = app.extensions["course"].store.path
    assert other.database.write(lambda db: salvage(path, db))["reasons"] == 1
    assert [given.why for given in other.attempts("stored-code")] == [WHY]
    other.close()
