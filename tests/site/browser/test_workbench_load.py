"""Many pages follow while several exercises are saved over and over: nothing is lost or left behind."""

from __future__ import annotations

import http.client
import json
import os
import subprocess
import sys
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from tests.site.conftest import CHECKS, README, SOLVED, STUB

PROJECT = Path(__file__).parents[3]
SLUGS = tuple(f"{number:02d}_echo" for number in range(1, 6))
PAGES = 20
SECONDS = 6.0
#: Threads of the server, as in course/cli.py.
THREADS = 64

pytestmark = [
    pytest.mark.slow,
    pytest.mark.threads,
    pytest.mark.sockets,
    pytest.mark.skipif(
        not Path("/proc/self/fd").exists(), reason="processes and file handles are counted in /proc"
    ),
]

# A shell that starts us in the background may have SIGINT ignored; the server of run.py does not mind either.
SERVER = """
import signal, sys, threading
signal.signal(signal.SIGINT, signal.default_int_handler)
from waitress import create_server
from course import create_app
app = create_app({"ROOT": sys.argv[1], "INSTANCE": sys.argv[1] + "/instance"})
server = create_server(app, host="127.0.0.1", port=0, threads=64, channel_request_lookahead=1)
print(server.effective_port, flush=True)
server.run()
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "lessons").mkdir()
    for slug in SLUGS:
        home = tmp_path / "exercises" / slug
        (home / ".meta").mkdir(parents=True)
        (home / "README.md").write_text(README, encoding="utf-8")
        (home / "app.py").write_text(STUB, encoding="utf-8")
        (home / ".meta" / "stub.py").write_text(STUB, encoding="utf-8")
        (home / "test_echo.py").write_text(CHECKS, encoding="utf-8")
    return tmp_path


@pytest.fixture
def server(root: Path):
    server = subprocess.Popen(
        [sys.executable, "-c", SERVER, str(root)],
        cwd=PROJECT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert server.stdout is not None
    server.port = int(server.stdout.readline())  # type: ignore[attr-defined]
    yield server
    server.kill()
    server.communicate()


#: The prepared process, and the one that it has forked for the next save.
WAITING = 2


@dataclass
class Page:
    """One open page: asks for the next run, again and again."""

    port: int
    slug: str
    seen: list[dict] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def follow(self, done: threading.Event) -> None:
        tag = '"run-0-0"'
        link = http.client.HTTPConnection("127.0.0.1", self.port, timeout=40)
        while not done.is_set():
            headers = {"Accept": "application/json", "If-None-Match": tag, "Prefer": "wait=2"}
            try:
                link.request("GET", f"/exercises/{self.slug}/runs/latest", headers=headers)
                answer = link.getresponse()
                body = answer.read()
            except OSError as error:
                self.errors.append(repr(error))
                return
            if answer.status == 200:
                tag = answer.headers["ETag"]
                self.seen.append(json.loads(body))
            elif answer.status not in (304, 404):
                self.errors.append(f"{answer.status} {body[:200]!r}")
        link.close()


def children(pid: int) -> set[int]:
    """Return the processes below one, without those that only wait to be collected."""
    found = set()
    for task in Path(f"/proc/{pid}/task").iterdir():
        for child in (task / "children").read_text().split():
            state = Path(f"/proc/{child}/stat").read_text().rpartition(")")[2].split()[0]
            if state != "Z":
                found |= {int(child)} | children(int(child))
    return found


def handles(pid: int) -> tuple[int, int]:
    """Return the file handles of a process: those of the database, and all others."""
    names = []
    for number in os.listdir(f"/proc/{pid}/fd"):
        try:
            names.append(os.readlink(f"/proc/{pid}/fd/{number}"))
        except OSError:  # closed in the meantime
            continue
    database = sum("progress.sqlite" in name for name in names)
    return database, len(names) - database


def settled(pid: int, most: int) -> tuple[int, int, int]:
    """Wait until processes and other handles are down to what they were; return what is there."""
    deadline = time.monotonic() + 20
    while True:
        count, (database, others) = len(children(pid)), handles(pid)
        if (count <= WAITING and others <= most) or time.monotonic() > deadline:
            return count, database, others
        time.sleep(0.2)


def test_twenty_pages_follow_while_five_exercises_are_saved(server, root):
    port = server.port
    done = threading.Event()
    pages = [Page(port, SLUGS[number % len(SLUGS)]) for number in range(PAGES)]
    for slug in SLUGS:  # every exercise has a run, so that its pages wait
        link = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        link.request("POST", f"/exercises/{slug}/runs", headers={"Accept": "application/json"})
        assert link.getresponse().status == 201
        link.close()
    threads = [threading.Thread(target=page.follow, args=(done,)) for page in pages]
    for thread in threads:
        thread.start()
    time.sleep(1.5)
    before = handles(server.pid)[1]
    last = save_over_and_over(root, SECONDS)
    elsewhere = [fetch(port, "/") for _ in range(5)]
    wait_for(
        lambda: all(page.seen and page.seen[-1]["report"]["source_hash"] == last[page.slug] for page in pages)
    )
    done.set()
    for thread in threads:
        thread.join(40)

    assert [page.errors for page in pages if page.errors] == []
    assert elsewhere == [200] * 5, "pages that wait leave threads for others"
    for page in pages:
        assert page.seen[-1]["report"]["source_hash"] == last[page.slug], "the last save was graded and told"
        assert page.seen[-1]["solved"]
        ids = [run["id"] for run in page.seen]
        assert ids == sorted(set(ids)), "no verdict came twice or out of order"
        assert not [run for run in page.seen if run["outcome"] == "grader_fault"]
    count, database, others = settled(server.pid, before)
    assert count <= WAITING, "only what stands ready is left"
    assert others <= before, f"{others} file handles against {before} before"
    assert database <= 3 * (THREADS + 8), "one connection (three files) for each thread, no more"


def save_over_and_over(root: Path, seconds: float) -> dict[str, str]:
    """Save five files in turn; the last texts are right ones, each different. Return their hashes."""
    from hashlib import sha256

    last = {}
    until = time.monotonic() + seconds
    number = 0
    while time.monotonic() < until:
        for slug in SLUGS:
            number += 1
            text = f"{SOLVED if number % 2 else STUB}# {number}\n"
            (root / "exercises" / slug / "app.py").write_text(text, encoding="utf-8")
            time.sleep(0.04)
    for slug in SLUGS:
        text = f"{SOLVED}# the last of {slug}\n"
        (root / "exercises" / slug / "app.py").write_text(text, encoding="utf-8")
        last[slug] = sha256(text.encode()).hexdigest()
    return last


def wait_for(holds, seconds: float = 40.0) -> None:
    until = time.monotonic() + seconds
    while not holds() and time.monotonic() < until:
        time.sleep(0.1)


def fetch(port: int, path: str) -> int:
    link = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    link.request("GET", path)
    status = link.getresponse().status
    link.close()
    return status


def test_a_server_that_ends_leaves_no_process(server, root):
    import signal

    page = Page(server.port, SLUGS[0])
    done = threading.Event()
    (root / "exercises" / SLUGS[0] / "app.py").write_text(SOLVED, encoding="utf-8")
    link = http.client.HTTPConnection("127.0.0.1", server.port, timeout=60)
    link.request("POST", f"/exercises/{SLUGS[0]}/runs", headers={"Accept": "application/json"})
    assert link.getresponse().status == 201
    link.close()
    thread = threading.Thread(target=page.follow, args=(done,))
    thread.start()
    time.sleep(1.0)
    left = children(server.pid)
    assert left
    server.send_signal(signal.SIGINT)
    server.wait(20)
    done.set()
    thread.join(20)

    wait_for(lambda: not [pid for pid in left if alive(pid)], 10)
    assert [pid for pid in left if alive(pid)] == []


def alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False
