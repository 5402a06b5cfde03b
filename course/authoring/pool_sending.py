"""A process of its own: run the checks of an exercise up to a chosen request, and send that one changed.

So the request meets what the check has set up: stand-ins, clocks, what was stored before. The job comes as
JSON on standard input, what came back goes as JSON lines into the file that it names.
"""

from __future__ import annotations

import base64
import json
import os
import sys
import threading
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Any, TextIO

import pytest

from course.authoring.pool_changes import Change, changes
from course.grading.checks.answers import Recorded
from course.grading.checks.client import Client
from course.grading.checks.fixtures import COMPOSE, SEED, SOURCE, SUBMISSION
from course.grading.checks.parsing import parse_json
from course.grading.checks.recorder import check_name
from course.grading.checks.submission import keep_modules
from course.grading.machine.worker import limit_memory, pytest_arguments
from course.grading.yaml_nodes import compose
from course.values.wire import Request

#: Changed requests that one fresh app gets, one after the other: it costs less, and few can hide each other.
TOGETHER = 4
#: Requests of a check among which one is chosen, and chosen ones of an exercise and of one address.
MOST_REQUESTS, MOST_AIMS, MOST_FORMS = 30, 16, 3
#: Checks with these marks send from several threads, or not at all.
PASSED_OVER = frozenset({"threads", "sockets"})


#: Requests with the same key are of one kind: method, path, parameters, headers, whether there is a body.
Key = tuple[str, str, tuple[str, ...], tuple[str, ...], bool]


@dataclass(frozen=True)
class Aim:
    """The request of a check that is changed."""

    check: str
    #: How many requests the check sends before it.
    number: int
    #: "GET /recipes/*": the segments that a route of the reference leaves free are stars.
    line: str
    #: What the reference answers to it as it stands.
    status: int
    free: tuple[int, ...]

    @property
    def words(self) -> str:
        """Return the request with its usual answer: "GET /recipes/* (404)"."""
        return f"{self.line} ({self.status})"


@dataclass(frozen=True)
class Came:
    """What came back to a changed request."""

    #: The place of the request among the chosen ones.
    aim: int
    kind: str
    name: str
    #: 0 when no whole answer came.
    status: int
    broken: str = ""
    error: str = ""
    #: Whether a body has come, and isn't JSON; and whether it is a page of Flask's own.
    not_json: bool = False
    flasks: bool = False
    routed: bool = True


class Aimed(BaseException):
    """Raised in a check when its request was sent, to end it there."""


