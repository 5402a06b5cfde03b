"""Real servers for a WSGI app, in a thread, and what a client gets from them over a socket."""

from __future__ import annotations

import contextlib
import socket
import threading
from collections.abc import Callable, Iterator
from typing import Any

from course.values import wire

#: Seconds after which a server that neither answers nor closes is given up.
PATIENCE = 1.0


@contextlib.contextmanager
def waitress_of(app: Any) -> Iterator[int]:
    """Serve an app with waitress; give the port."""
    from waitress.server import create_server

    server = create_server(app, host="127.0.0.1", port=0, threads=1)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    try:
        yield server.effective_port
    finally:
        with contextlib.suppress(OSError):  # its thread may be awake already, and close it before it is woken
            server.trigger.pull_trigger(server.close)
        server.task_dispatcher.shutdown(timeout=1)


@contextlib.contextmanager
def flask_run_of(app: Any) -> Iterator[int]:
    """Serve an app with Werkzeug's server, as `flask run` does; give the port."""
    from werkzeug.serving import make_server

    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    try:
        yield server.port
    finally:
        server.shutdown()
        server.server_close()


SERVERS: dict[str, Callable[[Any], contextlib.AbstractContextManager[int]]] = {
    "flask run": flask_run_of,
    "waitress": waitress_of,
}


def received(port: int, request: wire.Request) -> bytes:
    """Send a request; return all bytes that come back until the connection ends."""
    headers = [("Host", "localhost"), ("Connection", "close"), *request.headers]
    if request.body:
        headers.append(("Content-Length", str(len(request.body))))
    lines = [request.line, *(f"{name}: {value}" for name, value in headers)]
    message = ("\r\n".join(lines) + "\r\n\r\n").encode("latin-1") + request.body
    answer = bytearray()
    with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), PATIENCE) as connection:
        connection.sendall(message)
        while part := connection.recv(65536):
            answer += part
    return bytes(answer)
