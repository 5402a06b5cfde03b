"""Run the checks of every reference twice: as always, and with the first request of each check over a socket.

    python tests/grading/references_over_a_socket.py REPORT.json

A program of its own: the references are loaded into its process.
"""

from __future__ import annotations

import io
import json
import os
import re
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))
os.environ["COURSE_SEED"] = "7"

import pytest  # noqa: E402

from course.exercises.catalogue import Catalogue  # noqa: E402
from course.grading.checks import PYTEST_INI, client, wsgi  # noqa: E402
from course.grading.checks.fixtures import COMPOSE, SUBMISSION  # noqa: E402
from course.grading.checks.judge import body_kind  # noqa: E402
from course.grading.yaml_nodes import compose  # noqa: E402
from course.lessons.received import read_response  # noqa: E402
from course.values import wire  # noqa: E402
from tests.grading.servers import received, waitress_of  # noqa: E402

#: The first request is stopped in the thread of the check, which a server leaves.
IN_ITS_THREAD = "test_two_requests_at_the_same_moment_make_one_item"
OF_THE_SERVER = ("server", "date", "via", "connection", "transfer-encoding", "content-length")
_serve = wsgi.serve


class Server:
    """One waitress that serves whichever app is asked."""

    def __init__(self) -> None:
        self.app: Any = None
        self.port = 0

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Any:
        return self.app(environ, start_response)

    def ask(self, app: Any, environ: dict[str, Any]) -> wsgi.Served:
        """Send the request of an environ to an app."""
        from werkzeug.datastructures import EnvironHeaders

        self.app = app
        quiet = ("host", "content-length", "connection")
        body = environ["wsgi.input"].read()
        environ["wsgi.input"] = io.BytesIO(body)
        headers = tuple((k, v) for k, v in EnvironHeaders(environ) if k.lower() not in quiet)
        path = client._request_from(environ, None).path
        request = wire.Request(environ["REQUEST_METHOD"], path, headers, body)
        response, fragment = read_response(received(self.port, request), request.method)
        return wsgi.Served(response, fragment, "" if response else "no whole response")


class Session:
    """The plugin of one run: the first request of each check goes over a socket when asked."""

    def __init__(self, reference: Path, server: Server | None) -> None:
        self.reference = reference
        self.server = server
        self.check = ""
        self.first: dict[str, list[Any]] = {}
        self.failed: list[str] = []

    def pytest_configure(self, config: pytest.Config) -> None:
        config.stash[SUBMISSION] = self.reference
        config.stash[COMPOSE] = compose

    def pytest_runtest_setup(self, item: pytest.Item) -> None:
        self.check = item.nodeid.partition("::")[2]

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.failed:
            self.failed.append(f"{report.nodeid}: {report.longreprtext[-300:]}")

    def serve(self, app: Any, environ: dict[str, Any]) -> wsgi.Served:
        """Stand for wsgi.serve."""
        # An address of a client cannot be chosen over a socket.
        if self.check in (*self.first, IN_ITS_THREAD) or environ["REMOTE_ADDR"] != "127.0.0.1":
            return _serve(app, environ)
        self.first[self.check] = []
        served = self.server.ask(app, environ) if self.server else _serve(app, environ)
        self.first[self.check] = summary(served)
        return served


def summary(served: wsgi.Served) -> list[Any]:
    """Return what must be alike; texts that differ from run to run are left out."""
    response = served.response
    if response is None:
        return ["no response"]
    headers = sorted(
        (name.lower(), re.sub(r"[0-9a-f]{6,}|\d+", "N", value))
        for name, value in response.headers
        if name.lower() not in OF_THE_SERVER
    )
    return [response.status, response.phrase, [list(pair) for pair in headers], body_kind(response)]


def run(folder: Path, check_file: Path, reference: Path, server: Server | None = None) -> Session:
    """Run all checks of one exercise against its reference."""
    session = Session(reference, server)
    wsgi.serve = session.serve  # type: ignore[assignment]
    arguments = ["-c", str(PYTEST_INI), "--rootdir", str(folder), "--noconftest", "--import-mode=importlib"]
    arguments += ["--disable-plugin-autoload", "-p", "course.grading.checks.fixtures", "-p", "no:logging"]
    for plugin in ("terminal", "cacheprovider", "unraisableexception", "threadexception", "faulthandler"):
        arguments += ["-p", f"no:{plugin}"]
    pytest.main([*arguments, str(check_file)], plugins=[session])
    return session


def main(report: Path) -> None:
    """Compare both runs of every reference and write what differs."""
    found: dict[str, Any] = {"compared": 0, "different": [], "failed": []}
    server = Server()
    with waitress_of(server) as server.port:
        for exercise in Catalogue(ROOT / "exercises").all():
            files = exercise.folder, exercise.check_file, exercise.solution_path
            plain, socket = run(*files), run(*files, server)
            # Over the socket a check may fail: it meets the headers of waitress in one answer only.
            found["failed"] += plain.failed
            for name in plain.first.keys() & socket.first.keys():
                found["compared"] += 1
                if plain.first[name] != socket.first[name]:
                    found["different"].append([exercise.slug, name, plain.first[name], socket.first[name]])
    report.write_text(json.dumps(found, indent=1))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
