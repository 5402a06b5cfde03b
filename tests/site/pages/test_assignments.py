"""Assignments in the browser: taken from a file, shown on the first page, replaced, dropped."""

from __future__ import annotations

import io
from datetime import date

import pytest

from course.values.assignment import MOST, Assignment, written
from tests.site.conftest import JSON

FAR = Assignment("Week <1>", date(2999, 1, 15), ("01_echo",))
PAST = Assignment("Week 0", date(2001, 1, 15), ("01_echo",))


def send(client, data, **more):
    form = {"file": (io.BytesIO(data), "assignment.json")}
    return client.post("/assignments", data=form, content_type="multipart/form-data", **more)


def test_without_any_the_first_page_says_nothing_and_the_others_have_the_form(client):
    assert "ssign" not in client.get("/").text.replace("/assignments", "")
    for path in ("/progress", "/assignments"):
        assert 'action="/assignments"' in client.get(path).text
    assert client.get("/assignments", headers=JSON).json == {"assignments": []}


def test_a_file_is_taken_and_shown_on_the_first_page(client):
    answer = send(client, written(FAR))
    assert (answer.status_code, answer.headers["Location"]) == (303, f"/assignments#a-{FAR.id}")
    for path in ("/", "/assignments"):
        page = client.get(path).text
        assert "Week &lt;1&gt;" in page and "Tuesday, 15 January 2999" in page and "days left" in page
    (one,) = client.get("/", headers=JSON).json["assignments"]
    assert (one["title"], one["by"], one["solved"]) == ("Week <1>", "2999-01-15", 0)
    assert [mark["href"] for mark in one["exercises"]] == ["/exercises/01_echo/"]


def test_late_is_said_and_locks_nothing(client):
    send(client, written(PAST))
    page = client.get("/").text
    assert "days late" in page and 'class="error"' not in page
    assert client.get("/exercises/01_echo/").status_code == 200
    assert client.post("/exercises/01_echo/runs", headers=JSON).status_code == 201


def test_several_at_once_the_same_title_once_and_a_dropped_one_not(client):
    for one in (FAR, PAST, FAR):
        send(client, written(one))
    titles = [one["title"] for one in client.get("/assignments", headers=JSON).json["assignments"]]
    assert titles == ["Week 0", "Week <1>"]
    assert client.post(f"/assignments/{PAST.id}/drop").status_code == 303
    assert "Week 0" not in client.get("/").text
    assert client.post(f"/assignments/{PAST.id}/drop").status_code == 404
    assert client.post("/assignments/..%2Fkey/drop").status_code == 404


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "Choose the file"),
        (b"{", "not a JSON file"),
        (b" " * (MOST + 5), "more than"),
        (written(Assignment("Week 2", FAR.by, ("99_gone",))), "99_gone, which this course does not have"),
    ],
)
def test_what_does_not_fit_is_422_and_changes_nothing(client, data, words):
    send(client, written(FAR))
    refused = send(client, data)
    assert refused.status_code == 422 and words in refused.text and 'id="assignment-error"' in refused.text
    assert send(client, data, headers=JSON).mimetype == "application/problem+json"
    assert len(client.get("/assignments", headers=JSON).json["assignments"]) == 1


def test_a_huge_file_is_413_and_no_form_is_415(client):
    assert send(client, b" " * 300_000).status_code == 413
    assert client.post("/assignments", json={}).status_code == 415


def test_a_place_that_cannot_be_written_is_507(client, tmp_path):
    (tmp_path / "instance" / "assignments").write_text("in the way")
    refused = send(client, written(FAR))
    assert refused.status_code == 507 and "nothing was changed" in refused.text


def test_a_damaged_file_is_said_and_keeps_no_page_away(client, tmp_path):
    send(client, written(FAR))
    (tmp_path / "instance" / "assignments" / f"{FAR.id}.json").write_text("{")
    assert client.get("/").status_code == 200
    assert "1 file of an assignment is damaged and left out" in client.get("/assignments").text
    send(client, written(FAR))
    assert "damaged" not in client.get("/assignments").text


def test_an_export_names_them(client):
    send(client, written(FAR))
    assert client.get("/progress/export").json["assignments"][0]["title"] == "Week <1>"
