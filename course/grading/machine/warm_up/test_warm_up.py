"""The check of the warm-up app: it touches what every check touches."""

from __future__ import annotations

from course.grading.checks.public import Client


def test_warm(client: Client) -> None:
    """A warm-up is answered 200."""
    answer = client.get("/warm")
    assert answer.status_code == 200  # noqa: S101 - a check is an assert
    assert answer.json["warm"] is True  # noqa: S101 - a check is an assert
