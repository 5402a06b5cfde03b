"""Start a hub with the configuration of docs/hub and let two learners use the course at once. See run.

usage: two_learners.py TOOLS WAY, where WAY is "own server" or "launcher". Ends with 1 when something does not
hold.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import BrowserContext, Page, expect, sync_playwright

COURSE = Path(__file__).resolve().parents[2]
HOST = "hub.example.org"
LEARNERS = ("alice", "bob")
#: Milliseconds. The machine may be busy; nothing here is measured against it.
PATIENCE = 120_000
EXERCISE, LESSON = "05_created", "01_one_number"
PAGES = (
    "",
    "lessons/",
    f"exercises/{EXERCISE}/",
    "codes/404",
    "search?q=created",
    "decide",
    "progress",
    "nope",
)
ADDRESSES = """[...document.querySelectorAll("a[href], link[href], script[src], form[action], img[src]")]
    .map((element) => ["href", "src", "action"].map((name) => element.getAttribute(name)).find(Boolean))
    .map((named) => new URL(named, location).href)"""
SEND = """async ([address, method]) => (await fetch(address, { method, redirect: "manual" })).status"""
FETCH = """async ([address, accept]) => {
    const answer = await fetch(address, { headers: { Accept: accept }, redirect: "manual" });
    return [answer.status, await answer.text()];
}"""


class Hub:
    """A hub in a folder of its own, that was started and answers."""

    def __init__(self, tools: Path, way: str, place: Path) -> None:
        self.way, self.place = way, place
        with free_ports(3) as ports:
            self.url = f"https://{HOST}:{ports[0]}"
            self.near = f"https://127.0.0.1:{ports[0]}"
            self.prepare(tools)
            said = {
                "HUB_PLACE": str(place),
                "HUB_PORTS": " ".join(map(str, ports)),
                "HUB_PROXY": str(tools / "node_modules/.bin/configurable-http-proxy"),
                "HUB_WAY": way,
                "PATH": f"{tools / 'bin'}{os.pathsep}{os.environ['PATH']}",
            }
        self.log = place / "hub.log"
        with open(self.log, "wb") as log:
            self.process = subprocess.Popen(
                [tools / "bin/jupyterhub", "--config", COURSE / ".ci/hub/hub_config.py"],
                cwd=place, env={**os.environ, **said}, stdout=log, stderr=log, start_new_session=True,
            )  # fmt: skip
        self.wait()

    def prepare(self, tools: Path) -> None:
        """Put a course that is only read, a certificate and the files of docs/hub in place."""
        course = self.place / "course"
        for name in ("course", "lessons", "exercises", "templates", "static"):
            shutil.copytree(COURSE / name, course / name, ignore=shutil.ignore_patterns("__pycache__"))
        for name in ("run.py", "pyproject.toml", "requirements.txt"):
            shutil.copy(COURSE / name, course)
        (course / ".venv").symlink_to(sys.prefix)
        subprocess.run([sys.executable, "-m", "compileall", "-q", course], check=True)
        subprocess.run(["chmod", "-R", "a-w", course], check=True)
        subprocess.run(
            ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2",
             "-subj", f"/CN={HOST}", "-keyout", self.place / "key.pem", "-out", self.place / "cert.pem"],
            check=True, capture_output=True,
        )  # fmt: skip
        for file in (COURSE / "docs/hub").glob("*.py"):
            text = file.read_text(encoding="utf-8")
            text = text.replace('"https://hub.example.org"', repr(self.url))
            (self.place / file.name).write_text(text.replace('"/opt/course"', repr(str(course))))

    def wait(self) -> None:
        """Wait until the hub answers."""
        import ssl

        blind = ssl._create_unverified_context()
        for _ in range(240):
            with suppress(OSError):
                with urllib.request.urlopen(f"{self.near}/hub/login", timeout=10, context=blind):
                    return
            if self.process.poll() is not None:
                break
            time.sleep(0.5)
        sys.exit(f"The hub did not start:\n{self.log.read_text()}")

    def end(self) -> None:
        """End the hub, which ends the learners' servers."""
        self.process.send_signal(signal.SIGTERM)
        try:
            self.process.wait(60)
        except subprocess.TimeoutExpired:
            os.killpg(self.process.pid, signal.SIGKILL)


@contextmanager
def free_ports(count: int) -> Iterator[list[int]]:
    """Give ports that are free at this moment."""
    sockets = [socket.create_server(("127.0.0.1", 0)) for _ in range(count)]
    ports = [each.getsockname()[1] for each in sockets]
    for each in sockets:
        each.close()
    yield ports


