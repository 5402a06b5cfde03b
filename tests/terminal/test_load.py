"""A server under load: whoever asks rightly is answered, and everything is given back."""

from __future__ import annotations

import http.client
import os
import signal
import socket
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from course.practice.background import MOST_RUNS
from course.terminal import serve as serving
from tests.terminal.conftest import learner_file
from tests.terminal.test_serve import serve

pytestmark = [
    pytest.mark.slow,
    pytest.mark.sockets,
    pytest.mark.skipif(sys.platform != "linux", reason="descriptors are counted in /proc"),
]


class Served:
    """A served course, and what its process holds."""

    def __init__(self, root: Path, **changes: str) -> None:
        self.process = serve(root, "serve", "--no-browser", "--port", "0", "--no-key", **changes)
        assert self.process.stdout is not None
        self.port = int(self.process.stdout.readline().split()[4].rstrip("/").rpartition(":")[2])

    def descriptors(self) -> tuple[int, int]:
        """How many sockets, and how many other files: each thread keeps its connection to the database."""
        folder = Path(f"/proc/{self.process.pid}/fd")
        found: list[str] = []
        for entry in list(folder.iterdir()):
            with suppress(FileNotFoundError):  # closed just now
                found.append(os.readlink(entry))
        sockets = sum(name.startswith("socket:") for name in found)
        return sockets, len(found) - sockets

    def connect(self) -> socket.socket:
        return socket.create_connection(("127.0.0.1", self.port), timeout=60)

    def ask(self, method: str = "GET", path: str = "/", **headers: str) -> int:
        link = http.client.HTTPConnection("127.0.0.1", self.port, timeout=300)
        try:
            link.request(method, path, headers=headers)
            answer = link.getresponse()
            answer.read()
            return answer.status
        finally:
            link.close()


@contextmanager
def started(root: Path, **changes: str) -> Iterator[Served]:
    server = Served(root, **changes)
    try:
        assert server.ask() == 200
        yield server
    finally:
        server.process.send_signal(signal.SIGTERM)
        server.process.communicate(timeout=60)


@pytest.fixture
def served(root: Path) -> Iterator[Served]:
    with started(root) as server:
        yield server


def eventually(condition: Callable[[], bool]) -> bool:
    until = time.monotonic() + 90
    while not condition() and time.monotonic() < until:
        time.sleep(0.2)
    return condition()


def test_half_sent_requests_and_clients_that_never_read_stop_nobody(served):
    before = served.descriptors()
    half = [served.connect() for _ in range(500)]
    for link in half:
        link.sendall(b"GET / HTTP/1.1\r\nHost: loc")
    deaf = [served.connect() for _ in range(60)]
    for link in deaf:
        link.sendall(b"GET /exercises/ HTTP/1.1\r\nHost: localhost\r\n\r\n" * 20)
    assert [served.ask() for _ in range(5)] == [200] * 5
    for link in (*half, *deaf):
        link.close()
    assert eventually(lambda: served.descriptors()[0] <= before[0]), (before, served.descriptors())
    assert served.descriptors()[1] <= before[1] + 2 * serving.SERVER["threads"]


def test_a_client_that_says_nothing_is_let_go(served):
    with served.connect() as link:
        link.sendall(b"GET / HTTP/1.1\r\n")
        link.settimeout(90)
        assert link.recv(1) == b""


def test_a_body_that_is_too_long_is_refused_before_it_is_read(served):
    with served.connect() as link:
        link.sendall(b"POST /theme HTTP/1.1\r\nHost: localhost\r\nContent-Length: 314572800\r\n\r\n")
        assert link.recv(100).startswith(b"HTTP/1.1 413 ")
    sent = 0
    with served.connect() as link:
        link.sendall(b"POST /theme HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n")
        try:
            while sent < 300:
                link.sendall(b"100000\r\n" + b"x" * 0x100000 + b"\r\n")
                sent += 1
        except OSError:
            pass
    assert sent < 100  # megabytes: the kernel holds some that the server never reads
    assert served.ask() == 200


def test_runs_beyond_the_place_for_them_are_told_to_come_again(root, tmp_path):
    go = tmp_path / "go"
    waiting = f"import os, time\nwhile not os.path.exists({str(go)!r}):\n    time.sleep(0.05)\n"
    learner_file(root).write_text(waiting + learner_file(root).read_text())
    codes: list[int] = []

    def ask_for_a_run() -> None:
        codes.append(server.ask("POST", "/exercises/01_ping/runs", Accept="application/json"))

    with started(root, COURSE_TIME_LIMIT="300") as server:
        threads = [threading.Thread(target=ask_for_a_run) for _ in range(60)]
        for thread in threads:
            thread.start()
        try:
            # None of those that were taken ends before it may.
            assert eventually(lambda: len(codes) >= 60 - MOST_RUNS), codes
            assert [server.ask() for _ in range(5)] == [200] * 5
        finally:
            go.touch()
            for thread in threads:
                thread.join()
    assert (codes.count(503), codes.count(201)) == (60 - MOST_RUNS, MOST_RUNS)


def test_the_limits_fit_what_the_pages_take():
    from course.site.pages.exercises.source import FORM_MOST

    assert serving.BODY > FORM_MOST
    assert serving.SERVER["inbuf_overflow"] > serving.BODY
