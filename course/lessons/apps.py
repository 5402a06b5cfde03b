"""Run a lesson's small app and record what it really answers.

In process, an app is called through WSGI as Flask's test client calls it: no socket, no server headers.
Behind a server, it runs in a child process and the bytes that arrive on a real socket are recorded.
"""

from __future__ import annotations

import contextlib
import io
import itertools
import logging
import os
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from types import CodeType, ModuleType
from typing import TYPE_CHECKING, Any, Literal, NoReturn, cast
from urllib.parse import unquote_to_bytes

from flask import Flask, got_request_exception
from werkzeug.test import EnvironBuilder, run_wsgi_app

from course.lessons.received import read_response
from course.lessons.trail import Trail
from course.values.wire import Exchange, Request, Response, header_pairs

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIApplication

Mode = Literal["production", "debug", "testing"]
MODES: tuple[Mode, ...] = ("production", "debug", "testing")
Server = Literal["werkzeug", "waitress"]
SERVERS: tuple[Server, ...] = ("werkzeug", "waitress")
#: Seconds until a server's child process is given up, from its start to its last answer.
TIME_LIMIT = 15.0
HOST = "127.0.0.1"
_numbers = itertools.count(1)


class AppFault(Exception):
    """Raised when a lesson's app cannot be loaded or run; the message says what to repair."""


@dataclass(frozen=True)
class Opened:
    """A fresh copy of an app, with the module and the code that it came from."""

    app: Flask
    module: ModuleType
    code: CodeType


@contextlib.contextmanager
def opened(path: Path, mode: Mode = "production") -> Iterator[Opened]:
    """Load a fresh copy of the app in a file; nothing of it stays behind.

    The module has a name of its own, leaves no bytecode and is not importable afterwards. Its log goes to
    the request's `wsgi.errors`, never to ours. Raises AppFault.
    """
    name = f"_lesson_app_{next(_numbers)}_{path.stem}"
    logging.getLogger(name).propagate = False
    try:
        module, code = _execute(path, name)
        yield Opened(_prepared(module, path, mode), module, code)
    finally:
        # Every copy has a logger of its own name; without this line they would pile up.
        logging.Logger.manager.loggerDict.pop(name, None)


@contextlib.contextmanager
def loaded(path: Path, mode: Mode = "production") -> Iterator[Flask]:
    """Load a fresh copy of the app in a file, as `opened` does."""
    with opened(path, mode) as found:
        yield found.app


def _execute(path: Path, name: str) -> tuple[ModuleType, CodeType]:
    module = ModuleType(name)
    module.__file__ = str(path)
    # Flask and dataclasses look a module up by name while it is executed.
    sys.modules[name] = module
    try:
        code = compile(path.read_bytes(), str(path), "exec", dont_inherit=True)
        exec(code, module.__dict__)  # noqa: S102 (the course's own small apps)
    except FileNotFoundError:
        raise AppFault(f"there is no file {path.name}") from None
    except SyntaxError as error:
        raise AppFault(f"{path.name} does not start: line {error.lineno}: {error.msg}") from error
    except Exception as error:
        raise AppFault(f"{path.name} does not start: {type(error).__name__}: {error}") from error
    finally:
        sys.modules.pop(name, None)
    return module, code


def _prepared(module: ModuleType, path: Path, mode: Mode) -> Flask:
    app = getattr(module, "app", None)
    if not isinstance(app, Flask):
        raise AppFault(f"{path.name} has no module-level app = Flask(__name__)")
    # FLASK_DEBUG of our own process must not reach a lesson.
    app.debug = mode == "debug"
    if mode == "testing":
        app.testing = True
    return app


def run(path: Path, requests: Iterable[Request], mode: Mode = "production") -> tuple[Exchange, ...]:
    """Send requests to one fresh copy of an app and return what became of each. Raises AppFault."""
    with loaded(path, mode) as app:
        return tuple(_answered(app, request, Trail(str(path))) for request in requests)


def _answered(app: Flask, request: Request, trail: Trail) -> Exchange:
    with trail:
        exchange = ask(app, app, request)
    return replace(exchange, answered_at=trail.lines)


