"""serve: one line, an address, a clean end."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest

from tests.terminal.conftest import environment, run


def serve(root: Path, *argv: str, **changes: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, root / "run.py", *argv],
        cwd=root.parent,
        env=environment(**changes),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


@pytest.mark.sockets
@pytest.mark.parametrize("end", ["SIGINT", "SIGTERM"])
@pytest.mark.skipif(os.name == "nt", reason="signals are POSIX")
def test_serve_says_one_line_answers_and_ends_cleanly(root, end):
    server = serve(root, "--port", "0")
    try:
        assert server.stdout is not None
        line = server.stdout.readline()
        url = next(word for word in line.split() if word.startswith("http://127.0.0.1:"))
        with urllib.request.urlopen(url, timeout=20) as answer:
            assert answer.status == 200
        server.send_signal(getattr(signal, end))
        out, err = server.communicate(timeout=20)
        # waitress says so when a request waits for a thread, which happens on a busy machine.
        said = [line for line in err.splitlines() if "Task queue depth" not in line]
        assert (server.returncode, out, said) == (0, "", [])
    finally:
        if server.poll() is None:
            server.kill()
            server.communicate()


@pytest.mark.sockets
def test_a_taken_port_is_named_with_a_free_one(root):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        status, out, err = run(root, PORT=port)
        assert (status, out, err.count("\n")) == (1, "", 1)
        assert f"Port {port} is taken" in err
    other = int(err.split("--port ")[1])
    assert other != int(port)
    socket.create_server(("127.0.0.1", other)).close()


@pytest.mark.sockets
def test_an_address_that_others_reach_is_warned_of(root):
    server = serve(root, "serve", "--host", "0.0.0.0", "--port", "0")
    try:
        assert server.stdout is not None
        assert "http://127.0.0.1:" in server.stdout.readline()
    finally:
        server.terminate()
        _, err = server.communicate(timeout=20)
    assert err.startswith("Warning: 0.0.0.0")
    assert err.count("\n") == 1


def test_an_address_of_another_machine_is_refused(root):
    status, out, err = run(root, "--host", "192.0.2.1", "--no-browser")
    assert (status, out, err.count("\n")) == (1, "", 1)
    assert "no address of this machine" in err


def test_what_can_only_be_reached_from_here():
    from course.terminal.serve import is_loopback, names_of, shown_host

    assert all(map(is_loopback, ("127.0.0.1", "127.9.9.9", "::1", "localhost")))
    assert not any(map(is_loopback, ("0.0.0.0", "::", "192.168.1.5", "example.org")))
    assert names_of("127.0.0.1") == ()
    assert names_of("192.168.1.5") == ("192.168.1.5",)
    assert shown_host("::1") == "[::1]"
