"""What `pytest api_checks.py` needs: the client of a fresh copy of api.py for each test."""

from __future__ import annotations

from pathlib import Path

import pytest

from course.grading.checks.public import Submission, load_app

HERE = Path(__file__).resolve().parent


@pytest.fixture
def client():
    """Flask's own test client on a fresh import of api.py, as in production."""
    app = load_app(Submission(HERE, HERE / "api.py"))
    app.testing = app.debug = False
    return app.test_client()
