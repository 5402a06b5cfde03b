"""A curl line in a report sends the very request that the report is about."""

from __future__ import annotations

import shutil
import socket
import subprocess
import threading

import pytest

from course.values.snippets import one_line_each, python_requests
from course.values.wire import Request, curl

JSON = (("Content-Type", "application/json"),)
REQUESTS = {
    "plain": Request("GET", "/bikes"),
    "brackets and braces": Request("GET", "/bikes/{id}?tags[]=a&range=[1-3]"),
    "dots": Request("GET", "/any/../any/./x"),
    "a body that begins with @": Request("POST", "/notes", JSON, b"@home"),
    "a body with quotation marks": Request("POST", "/notes", JSON, b'{"a": "it\'s \\"so\\""}\n'),
    "a body of bytes": Request("PUT", "/photos/1", (), b"\xff\x00%d\\n'$HOME'"),
    "UTF-8": Request("POST", "/notes", JSON, "{'ä': '→'}".encode()),
    "an empty header": Request("GET", "/door", (("Authorization", ""),)),
    "two lines of one header": Request("GET", "/x", (("Accept", "a/b"), ("Accept", "c/d"))),
    "DELETE": Request("DELETE", "/notes/1"),
}


def sent_by(line_of: Request) -> bytes:
    """Run the curl line in a shell and return what arrives at a socket."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        received = bytearray()

        def serve() -> None:
            connection, _ = server.accept()
            with connection:
                connection.settimeout(5)
                while b"\r\n\r\n" not in received or len(received) < _whole(received):
                    received.extend(connection.recv(65536))
                connection.sendall(b"HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n")

        thread = threading.Thread(target=serve)
        thread.start()
        command = curl(line_of, f"http://127.0.0.1:{server.getsockname()[1]}")
        subprocess.run(["sh", "-c", command], check=True, capture_output=True, timeout=20)
        thread.join()
    return bytes(received)


def _whole(received: bytes) -> int:
    head, _, _ = received.partition(b"\r\n\r\n")
    lengths = [
        int(line.split(b":")[1]) for line in head.split(b"\r\n") if line.lower().startswith(b"content-length")
    ]
    return len(head) + 4 + sum(lengths)


@pytest.mark.sockets
@pytest.mark.skipif(not shutil.which("curl"), reason="needs curl")
@pytest.mark.parametrize("name", REQUESTS)
def test_a_curl_line_sends_this_request(name: str) -> None:
    request = REQUESTS[name]

    head, _, body = sent_by(request).partition(b"\r\n\r\n")

    first, *lines = head.decode().split("\r\n")
    own = [line for line in lines if line.split(":")[0] in dict(request.headers)]
    assert first == request.line
    assert body == request.body
    assert sorted(own) == sorted(
        f"{key}: {value}".rstrip() if value else f"{key}:" for key, value in request.headers
    )


def test_requests_gets_one_line_for_each_name() -> None:
    assert one_line_each([("Accept", "a/b"), ("accept", "c/d"), ("Cookie", "a=1"), ("Cookie", "b=2")]) == {
        "Accept": "a/b, c/d",
        "Cookie": "a=1; b=2",
    }
    assert "'Accept': 'a/b, c/d'" in python_requests(REQUESTS["two lines of one header"])
