"""The site is handed what runs learners' code: with another transport it starts no process at all."""

from __future__ import annotations

import base64
import subprocess

import pytest

from course.site.app import create_app
from course.values.report import CheckResult

PAGE = "/exercises/01_echo/"
JSON = {"Accept": "application/json"}


class Elsewhere:
    """Answers every job by itself, and keeps the jobs."""

    def __init__(self, jobs):
        self.jobs = jobs

    def prepare(self, check_file=""):
        pass

    def wait_until_ready(self, timeout):
        return True

    def run(self, job):
        self.jobs.append(job)
        yield CheckResult("test_echo", "The word comes back.", "passed")

    def finish(self):
        pass

    def ask(self, job):
        self.jobs.append(job)
        return {
            "event": "exchange",
            "status": 418,
            "phrase": "I'M A TEAPOT",
            "headers": [],
            "body": base64.b64encode(b"elsewhere").decode(),
            "sent": [],
            "raised": "",
            "crashed": False,
            "where": "",
            "traceback": "",
            "output": "",
            "fragment": "",
            "broken": "",
            "cause": "",
        }

    def close(self):
        pass


@pytest.fixture
def jobs():
    return []


@pytest.fixture
def client(settings, jobs, monkeypatch):
    def refuse(*arguments, **options):
        raise AssertionError("a process was started")

    monkeypatch.setattr(subprocess, "Popen", refuse)
    app = create_app(settings, transport=lambda: Elsewhere(jobs))
    yield app.test_client()
    app.extensions["course"].close()


def test_a_file_is_graded_by_what_was_handed_in(client, jobs):
    client.post(f"{PAGE}runs")
    run = client.get(f"{PAGE}runs/latest", headers=JSON).json

    assert run["solved"] and run["door"] == "site"
    assert [(job.folder.endswith("01_echo"), job.names) for job in jobs] == [(True, None)]


def test_a_request_is_answered_by_what_was_handed_in(client, jobs):
    form = {"method": "GET", "path": "/kettle", "headers": "", "body": ""}
    answer = client.post(f"{PAGE}requests", data=form, headers=JSON).json

    assert "418" in str(answer) and "elsewhere" in str(answer)
    assert [(job.method, job.path) for job in jobs] == [("GET", "/kettle")]