class Learner:
    """One learner in a browser of their own."""

    def __init__(self, hub: Hub, name: str, together: threading.Barrier) -> None:
        self.hub, self.name, self.together = hub, name, together
        self.other = next(other for other in LEARNERS if other != name)
        self.own_server = hub.way == "own server"
        self.prefix = f"/user/{name}" if self.own_server else f"/user/{name}/course"
        self.base = f"{hub.url}{self.prefix}/"
        self.told: list[tuple[str, bool, object]] = []
        self.trouble: list[str] = []
        self.solves = name == LEARNERS[0]

    def tell(self, what: str, holds: bool, seen: object = "") -> None:
        """Keep one finding."""
        self.told.append((what, holds, seen))

    def go(self) -> None:
        """Do everything that a learner does, then try the other's door."""
        done: object = False
        try:
            with self.browser() as context:
                self.visit(context)
            done = True
        except Exception as error:
            done = repr(error)[:600]
            self.together.abort()
        finally:
            self.tell("everything was tried", done is True, "" if done is True else done)

    @contextmanager
    def browser(self) -> Iterator[BrowserContext]:
        """Give a browser of one's own that finds the hub under its name."""
        flags = ["--no-sandbox", f"--host-resolver-rules=MAP {HOST} 127.0.0.1"]
        with sync_playwright() as playwright:
            chromium = os.environ.get("CHROMIUM") or shutil.which("chromium")
            browser = playwright.chromium.launch(executable_path=chromium, args=flags)
            yield browser.new_context(ignore_https_errors=True)
            browser.close()

    def visit(self, context: BrowserContext) -> None:
        """Walk through the course in one browser."""
        page = context.new_page()
        page.set_default_timeout(PATIENCE)
        expect.set_options(timeout=PATIENCE)
        page = self.arrive(page, context)
        page.on("console", self.listen)
        page.on("response", self.look_at)
        self.read_and_answer(page)
        self.edit_and_grade(page)
        self.choose_colours(page, context)
        self.stay_inside(page)
        self.together.wait(PATIENCE / 1000)  # from here on, both have left something to be found
        self.see_only_own(page)
        self.tell("no error in the console, no refused request", not self.trouble, self.trouble[:4])
        self.try_the_other(page)

    def listen(self, said) -> None:
        """Note what the browser complains of, such as the policy of the content."""
        if said.type == "error" and "Failed to load resource" not in said.text:
            self.trouble.append(said.text)

    def look_at(self, response) -> None:
        """Note what was refused, but the page that is asked for in order to be missing."""
        if response.status >= 400 and not response.url.endswith("/nope"):
            self.trouble.append(f"{response.status} {response.request.method} {response.url}")

    def arrive(self, page: Page, context: BrowserContext) -> Page:
        """Log in, and come to the course; the address holds no key."""
        began = time.monotonic()
        page.goto(f"{self.hub.url}/hub/login")
        page.fill("#username_input", self.name)
        page.fill("#password_input", "class")
        page.click("#login_submit")
        if not self.own_server:
            tile = page.locator(".jp-LauncherCard", has_text="HTTP status codes")
            expect(tile).to_be_visible()
            self.tell("the launcher has a tile of the course", True, f"{time.monotonic() - began:.1f} s")
            began = time.monotonic()
            with context.expect_page(timeout=PATIENCE) as opened:
                tile.click()
            page = opened.value
            page.set_default_timeout(PATIENCE)
        page.wait_for_url(f"{self.base}**")
        expect(page.locator("main")).to_be_visible()
        took = f"{time.monotonic() - began:.1f} s"
        self.tell("the map of the course is there", page.url == self.base, f"{page.title()}, {took}")
        began = time.monotonic()
        page.reload()
        self.tell("and again", True, f"{time.monotonic() - began:.2f} s")
        return page

    def read_and_answer(self, page: Page) -> None:
        """Read steps until one asks something, and answer: alice the first option, bob the second."""
        outline = json.loads(page.evaluate(FETCH, [f"{self.base}lessons/{LESSON}/", "application/json"])[1])
        page.goto(f"{self.base}lessons/{LESSON}/{outline['steps'][0]['id']}")
        form = page.locator("form:has(input[name=choice][type=radio])").first
        while not form.count():
            page.locator("a[rel=next]").first.click()
            page.wait_for_load_state()
        self.tell("a step is read", True, page.title())
        form.locator("input[name=choice]").nth(0 if self.solves else 1).check()
        form.locator("input[name=confidence]").first.check()
        with page.expect_response(lambda answer: answer.request.method == "POST") as sent:
            form.locator("button[type=submit], button:not([type])").first.click()
        where = urlsplit(sent.value.headers.get("location", "")).path
        inside = where.startswith(f"{self.prefix}/lessons/")
        self.tell("the answer is a 303 to the step", sent.value.status == 303 and inside, where)

    def edit_and_grade(self, page: Page) -> None:
        """Type into the editor, save, and see the verdict."""
        meta = COURSE / "exercises" / EXERCISE / ".meta"
        text = (meta / ("solution.py" if self.solves else "stub.py")).read_text(encoding="utf-8")
        page.goto(f"{self.base}exercises/{EXERCISE}/")
        expect(page.locator(".cm-content")).to_be_visible()
        page.wait_for_timeout(1000)
        page.locator(".cm-content").click()
        page.keyboard.press("ControlOrMeta+a")
        page.keyboard.insert_text(f"{text}\n# {self.name} was here\n")
        began = time.monotonic()
        page.keyboard.press("ControlOrMeta+s")
        result = page.locator("#result")
        with suppress(AssertionError):
            expect(result).to_contain_text("checks pass")
        said = result.inner_text()
        right = said.startswith("All ") == self.solves
        self.tell("an edit is saved and graded", right, f"{said}, {time.monotonic() - began:.1f} s")
        file = self.hub.place / "homes" / self.name / "status-codes/exercises" / EXERCISE / "app.py"
        self.tell("it is in the learner's own file", f"# {self.name} was here" in file.read_text())
        self.follow(page, file)

    def follow(self, page: Page, file: Path) -> None:
        """Save elsewhere; the page that waits shows the verdict."""
        file.write_text(file.read_text().replace("was here", "came back") + "\n1 / 0\n")
        result = page.locator("#result")
        with suppress(AssertionError):
            expect(result).to_contain_text("0 of ")
        said = result.inner_text()
        self.tell("a save in another editor is graded on the open page", said.startswith("0 of "), said)

    def choose_colours(self, page: Page, context: BrowserContext) -> None:
        """Choose the dark scheme; no cookie leaves the prefix."""
        page.goto(self.base)
        with page.expect_response(lambda answer: answer.request.method == "POST"):
            page.locator("form.theme button[value=dark]").click()
        page.wait_for_url(self.base)
        cookies = [(each["name"], each["path"]) for each in context.cookies() if each["name"] == "theme"]
        self.tell("the cookie stays below the prefix", cookies == [("theme", f"{self.prefix}/")], cookies)
        keys = [each["name"] for each in context.cookies() if each["name"].startswith("course-key")]
        self.tell("behind a socket there is no key", not keys, keys)

    def stay_inside(self, page: Page) -> None:
        """Look at every address of some pages."""
        stray = set()
        for path in PAGES:
            page.goto(f"{self.base}{path}")
            found = page.evaluate(ADDRESSES)
            stray |= {a for a in found if a.startswith(self.hub.url) and not a.startswith(self.base)}
        self.tell(f"no address of {len(PAGES)} pages leads outside", not stray, sorted(stray)[:3])
        status, problem = page.evaluate(FETCH, [f"{self.base}nope", "application/json"])
        instance = json.loads(problem)["instance"]
        self.tell("a missing page names itself", (status, instance) == (404, f"{self.prefix}/nope"), instance)

    def see_only_own(self, page: Page) -> None:
        """Look for the other's things in everything that is kept."""
        page.goto(self.base)
        _, exported = page.evaluate(FETCH, [f"{self.base}progress/export", "application/json"])
        _, source = page.evaluate(FETCH, [f"{self.base}exercises/{EXERCISE}/source", "text/plain"])
        kept = json.loads(exported)
        self.tell("the export has one answer and the runs", len(kept["answers"]) == 1 and bool(kept["runs"]),
                  f"{len(kept['answers'])} answer, {len(kept['runs'])} runs")  # fmt: skip
        self.tell("and nothing of the other's", f"# {self.other} " not in exported + source)
        self.tell("the source is one's own", f"# {self.name} came back" in source)

    def try_the_other(self, page: Page) -> None:
        """Ask for the other's course by hand: as a page, and as programs of one's own page do."""
        theirs = self.prefix.replace(self.name, self.other)
        for path in ("/", "/progress/export", f"/exercises/{EXERCISE}/source"):
            answer = page.goto(f"{self.hub.url}{theirs}{path}")
            shown = page.content()
            refused = answer is not None and answer.status in (403, 404) and "was here" not in shown
            self.tell(f"{theirs}{path} is refused", refused, answer and f"{answer.status} {page.title()}")
        page.goto(self.base)
        for method, path in (("POST", "runs"), ("PUT", "source")):
            address = f"{self.hub.url}{theirs}/exercises/{EXERCISE}/{path}"
            status = page.evaluate(SEND, [address, method])
            self.tell(f"{method} to the other's {path} is refused", status == 403, status)