def ask(app: Flask, call: WSGIApplication, request: Request) -> Exchange:
    """Send a request to an app, through `call` (the app or what stands around it)."""
    crashes: list[bool] = []

    def note(_: Flask, **__: Any) -> None:
        crashes.append(True)

    with got_request_exception.connected_to(note, sender=app):
        try:
            chunks, status, headers = run_wsgi_app(call, _environ(request), buffered=True)
        except KeyboardInterrupt:
            raise
        except BaseException as error:
            return Exchange(request, raised=describe(error))
    return Exchange(request, _response(status, headers, chunks, request.method), crashed=bool(crashes))


def describe(error: BaseException) -> str:
    """Return an exception as the last line of its traceback."""
    text = str(error)
    return f"{type(error).__name__}: {text}" if text else type(error).__name__


def _environ(request: Request) -> dict[str, Any]:
    path, _, query = request.path.partition("?")
    builder = EnvironBuilder(
        method=request.method,
        query_string=query,
        headers=list(request.headers),
        data=request.body or None,
        errors_stream=io.StringIO(),
    )
    environ = dict(builder.get_environ())
    # Set by hand: EnvironBuilder would read "//x" as a host, and would put a length of its own in the place
    # of one that the request states.
    environ["PATH_INFO"] = unquote_to_bytes(path).decode("latin-1")
    environ["REQUEST_URI"] = environ["RAW_URI"] = request.path
    stated = next((value for key, value in request.headers if key.lower() == "content-length"), None)
    if stated is not None:
        environ["CONTENT_LENGTH"] = stated
    return environ


def _response(
    status: str, headers: Iterable[tuple[str, str]], chunks: Iterable[bytes], method: str
) -> Response:
    number, _, phrase = status.partition(" ")
    body = b"" if method == "HEAD" else b"".join(chunks)
    return Response(int(number) if number.isdigit() else 0, phrase, header_pairs(headers), body)


def run_served(
    path: Path,
    requests: Iterable[Request],
    mode: Mode = "production",
    server: Server = "werkzeug",
    limit: float = TIME_LIMIT,
) -> tuple[Exchange, ...]:
    """Send requests over real sockets to an app behind a server in a child process.

    Each request has its own connection and asks the server to close it. The child is always killed. A child
    that somebody else killed is tried once more: what it did not say is no answer of the app's.
    Raises AppFault when it does not start, or gives neither an answer nor an end within `limit` seconds.
    """
    asked = tuple(requests)
    with contextlib.suppress(_Killed):
        return _run_served(path, asked, mode, server, limit, again=True)
    return _run_served(path, asked, mode, server, limit, again=False)


class _Killed(Exception):
    """Raised when the child was killed by somebody else."""


def _run_served(
    path: Path, requests: tuple[Request, ...], mode: Mode, server: Server, limit: float, again: bool
) -> tuple[Exchange, ...]:
    deadline = time.monotonic() + limit
    with tempfile.TemporaryDirectory() as folder:
        crash_note = Path(folder, "crashes")
        with _child(path, mode, server, crash_note) as process:
            try:
                port = _port(process, path, deadline)
                found = tuple(_over_socket(request, port, crash_note, deadline) for request in requests)
            except AppFault:
                if again and _was_killed(process):
                    raise _Killed from None
                raise
            silent = any(exchange.response is None for exchange in found)
            if again and silent and _was_killed(process):
                raise _Killed
            return found


def _was_killed(process: subprocess.Popen[bytes]) -> bool:
    """Tell whether a signal has ended the child (POSIX); its own end has another status."""
    with contextlib.suppress(subprocess.TimeoutExpired):
        return process.wait(0.05) < 0
    return False


@contextlib.contextmanager
def _child(path: Path, mode: Mode, server: Server, crash_note: Path) -> Iterator[subprocess.Popen[bytes]]:
    root = Path(__file__).resolve().parents[2]
    search_path = os.pathsep.join(filter(None, [str(root), os.environ.get("PYTHONPATH", "")]))
    process = subprocess.Popen(  # noqa: S603 (our own interpreter and module)
        [sys.executable, "-B", "-m", "course.lessons.apps", str(path), mode, server, str(crash_note)],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "PYTHONPATH": search_path, "PYTHONDONTWRITEBYTECODE": "1"},
        start_new_session=os.name == "posix",
    )
    try:
        yield process
    finally:
        _kill(process)


def _port(process: subprocess.Popen[bytes], path: Path, deadline: float) -> int:
    first_line: list[bytes] = []
    stream = cast("io.BufferedReader", process.stdout)
    reader = threading.Thread(target=lambda: first_line.append(stream.readline()), daemon=True)
    reader.start()
    reader.join(max(0.0, deadline - time.monotonic()))
    word, _, rest = (first_line[0] if first_line else b"").decode("utf-8", "replace").strip().partition(" ")
    if word == "port":
        return int(rest)
    raise AppFault(rest or f"{path.name} does not start behind a server")


