"""The course behind each kind of server in front, as a browser reaches it."""

from __future__ import annotations

import re
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tests.site.behind.browser import Answer, Browser
from tests.site.behind.servers import code_server, end, nginx
from tests.site.conftest import LESSONS, write_exercise
from tests.terminal.conftest import environment

ROOT = Path(__file__).parents[3]
DESK = "desk.example"
CODE = "code.example"
PREFIX = "/learn/http"
PASSED_ON = "proxy_set_header Host $http_host;"


@dataclass(frozen=True)
class Form:
    """A form in which a server in front hands requests on."""

    url: str = f"https://{DESK}{PREFIX}"
    #: nginx: the path that it serves, where it hands that on, and what more it says.
    location: str = ""
    target: str = ""
    more: str = PASSED_ON
    #: code-server: what it says in the variable of its terminals.
    variable: str = ""
    at_socket: bool = False

    @property
    def passes_host(self) -> bool:
        return bool(self.variable) or PASSED_ON in self.more


FORMS = {
    "nginx, whole host": Form(f"https://{DESK}", "/", "http://{at}"),
    "nginx, whole host, its own Host": Form(f"https://{DESK}", "/", "http://{at}", ""),
    "nginx, prefix kept": Form(location=f"{PREFIX}/", target="http://{at}"),
    "nginx, prefix cut off": Form(location=f"{PREFIX}/", target="http://{at}/"),
    "nginx, prefix cut off, its own Host": Form(location=f"{PREFIX}/", target="http://{at}/", more=""),
    "nginx, to a socket": Form(f"https://{DESK}", "/", "http://unix:{at}", at_socket=True),
    "nginx, to a socket, prefix kept": Form(location=f"{PREFIX}/", target="http://unix:{at}", at_socket=True),
    "nginx, to a socket, prefix cut off": Form(
        location=f"{PREFIX}/", target="http://unix:{at}:/", at_socket=True
    ),
    "code-server, /proxy": Form("", variable=f"https://{CODE}/proxy/{{{{port}}}}/"),
    "code-server, /absproxy": Form("", variable=f"https://{CODE}/absproxy/{{{{port}}}}/"),
}


@dataclass(frozen=True)
class Front:
    """The course behind a server in front."""

    form: Form
    #: Where browsers reach the course, without a slash at the end.
    base: str
    key: str
    #: The learner's folder, and the socket and the certificate of the server in front.
    work: Path
    socket: Path
    trusted: Path

    @property
    def prefix(self) -> str:
        return urlsplit(self.base).path

    @property
    def log(self) -> Path:
        """What nginx says of each request."""
        return self.socket.with_name("access.log")

    def newcomer(self) -> Browser:
        """Return a browser that was never here."""
        return Browser(self.socket, self.trusted)

    def arrive(self) -> tuple[Browser, Answer]:
        """Return a browser that opened the printed address, and what came back."""
        browser = self.newcomer()
        query = f"?key={self.key}" if self.key else ""
        return browser, browser.ask(f"{self.base}/{query}")


@pytest.fixture(scope="session")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Return a certificate for the names in use, and its key."""
    if not shutil.which("openssl"):
        pytest.skip("openssl is not installed, so no certificate can be made")
    folder = tmp_path_factory.mktemp("tls")
    cert, key = folder / "cert.pem", folder / "key.pem"
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", f"/CN={DESK}",
         "-addext", f"subjectAltName=DNS:{DESK},DNS:{CODE}", "-keyout", key, "-out", cert],
        check=True, capture_output=True,
    )  # fmt: skip
    return cert, key


@pytest.fixture(scope="session")
def shipped(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a course of two tiny lessons and one exercise, as somebody would install it."""
    root = tmp_path_factory.mktemp("shipped")
    for folder in ("course", "templates", "static"):
        shutil.copytree(ROOT / folder, root / folder, ignore=shutil.ignore_patterns("__pycache__"))
    for file in ("run.py", "pyproject.toml", "requirements.txt"):
        shutil.copy(ROOT / file, root)
    shutil.copytree(LESSONS, root / "lessons")
    write_exercise(root / "exercises")
    return root


class NotStarted(AssertionError):
    """The course ended before it said where it is."""


@contextmanager
def served(root: Path, work: Path, argv: list[str], **variables: str) -> Iterator[str]:
    """Serve the course while the block runs; gives what it says its address is."""
    server = subprocess.Popen(
        [sys.executable, root / "run.py", "serve", "--no-browser", *argv],
        env=environment(COURSE_WORK=str(work), **variables),
        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        assert server.stdout is not None
        for line in server.stdout:
            match = re.search(r"The course is at (\S+)", line.decode())
            if match is not None:
                yield match[1]
                return
        raise NotStarted
    finally:
        end(server)
        if server.stdout is not None:
            server.stdout.close()


@contextmanager
def fronted(form: Form, folder: Path, root: Path, tls: tuple[Path, Path]) -> Iterator[Front]:
    """Serve the course behind a server in front while the block runs."""
    work, at = folder / "work", str(folder / "course.sock")
    named = ["--url", form.url] if form.url else []
    with ExitStack() as stack:
        if form.variable:
            said = stack.enter_context(served(root, work, ["--port", "0"], VSCODE_PROXY_URI=form.variable))
            server = code_server(folder, *tls)
        else:
            if form.at_socket:
                said = stack.enter_context(served(root, work, ["--socket", at, *named]))
            else:
                port, said = at_a_port(stack, root, work, named)
                at = f"127.0.0.1:{port}"
            hands_on = f"proxy_pass {form.target.format(at=at)}; {form.more}"
            server = nginx(folder, f"location {form.location} {{ {hands_on} }}", *tls)
        base, _, key = said.partition("/?key=")
        yield Front(form, form.url or base, key, work, stack.enter_context(server), tls[0])


def at_a_port(stack: ExitStack, root: Path, work: Path, named: list[str]) -> tuple[int, str]:
    """Serve the course at a port that was free a moment ago; return it and the printed address."""
    for _ in range(5):
        with socket.create_server(("127.0.0.1", 0)) as probe:
            port = probe.getsockname()[1]
        with suppress(NotStarted):  # somebody else took the port
            return port, stack.enter_context(served(root, work, ["--port", str(port), *named]))
    raise NotStarted


@pytest.fixture(scope="module", params=FORMS)
def front(request, shipped, certificate) -> Iterator[Front]:
    """Return the course behind each server in front."""
    form = FORMS[request.param]
    if not form.variable and not shutil.which("nginx"):
        pytest.skip("nginx is not installed")
    # The path of a folder of pytest can be too long for the address of a socket.
    with tempfile.TemporaryDirectory(prefix="behind-") as folder:
        with fronted(form, Path(folder), shipped, certificate) as made:
            yield made