class Sending:
    """The pytest plugin that finds the requests of the checks, and sends them changed."""

    def __init__(self, job: dict[str, Any], out: TextIO) -> None:
        self.job = job
        self.out = out
        self.aims = [Aim(**{**aim, "free": tuple(aim["free"])}) for aim in job["aims"] or ()]
        self.count = 0
        #: The request that is changed now, the first change of this run, and how many it sent.
        self.aim: Aim | None = None
        self.begin = self.sent = 0
        self.keep: Callable[[int, Client, Recorded], None] | None = None
        self.plain = Client.send

    def pytest_configure(self, config: pytest.Config) -> None:
        """Say what is graded."""
        config.option.tbstyle = "native"
        config.stash[COMPOSE] = compose
        config.stash[SUBMISSION] = Path(self.job["file"])
        config.stash[SOURCE] = base64.b64decode(self.job["source"])
        config.stash[SEED] = 1

    def pytest_collection(self, session: pytest.Session) -> bool:
        """Collect nothing yet."""
        session.items = []
        return True

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Choose requests where the job names none, and send each with all its changes."""
        keep_modules()
        limit_memory()
        Client.send = self._send  # type: ignore[method-assign]
        path = Path(self.job["check_file"])
        module = pytest.Module.from_parent(session, path=path, nodeid=path.name)
        items = {check_name(item): item for item in session.genitems(module)}
        if self.job["aims"] is None:
            self.aims = list(self._chosen(items))
            self._tell(aims=[asdict(aim) for aim in self.aims])
        for aim in self.aims:
            self._send_all(items[aim.check], aim)
        self._tell(done=True)
        return True

    @property
    def _send(self) -> Callable[..., Recorded]:
        sending = self

        def send(client: Client, path: str, method: str = "GET", **options: Any) -> Recorded:
            if threading.current_thread() is not threading.main_thread():
                return sending.plain(client, path, method, **options)
            number = sending.count
            sending.count += 1
            if sending.aim is not None and number == sending.aim.number:
                sending._send_some(sending.aim, client, *_request(client, path, method, options))
                raise Aimed
            recorded = sending.plain(client, path, method, **options)
            if sending.keep:
                sending.keep(number, client, recorded)
            return recorded

        return send

    def _run(self, item: pytest.Item) -> None:
        self.count = 0
        item.config.hook.pytest_runtest_protocol(item=item, nextitem=None)
        item._initrequest()  # type: ignore[attr-defined]

    # Choosing

    def _chosen(self, items: dict[str, pytest.Item]) -> Iterator[Aim]:
        """Yield one request for each kind: the first that works, if one does, else the first."""
        best: dict[Key, tuple[tuple[int, int], Aim]] = {}
        for name, item in items.items():
            if PASSED_OVER & {mark.name for mark in item.iter_markers()}:
                continue
            self.keep = partial(_better, best, name)
            self._run(item)
        self.keep = None
        yield from (aim for _, aim in sorted(best.values(), key=lambda one: one[0][0]))

    # Sending

    def _send_all(self, item: pytest.Item, aim: Aim) -> None:
        self.aim, self.begin, self.sent = aim, 0, TOGETHER
        while self.sent == TOGETHER:
            self.sent = 0
            self._run(item)
            self.begin += TOGETHER
        if self.begin == TOGETHER and not self.sent:
            self._tell(unreached=f"{aim.line} of {aim.check}")
        self.aim = None

    def _send_some(self, aim: Aim, client: Client, request: Request, extra: dict[str, Any]) -> None:
        for change in islice(changes(request, aim.free), self.begin, self.begin + TOGETHER):
            self.sent += 1
            self._send_one(client, aim, change, extra)

    def _send_one(self, client: Client, aim: Aim, change: Change, extra: dict[str, Any]) -> None:
        request = change.make()
        recorded = self.plain(
            client, request.path, request.method, headers=list(request.headers), data=request.body, **extra
        )
        self._tell(came=asdict(_came(self.aims.index(aim), change, recorded)))

    def _tell(self, **event: Any) -> None:
        self.out.write(json.dumps(event) + "\n")


def _request(
    client: Client, path: str, method: str, options: dict[str, Any]
) -> tuple[Request, dict[str, Any]]:
    """Return a request as a value, and what of its options no request says: the address of the client."""
    from course.grading.checks.client import _request_from

    environ = client._environ(path, method, options)
    overrides = options.get("environ_overrides")
    extra = {"environ_overrides": overrides} if overrides else {}
    return _request_from(environ, options.get("headers")), extra


def _better(
    best: dict[Key, tuple[tuple[int, int], Aim]],
    name: str,
    number: int,
    client: Client,
    recorded: Recorded,
) -> None:
    request, response = recorded.exchange.request, recorded.exchange.response
    if number >= MOST_REQUESTS or client.record.tried or response is None:
        return
    path, free = _free_segments(client, request)
    headers = tuple(sorted({key.lower() for key, _ in request.headers}))
    parameters = tuple(sorted({one.partition("=")[0] for one in request.path.partition("?")[2].split("&")}))
    key = (request.method, path, parameters, headers, bool(request.body))
    rank = (response.status // 100 if response.status >= 300 else 0, number)
    forms = sum(other[:2] == key[:2] for other in best)
    room = len(best) < MOST_AIMS and forms < MOST_FORMS
    if rank < best[key][0] if key in best else room:
        best[key] = rank, Aim(name, number, f"{request.method} {path}", response.status, free)


def _free_segments(client: Client, request: Request) -> tuple[str, tuple[int, ...]]:
    """Return the path with stars for what the route leaves free, and the numbers of these segments."""
    path = request.path.partition("?")[0]
    try:
        adapter = client.app.url_map.bind("localhost")
        rule, _ = adapter.match(path, method=request.method, return_rule=True)
    except Exception:
        return path, ()
    parts, ruled = path.split("/"), rule.rule.split("/")
    free = tuple(number for number, part in enumerate(ruled[: len(parts)]) if "<" in part)
    return "/".join("*" if number in free else part for number, part in enumerate(parts)), free


def _came(number: int, change: Change, recorded: Recorded) -> Came:
    exchange, response = recorded.exchange, recorded.exchange.response
    error = exchange.raised or (recorded.traceback.strip().splitlines() or ["an exception"])[-1]
    return Came(
        number,
        change.kind,
        change.name,
        response.status if response else 0,
        exchange.broken,
        error[:200] if exchange.crashed else "",
        bool(response and response.body and not _is_json(response.body)),
        bool(response and response.body.startswith(b"<!doctype html>")),
        recorded.routed,
    )


def _is_json(body: bytes) -> bool:
    try:
        parse_json(body)
    except (ValueError, MemoryError):
        return False
    return True


def main() -> None:
    """Do the job of standard input, and end the process."""
    job = json.load(sys.stdin)
    with Path(job["out"]).open("w", encoding="utf-8", buffering=1) as out:
        pytest.main(pytest_arguments(), plugins=[Sending(job, out)])
        out.flush()
        os._exit(0)


if __name__ == "__main__":
    main()
