"""serve: one line, an address, a clean end."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.terminal.conftest import environment, run

posix = pytest.mark.skipif(os.name == "nt", reason="modes and sockets as POSIX has them")


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
        opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor())
        with opener.open(url, timeout=20) as answer:
            assert (answer.status, "key=" in answer.url) == (200, False)
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


@contextmanager
def served(root: Path, *argv: str, **changes: str) -> Iterator[str]:
    """Serve while the block runs; gives the printed address."""
    server = serve(root, "serve", "--no-browser", *argv, **changes)
    try:
        assert server.stdout is not None
        line = server.stdout.readline()
        assert line.startswith("The course is at "), (line, server.communicate(timeout=20))
        yield line.split()[4]
    finally:
        server.terminate()
        server.communicate(timeout=20)


def status_of(url: str, **headers: str) -> int:
    try:
        with urllib.request.urlopen(urllib.request.Request(url, headers=headers), timeout=20) as answer:
            return int(answer.status)
    except urllib.error.HTTPError as error:
        error.close()
        return error.code


@pytest.mark.sockets
def test_the_key_is_kept_between_starts_and_a_new_one_ends_the_old(root):
    with served(root, "--port", "0") as first:
        base, key = first.split("?key=")
        assert status_of(base) == 401
        assert status_of(base, Authorization=f"Bearer {key}") == 200
        assert run(root, "open", "--no-browser") == (0, f"{first}\n", "")
    assert run(root, "open")[:2] == (1, "")
    with served(root, "--port", "0") as second:
        assert second.split("?key=")[1] == key
    with served(root, "--port", "0", "--new-key") as third:
        base, other = third.split("?key=")
        assert other != key
        assert status_of(base, Authorization=f"Bearer {key}") == 401
    with served(root, "--port", "0", "--no-key") as open_to_all:
        assert "key=" not in open_to_all
        assert status_of(open_to_all) == 200


@posix
@pytest.mark.sockets
def test_nobody_else_reads_what_belongs_to_the_learner(root):
    before = os.umask(0o022)
    try:
        (root / "instance").mkdir(mode=0o755)
        (root / "instance" / "key").write_text("a-key-that-everybody-could-read\n")
        (root / "instance" / "progress.sqlite").touch(0o644)
        with served(root, "--port", "0") as url:
            assert "everybody" not in url
            closed = [root / "instance", *(root / "instance").iterdir()]
            assert {
                path.name: path.stat().st_mode & 0o077 for path in closed if path.name != "templates"
            } == {path.name: 0 for path in closed if path.name != "templates"}
    finally:
        os.umask(before)


@posix
@pytest.mark.sockets
def test_a_socket_needs_no_key_and_is_for_its_owner_only(root, tmp_path):
    path = tmp_path / "course.sock"
    left_over = socket.socket(socket.AF_UNIX)
    left_over.bind(os.fspath(path))
    left_over.close()
    with served(root, "--socket", os.fspath(path)) as said:
        assert said == os.fspath(path)
        assert path.stat().st_mode & 0o777 == 0o600
        with socket.socket(socket.AF_UNIX) as client:
            client.connect(os.fspath(path))
            client.sendall(b"GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
            assert client.recv(100).startswith(b"HTTP/1.1 200 OK")
        status, out, err = run(root, "serve", "--socket", os.fspath(path))
        assert (status, out, err.count("\n")) == (1, "", 1)
    assert not path.exists()
    path.write_text("a file of mine")
    assert run(root, "serve", "--socket", os.fspath(path))[0] == 1
    assert path.read_text() == "a file of mine"


@pytest.mark.parametrize("more", [(), ("--no-key",), ("--url", "/course")])
def test_other_machines_need_the_key_and_one_address(root, more):
    status, out, err = run(root, "--host", "0.0.0.0", "--port", "0", *more)
    assert (status, out, err.count("\n")) == (1, "", 1)
    assert "can be reached from other machines" in err


@pytest.mark.sockets
def test_an_address_that_others_reach_is_warned_of_and_answers_one_name(root):
    server = serve(root, "serve", "--host", "0.0.0.0", "--port", "0", "--url", "http://desk.example:81/c")
    try:
        assert server.stdout is not None
        assert "http://desk.example:81/c/?key=" in server.stdout.readline()
    finally:
        server.terminate()
        _, err = server.communicate(timeout=20)
    assert err.startswith("Warning: 0.0.0.0")
    assert err.count("\n") == 1


@pytest.mark.parametrize(
    "url", ["desk.example", "ftp://desk.example", "https://u:p@desk.example", "https://", "/c?x", "//x/y"]
)
def test_an_address_that_is_none_is_refused(url):
    from course.terminal.group import Trouble
    from course.terminal.serve import reached

    with pytest.raises(Trouble, match="neither an address"):
        reached(url)


def test_what_url_names():
    from course.terminal.serve import Reached, reached

    assert reached("") == Reached()
    assert reached("/a/b/") == Reached("", "/a/b")
    assert reached("https://desk.example:8443/a/") == Reached("https://desk.example:8443", "/a")


@pytest.mark.sockets
def test_in_a_development_environment_the_printed_address_is_that_of_the_browser(root):
    codespaces = {"CODESPACES": "true", "CODESPACE_NAME": "blue-lamp"}
    with served(root, "--port", "0", **codespaces) as said:
        match = re.fullmatch(r"https://(blue-lamp-(\d+)\.app\.github\.dev)/\?key=([\w-]+)", said)
        assert match is not None, said
        host, port, key = match.groups()
        headers = {"Host": host, "Authorization": f"Bearer {key}"}
        assert status_of(f"http://127.0.0.1:{port}/", **headers) == 200
    with served(root, "--port", "0", "--url", "/", **codespaces) as said:
        assert said.startswith("http://127.0.0.1:")


def test_a_prefix_that_begins_as_a_page_does_is_refused(root):
    status, out, err = run(root, "--port", "0", "--url", "https://desk.example/codes/course")
    assert (status, out, err.count("\n")) == (1, "", 1)
    assert "pages of its own below /codes" in err


def test_an_address_of_another_machine_is_refused(root):
    status, out, err = run(root, "--host", "192.0.2.1", "--url", "http://desk.example")
    assert (status, out) == (1, "")
    assert "is not an address of this machine" in err


def test_what_can_only_be_reached_from_here():
    from course.terminal.listen import is_loopback, shown_host

    assert all(map(is_loopback, ("127.0.0.1", "127.9.9.9", "::1", "localhost")))
    assert not any(map(is_loopback, ("0.0.0.0", "::", "192.168.1.5", "example.org")))
    assert shown_host("::1") == "[::1]"
