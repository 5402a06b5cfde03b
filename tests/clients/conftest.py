"""A server for clients to talk to."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.clients.server import Server, running


@pytest.fixture
def server() -> Iterator[Server]:
    """A server that answers as a test tells it."""
    with running() as made:
        yield made
