"""The progress page: what it shows of what was recorded, the sheet, export and import in the browser."""

from __future__ import annotations

import io
import json

import pytest

from course.values.report import CheckResult, Report
from tests.site.conftest import JSON


def send(client, data: bytes, **more):
    form = {"file": (io.BytesIO(data), "progress.json")}
    return client.post("/progress/import", data=form, content_type="multipart/form-data", **more)


def run_of(symptom: str) -> Report:
    check = CheckResult(
        "test_echo", "The word comes back.", "wrong" if symptom else "passed", symptom=symptom
    )
    return Report("01_echo", (check,), finished="2026-01-01T10:00:00+01:00", extra={"checks": "0123456789ab"})


@pytest.mark.parametrize("path", ["/progress", "/progress/sheet"])
def test_a_learner_without_data_sees_what_will_stand_there(client, path):
    page = client.get(path)
    assert page.status_code == 200
    assert "NaN" not in page.text and "0 of 0" not in page.text
    if path == "/progress":
        assert "Here you will see, part by part" in page.text
        assert "When you or your app say one code" in page.text


def test_sure_and_right_is_counted_by_first_answers(client, answer):
    answer("stored-code", "201", confidence="sure")
    answer("stored-code", "200", confidence="sure")
    values = client.get("/progress", headers=JSON).json
    assert (values["answers"], values["sure"]) == (1, {"right": 0, "of": 1})
    assert values["parts"] == [{"part": "1 Say it", "sure": [0, 1], "guessing": [0, 0]}]
    page = client.get("/progress").text
    assert "1 Say it: sure 0 per cent right, never guessing" in page


def test_a_wrong_prediction_is_a_mix_up_with_the_real_code(client, answer):
    answer("stored-code", "201", confidence="sure")
    answer("stored-code", "201", confidence="guessing")
    assert client.get("/progress", headers=JSON).json["mixed_up"] == [{"right": 200, "said": 201, "times": 2}]


def test_what_an_app_of_the_learner_sent_is_a_mix_up_too(client, app):
    store = app.extensions["course"].store
    for symptom in ("status 200, not 403", "status 401, not 403", ""):
        store.record_run(run_of(symptom), b"x", "site")
    values = client.get("/progress", headers=JSON).json
    assert values["mixed_up"] == [{"right": 403, "said": 401, "times": 1}]
    assert 'href="/codes/401-403"' in client.get("/progress").text


def test_the_sheet_names_day_and_version_of_the_checks(client, app):
    app.extensions["course"].store.record_run(run_of(""), b"x", "site")
    solved = client.get("/progress", headers=JSON).json["solved"]
    assert [(one["exercise"], one["runs"], one["checks"]) for one in solved] == [
        ("01_echo", "1 run", "0123456789ab")
    ]
    sheet = client.get("/progress/sheet").text
    assert "0123456789ab" in sheet and "Say it back" in sheet


def test_a_graded_run_keeps_the_version_of_its_checks(client):
    run = client.post("/exercises/01_echo/runs", headers=JSON).json
    exported = json.loads(client.get("/progress/export").data)
    assert run and len(exported["runs"][0]["report"]["extra"]["checks"]) == 12


def test_what_is_exported_is_imported_once(client, answer):
    answer("stored-code", "200")
    exported = client.get("/progress/export")
    assert exported.headers["Content-Disposition"].startswith('attachment; filename="progress-')
    again = send(client, exported.data)
    assert again.status_code == 303 and "answers=0" in again.headers["Location"]

    values = json.loads(exported.data)
    values["answers"][0]["uid"] = "another"
    added = send(client, json.dumps(values).encode())
    assert "answers=1" in added.headers["Location"]
    assert "New here: 1 answers" in client.get(added.headers["Location"]).text


@pytest.mark.parametrize("data", [b"", b"no json", b"{}", b"[" * 100_000, b"\xff", b'{"format": 1}'])
def test_what_is_no_export_is_refused_and_changes_nothing(client, answer, data):
    answer("stored-code", "200")
    before = json.loads(client.get("/progress/export").data)["answers"]
    refused = send(client, data)
    assert refused.status_code == 422 and 'id="import-error"' in refused.text
    assert send(client, data, headers=JSON).mimetype == "application/problem+json"
    assert json.loads(client.get("/progress/export").data)["answers"] == before


def test_an_export_larger_than_other_forms_is_imported(client, answer):
    answer("stored-code", "200")
    values = json.loads(client.get("/progress/export").data)
    row = values["answers"][0]
    values["answers"] = [{**row, "uid": str(n)} for n in range(3000)]
    sent = json.dumps(values).encode()
    assert len(sent) > 256 * 1024
    assert "answers=3000" in send(client, sent).headers["Location"]


def test_an_import_that_is_no_form_is_415(client):
    assert client.post("/progress/import", json={}).status_code == 415
