"""A small real server that answers as it is told and remembers every request."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


@dataclass(frozen=True)
class Seen:
    """A request that arrived; the names of its fields are in lower case."""

    method: str
    path: str
    fields: dict[str, str]
    body: bytes


@dataclass(frozen=True)
class Told:
    """An answer: a code with fields and body, or bytes as they are, after which the connection is closed."""

    status: int = 200
    fields: dict[str, str] = field(default_factory=dict)
    body: bytes = b""
    raw: bytes = b""


class Server(ThreadingHTTPServer):
    """Answers each path by what `tell` said last for it, 200 without content else."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.told: dict[str, list[Told]] = {}
        self.seen: list[Seen] = []

    @property
    def base(self) -> str:
        """The address without a slash at its end."""
        return f"http://127.0.0.1:{self.server_port}"

    @property
    def other_base(self) -> str:
        """The same server by another host name."""
        return f"http://localhost:{self.server_port}"

    def tell(self, path: str, *told: Told) -> str:
        """Say what a path answers, one answer after the other, the last for good; return its address."""
        self.told[path] = list(told)
        return self.base + path

    def page(self, path: str, html: str) -> str:
        """Let a path answer with a page that no cache keeps; return its address."""
        fields = {"Content-Type": "text/html; charset=utf-8", "Cache-Control": "no-store"}
        return self.tell(path, Told(200, fields, html.encode()))

    def asked(self, path: str) -> list[str]:
        """The methods of the requests to a path, in order."""
        return [one.method for one in self.seen if one.path == path]

    def answer_to(self, seen: Seen) -> Told:
        self.seen.append(seen)
        told = self.told.get(seen.path.split("?")[0], [Told()])
        return told.pop(0) if len(told) > 1 else told[0]


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: Server

    def handle_one_request(self) -> None:
        try:
            super().handle_one_request()
        except ConnectionError:  # a client that has seen enough
            self.close_connection = True

    def answer(self) -> None:
        length = int(self.headers.get("Content-Length") or 0)
        fields = {name.lower(): value for name, value in self.headers.items()}
        told = self.server.answer_to(Seen(self.command, self.path, fields, self.rfile.read(length)))
        if told.raw:
            self.wfile.write(told.raw)
            self.close_connection = True
            return
        self.send_response(told.status)
        for name, value in told.fields.items():
            self.send_header(name, value)
        if told.status not in (204, 304):
            self.send_header("Content-Length", str(len(told.body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(told.body)

    do_GET = do_HEAD = do_POST = do_PUT = do_PATCH = do_DELETE = do_OPTIONS = answer

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@contextmanager
def running() -> Iterator[Server]:
    """Run a server on a free port of this machine."""
    server = Server()
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