def processes(hub: Hub) -> dict[str, list[tuple[int, str]]]:
    """Return the processes of each learner's server: their ids and commands."""
    listed = subprocess.run(["ps", "-eo", "pid=,args="], capture_output=True, text=True).stdout
    rows = [line.split(None, 1) for line in listed.splitlines()]
    return {
        name: [(int(pid), command) for pid, command in rows if owner(int(pid), hub) == name]
        for name in LEARNERS
    }


def is_course(command: str) -> bool:
    """Tell whether a process is the course, and not the server in front of it, which names it too."""
    return "jupyter" not in command.partition("run.py")[0]


def owner(pid: int, hub: Hub) -> str:
    """Return whose server a process belongs to, "" for none: the hub says it in its environment."""
    with suppress(OSError):
        said = Path(f"/proc/{pid}/environ").read_bytes().split(b"\0")
        home = next((each for each in said if each.startswith(b"HOME=")), b"").decode()
        if home.startswith(f"HOME={hub.place}/homes/"):
            return home.rsplit("/", 1)[1]
    return ""


def pss(pid: int) -> int:
    """Return the proportional set size of one process in KiB, 0 when it is gone."""
    with suppress(OSError, StopIteration):
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
        return next(int(line.split()[1]) for line in lines if line.startswith("Pss:"))
    return 0


