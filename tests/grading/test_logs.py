"""A learner's log works in a check as under a fresh `flask run`."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from pathlib import Path

import pytest

from course.grading.checks.answers import Record
from course.grading.checks.client import Client
from course.grading.checks.logs import fresh_logging
from course.grading.checks.submission import Submission

VIEW = """
@app.get("/")
def show():
    app.logger.warning("a warning")
    app.logger.info("an information")
    return {}
"""
FORMATTER = "from flask.logging import default_handler\n"
#: name: (lines before the app is made, lines after, what the handlers write)
SETTINGS: dict[str, tuple[str, str, list[str]]] = {
    "nothing": ("", "", ["WARNING in app: a warning"]),
    "a formatter on Flask's handler": (
        FORMATTER,
        "default_handler.setFormatter(logging.Formatter('mine: %(message)s'))",
        ["mine: a warning"],
    ),
    "basicConfig": ("logging.basicConfig(level=logging.INFO, format='%(levelname)s | %(message)s')", "",
                    ["WARNING | a warning", "INFO | an information"]),
    "dictConfig with its defaults": (
        "from logging.config import dictConfig\n"
        "dictConfig({'version': 1, 'formatters': {'f': {'format': 'd: %(message)s'}},\n"
        " 'handlers': {'h': {'class': 'logging.StreamHandler', 'formatter': 'f'}},\n"
        " 'root': {'level': 'INFO', 'handlers': ['h']}})",
        "",
        ["d: a warning", "d: an information"],
    ),
    "a filter that adds a field": (
        FORMATTER,
        "class Adds(logging.Filter):\n    def filter(self, record):\n"
        "        record.number = 7\n        return True\n"
        "default_handler.addFilter(Adds())\n"
        "default_handler.setFormatter(logging.Formatter('%(number)d %(message)s'))",
        ["7 a warning"],
    ),
    "a filter that drops all": (
        FORMATTER,
        "default_handler.addFilter(lambda record: False)",
        [],
    ),
}  # fmt: skip


@pytest.fixture(autouse=True)
def own_logging() -> Iterator[None]:
    yield
    fresh_logging()


def client_of(folder: Path, before: str, after: str) -> Client:
    head = f"import logging\nfrom flask import Flask\n{before}\napp = Flask(__name__)\n{after}\n"
    (folder / "app.py").write_text(head + VIEW)
    return Client(Record(Submission(folder, folder / "app.py"), seed=1))


@pytest.mark.parametrize("name", SETTINGS)
def test_the_log_of_a_learner_is_written(name: str, tmp_path: Path) -> None:
    before, after, wanted = SETTINGS[name]
    logging.getLogger("app")  # as an earlier import of another file has made it

    for _ in range(2):
        client = client_of(tmp_path, before, after)
        with client.log() as log:
            client.get("/")

        texts = log.texts(logging.DEBUG)
        assert [text.partition("] ")[2] or text for text in texts] == wanted


def test_one_file_does_not_change_the_log_of_the_next(tmp_path: Path) -> None:
    harm = (
        "logging.disable(logging.CRITICAL)\nlogging.getLogger('app').disabled = True\n"
        "logging.getLogger('payroll').addHandler(logging.NullHandler())\n"
        "logging.setLogRecordFactory(lambda *a, **k: 1 / 0)\nlogging.root.setLevel(60)\n"
        "logging.getLogger('werkzeug').setLevel(60)"
    )
    client_of(tmp_path, harm, "")
    client = client_of(tmp_path, "", "")

    with client.log() as log:
        client.get("/")

    assert len(log.texts(logging.WARNING)) == 1
    assert "payroll" not in logging.root.manager.loggerDict
    assert logging.getLogger("werkzeug").level == logging.NOTSET