def _kill(process: subprocess.Popen[bytes]) -> None:
    with contextlib.suppress(ProcessLookupError, PermissionError):
        if os.name == "posix":
            os.killpg(process.pid, signal.SIGKILL)
        else:
            process.kill()
    process.wait()
    if process.stdout:
        process.stdout.close()


def _over_socket(request: Request, port: int, crash_note: Path, deadline: float) -> Exchange:
    before = _size(crash_note)
    received = _bytes_received(_bytes_to_send(request), port, deadline, request)
    response, fragment = read_response(received, request.method)
    return Exchange(request, response, crashed=_size(crash_note) > before, fragment=fragment)


def _size(path: Path) -> int:
    return path.stat().st_size if path.exists() else 0


def _bytes_to_send(request: Request) -> bytes:
    stated = {key.lower() for key, _ in request.headers}
    headers = list(request.headers)
    if "host" not in stated:
        headers.insert(0, ("Host", "localhost"))
    if request.body and not stated & {"content-length", "transfer-encoding"}:
        headers.append(("Content-Length", str(len(request.body))))
    if "connection" not in stated:
        headers.append(("Connection", "close"))
    head = "".join(f"{key}: {value}\r\n" for key, value in headers)
    return f"{request.line}\r\n{head}\r\n".encode() + request.body


def _bytes_received(message: bytes, port: int, deadline: float, request: Request) -> bytes:
    received = bytearray()
    try:
        with socket.create_connection((HOST, port), timeout=_left(deadline)) as connection:
            # A server may answer and close before it has read everything; what it said still counts.
            with contextlib.suppress(ConnectionError):
                connection.sendall(message)
            while chunk := _receive(connection, deadline):
                received += chunk
    except TimeoutError:
        raise AppFault(
            f"{request.method} {request.path}: no end of the answer within the time limit"
        ) from None
    except ConnectionError:
        # Reset, or refused because an earlier request ended the process: the connection is over.
        pass
    return bytes(received)


def _receive(connection: socket.socket, deadline: float) -> bytes:
    connection.settimeout(_left(deadline))
    return connection.recv(65536)


def _left(deadline: float) -> float:
    left = deadline - time.monotonic()
    if left <= 0:
        raise TimeoutError
    return left


def _serve(path: Path, mode: Mode, server: Server, crash_note: Path) -> NoReturn:
    """Serve an app until killed. Says "port N" or "fault TEXT" on the first line of standard output."""
    channel = os.dup(1)
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    try:
        with loaded(path, mode) as app:
            port, serve = _bound(_noting(app, crash_note), server)
            os.write(channel, f"port {port}\n".encode())
            os.close(channel)
            serve()
    except AppFault as fault:
        os.write(channel, f"fault {fault}".replace("\n", " ").encode() + b"\n")
    sys.exit(1)


def _noting(app: Flask, crash_note: Path) -> Any:
    """Return a WSGI app that writes a byte to a file for every exception that no handler of the app took."""

    def note(*_: Any, **__: Any) -> None:
        with crash_note.open("ab") as file:
            file.write(b"!")

    # The receiver is local; blinker would forget it at once without a strong reference.
    got_request_exception.connect(note, sender=app, weak=False)

    def noted(environ: Any, start_response: Any) -> Iterator[bytes]:
        chunks = app(environ, start_response)
        try:
            yield from chunks
        except Exception:
            note()
            raise
        finally:
            close = getattr(chunks, "close", None)
            if close:
                close()

    return noted


def _bound(app: Any, server: Server) -> tuple[int, Callable[[], None]]:
    if server == "waitress":
        from waitress.server import create_server  # type: ignore[import-untyped]

        waitress_server = create_server(app, host=HOST, port=0)
        return int(waitress_server.effective_port), waitress_server.run
    from werkzeug.serving import make_server

    # threaded as `flask run` does it, which also makes the server speak HTTP/1.1.
    werkzeug_server = make_server(HOST, 0, app, threaded=True)
    return werkzeug_server.server_port, werkzeug_server.serve_forever


if __name__ == "__main__":
    _serve(Path(sys.argv[1]), cast(Mode, sys.argv[2]), cast(Server, sys.argv[3]), Path(sys.argv[4]))