def say_memory(hub: Hub) -> None:
    """Print what each learner's server takes, while nothing is asked of it."""
    for name, rows in processes(hub).items():
        kinds = {"the course": 0, "the server before it": 0}
        for pid, command in rows:
            kinds["the course" if is_course(command) else "the server before it"] += pss(pid)
        told = ", ".join(f"{kind} {size / 1024:.0f} MiB" for kind, size in kinds.items())
        print(f"  {name}: {told} (PSS, {len(rows)} processes)")


def doors(hub: Hub) -> list[str]:
    """Return which sockets are not for their owners only, and who has none."""
    wrong = []
    found = set()
    for name, rows in processes(hub).items():
        for _, command in rows:
            if is_course(command) and "--socket" in command:
                path = Path(command.partition("--socket ")[2].split(" ")[0])
                found.add(name)
                modes = [oct(each.stat().st_mode & 0o777) for each in (path.parent, path)]
                wrong += [f"{name}: {path} {modes}"] if modes != ["0o700", "0o600"] else []
    return wrong + [f"{name}: no socket" for name in LEARNERS if name not in found]


def main(tools: Path, way: str) -> int:
    """Run both learners at once and print what they found; return the exit status."""
    place = Path(tempfile.mkdtemp(prefix="course-hub-"))
    print(f"== JupyterHub, {way}", flush=True)
    hub = Hub(tools, way, place)
    together = threading.Barrier(len(LEARNERS))
    learners = [Learner(hub, name, together) for name in LEARNERS]
    try:
        threads = [threading.Thread(target=learner.go) for learner in learners]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        fails = sum(report(learner) for learner in learners)
        wrong = doors(hub)
        print(f"{'ok ' if not wrong else 'NOT'} sockets are for their owners only {wrong or ''}")
        say_memory(hub)
        leaks = hub.log.read_text(errors="replace").count("key=")
        print(f"{'ok ' if not leaks else 'NOT'} no key in the hub's log")
    finally:
        hub.end()
    fails += len(wrong) + leaks
    print(f"{'All of it holds.' if not fails else f'{fails} do not hold; the log is {hub.log}'}", flush=True)
    if not fails:
        subprocess.run(["chmod", "-R", "u+w", place], check=True)
        shutil.rmtree(place)
    return 1 if fails else 0


def report(learner: Learner) -> int:
    """Print what a learner found; return how much of it is not as it must be."""
    print(learner.name)
    for what, holds, seen in learner.told:
        print(f"  {'ok ' if holds else 'NOT'} {what}{f': {seen}' if seen != '' else ''}")
    return sum(not holds for _, holds, _ in learner.told)


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), sys.argv[2]))
