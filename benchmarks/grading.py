"""Print what grading costs, as ratios measured in one run: python benchmarks/grading.py [--browser].

Cold is a `pytest` on one exercise's folder without this course's plugin: a new process, nothing prepared.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from course.exercises.catalogue import Catalogue  # noqa: E402
from course.exercises.source import read_source  # noqa: E402
from course.grading.grade import grade_source  # noqa: E402
from course.grading.machine.process import Grader  # noqa: E402
from course.grading.machine.standby import Standby  # noqa: E402
from course.values.exercise import Exercise  # noqa: E402

#: A conftest that gives the checks their fixtures and nothing else.
BARE = """
import sys
sys.path.insert(0, {root!r})
from course.exercises.catalogue import Catalogue
from course.grading.checks.fixtures import COMPOSE, LEARNERS_FILE
from course.grading.checks.public import *
from course.grading.yaml_nodes import compose

def pytest_configure(config):
    config.stash[COMPOSE] = compose
    config.stash[LEARNERS_FILE] = lambda folder: Catalogue(folder.parent).get(folder.name).source_path
"""

#: Leaves a process in a session of its own.
DAEMON = b"""
import os, time
if os.fork() == 0:
    os.setsid()
    if os.fork() == 0:
        time.sleep(600)
    os._exit(0)
"""


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=12)
    parser.add_argument("--browser", action="store_true", help="also save -> verdict in Chromium")
    options = parser.parse_args()
    missing = lacking(options.browser)
    if missing:
        raise SystemExit("\n".join(f"Cannot measure here: {what}" for what in missing))
    if not hasattr(os, "sched_setaffinity"):
        print("One core is not measured: this system cannot bind a process to one.", file=sys.stderr)
    with course_copy() as root:
        os.environ["COURSE_INSTANCE"] = str(root / "instance")
        catalogue = Catalogue(root / "exercises")
        exercise = catalogue.all()[4]
        show(warm_against_cold(root, exercise, options.rounds))
        show(whole_course(root, max(options.rounds // 2, 3)))
        if hasattr(os, "fork"):
            show(forked_against_spawned(exercise, options.rounds))
        show(endless_loop(exercise))
        if options.browser:
            show(save_to_verdict(root, exercise, options.rounds))


def lacking(browser: bool) -> list[str]:
    """Return what is not installed here and is needed, with the way to get it; said before minutes pass."""
    needed = {"watchfiles": "requirements.txt", "playwright": "requirements-dev.txt"} if browser else {}
    found = [
        f"{name} is missing; pip install -r {file} brings it."
        for name, file in needed.items()
        if importlib.util.find_spec(name) is None
    ]
    if browser and not chromium():
        found.append("there is no Chromium; install it, or name it in CHROMIUM.")
    return found


def show(values: dict[str, str]) -> None:
    """Print rows as soon as they are measured."""
    for key, value in values.items():
        print(f"{key:<62} {value}", flush=True)


@contextmanager
def course_copy() -> Iterator[Path]:
    """Give a copy of the exercises with every reference in place, and a bare twin without our plugin."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder).resolve()
        ignore = shutil.ignore_patterns("__pycache__")
        shutil.copytree(ROOT / "exercises", root / "exercises", ignore=ignore)
        for exercise in Catalogue(root / "exercises").all():
            shutil.copyfile(exercise.solution_path, exercise.source_path)
        shutil.copytree(root / "exercises", root / "bare")
        (root / "bare" / "conftest.py").write_text(BARE.format(root=str(ROOT)), encoding="utf-8")
        shutil.copyfile(ROOT / "pyproject.toml", root / "pyproject.toml")
        yield root


def run_pytest(root: Path, *arguments: str) -> float:
    """Return the seconds of one pytest process; it must pass."""
    environment = dict(os.environ, PYTHONPATH=str(ROOT))
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", *arguments]
    begun = time.perf_counter()
    done = subprocess.run(command, cwd=root, env=environment, capture_output=True, text=True, check=False)
    seconds = time.perf_counter() - begun
    if done.returncode != 0:
        raise SystemExit(f"pytest {' '.join(arguments)} ended with {done.returncode}:\n{done.stdout[-3000:]}")
    return seconds


def interleaved(rounds: int, *cases: Callable[[], float]) -> list[list[float]]:
    """Run the cases in turn, so that a busy moment hits all of them; the first round is not counted."""
    found: list[list[float]] = [[] for _ in cases]
    for number in range(rounds + 1):
        for times, case in zip(found, cases, strict=True):
            seconds = case()
            if number:
                times.append(seconds)
    return found


def ratio(times: list[float], base: list[float]) -> str:
    """Return the median of the paired ratios, and both medians."""
    pairs = [one / other for one, other in zip(times, base, strict=True)]
    return (
        f"{statistics.median(pairs):.2f}x   "
        f"({statistics.median(times) * 1000:.0f} ms against {statistics.median(base) * 1000:.0f} ms)"
    )


def warm_against_cold(root: Path, exercise: Exercise, rounds: int) -> dict[str, str]:
    """Measure a grade in the waiting process, and how soon the next process is ready."""
    standby = Standby(Grader)
    readiness: list[float] = []

    def warm() -> float:
        standby.wait_until_ready()
        source = read_source(exercise.source_path)
        begun = time.perf_counter()
        report = standby.grade(exercise, exercise.source_path, source)
        seconds = time.perf_counter() - begun
        begun = time.perf_counter()
        standby.wait_until_ready()
        readiness.append(time.perf_counter() - begun)
        if not report.solved:
            raise SystemExit(f"the reference of {exercise.slug} does not pass")
        return seconds

    folder = f"bare/{exercise.slug}"
    warm_times, cold_times = interleaved(rounds, warm, lambda: run_pytest(root, folder))
    standby.close()
    return {
        f"warm grade of {exercise.slug} / cold pytest": ratio(warm_times, cold_times),
        "next process ready after a verdict / cold pytest": ratio(readiness[1:], cold_times),
    }


def whole_course(root: Path, rounds: int) -> dict[str, str]:
    """Measure `pytest exercises/` with our plugin and without."""
    ours, bare = interleaved(rounds, lambda: run_pytest(root, "exercises"), lambda: run_pytest(root, "bare"))
    one_core, _ = interleaved(rounds, lambda: on_one_core(root), lambda: 0.0)
    number = len(Catalogue(root / "exercises").slugs())
    return {
        f"pytest exercises/ ({number} exercises) / bare pytest, all cores": ratio(ours, bare),
        "the same on one core": ratio(one_core, bare) if one_core[0] else "not measured",
    }


def on_one_core(root: Path) -> float:
    """Return the seconds of `pytest exercises/` on one core only; 0 where that cannot be arranged."""
    if not hasattr(os, "sched_setaffinity"):
        return 0.0
    before = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {min(before)})
    try:
        return run_pytest(root, "exercises")
    finally:
        os.sched_setaffinity(0, before)


def endless_loop(exercise: Exercise, limit: float = 1.0) -> dict[str, str]:
    """Measure how long after its limit an endless loop is stopped, also when it left a daemon."""
    standby = Standby(Grader)
    os.environ["COURSE_TIME_LIMIT"] = str(limit)
    found = {}
    try:
        for name, first in {"endless loop": b"", "endless loop beside a daemon": DAEMON}.items():
            source = first + b"while True:\n    pass\n"
            over: list[float] = []
            for _ in range(5):
                standby.wait_until_ready()
                begun = time.perf_counter()
                report = standby.grade(exercise, exercise.source_path, source)
                over.append(time.perf_counter() - begun - limit)
            found[f"{name} stopped after its limit"] = (
                f"{statistics.median(over) * 1000:+.0f} ms ({report.outcome})"
            )
    finally:
        del os.environ["COURSE_TIME_LIMIT"]
        standby.close()
    return found


def forked_against_spawned(exercise: Exercise, rounds: int) -> dict[str, str]:
    """Measure one grading after the other, each in a process of its own: forked against spawned ahead."""
    graders = []
    for method in ("fork", "spawn"):
        os.environ["COURSE_GRADING"] = method
        graders.append(Grader())
        graders[-1].prepare()
    source = read_source(exercise.source_path)

    def case(number: int, method: str) -> Callable[[], float]:
        def grade() -> float:
            os.environ["COURSE_GRADING"] = method
            begun = time.perf_counter()
            grade_source(exercise, exercise.source_path, source, graders[number])
            graders[number].finish()
            return time.perf_counter() - begun

        return grade

    forked, spawned = interleaved(rounds, case(0, "fork"), case(1, "spawn"))
    for grader in graders:
        grader.close()
    del os.environ["COURSE_GRADING"]
    return {"one grading after the other, forked / spawned": ratio(forked, spawned)}


def save_to_verdict(root: Path, exercise: Exercise, rounds: int) -> dict[str, str]:
    """Measure a save on the disk until the open page shows its verdict, against a watcher and cold pytest."""
    with _page_and_cold(root, exercise) as cases:
        page_times, cold_times = interleaved(rounds, *cases)
    return {
        "save -> verdict on the page / cold pytest behind a default watcher": ratio(page_times, cold_times)
    }


@contextmanager
def _page_and_cold(
    root: Path, exercise: Exercise
) -> Iterator[tuple[Callable[[], float], Callable[[], float]]]:
    """Give the two cases; server and browser have ended when the folder is deleted."""
    from playwright.sync_api import sync_playwright

    server = subprocess.Popen(
        [sys.executable, "-c", SERVER, str(root)],
        env=dict(os.environ, PYTHONPATH=str(ROOT)),
        stdout=subprocess.PIPE,
        text=True,
    )
    address = json.loads(server.stdout.readline())["url"] if server.stdout else ""
    arguments = ["--no-sandbox", "--disable-dev-shm-usage"]
    try:
        with sync_playwright() as play:
            browser = play.chromium.launch(executable_path=chromium(), args=arguments)
            page = browser.new_page()
            page.goto(f"{address}/exercises/{exercise.slug}/")
            page.wait_for_timeout(1500)
            yield page_case(page, exercise), lambda: watched_pytest(root, exercise)
            browser.close()
    finally:
        server.terminate()
        server.wait(10)


def page_case(page: Any, exercise: Exercise) -> Callable[[], float]:
    """Return what saves the file and measures until the page has put in the new verdict."""
    solution, stub = exercise.solution_path.read_bytes(), exercise.stub_path.read_bytes()
    state: dict[str, Any] = {"good": True}

    def page_shows() -> float:
        state["good"] = not state["good"]
        text = solution if state["good"] else stub
        before = page.locator("#verdict").get_attribute("data-run")
        time.sleep(0.8)  # a person does not save twice within a blink; the next process gets ready
        begun = time.perf_counter()
        exercise.source_path.write_bytes(text)
        page.wait_for_function(
            "b => document.querySelector('#verdict').dataset.run !== b", arg=before, polling=5
        )
        return time.perf_counter() - begun

    return page_shows


def watched_pytest(root: Path, exercise: Exercise) -> float:
    """Return the seconds from a save to the end of a cold pytest behind a watcher as it comes."""
    import watchfiles

    bare = root / "bare" / exercise.slug
    stop = threading.Event()
    ended: list[float] = []

    def watcher() -> None:
        for _ in watchfiles.watch(bare, stop_event=stop, raise_interrupt=False):
            run_pytest(root, f"bare/{exercise.slug}")
            ended.append(time.perf_counter())
            return

    thread = threading.Thread(target=watcher)
    thread.start()
    time.sleep(0.4)
    begun = time.perf_counter()
    (bare / exercise.edit).write_bytes(exercise.solution_path.read_bytes())
    thread.join(30)
    stop.set()
    return ended[0] - begun


def chromium() -> str | None:
    """Return the browser's path, None when there is none."""
    return os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")


SERVER = """
import json, sys
from waitress.server import create_server
from course import create_app
app = create_app({"EXERCISES": sys.argv[1] + "/exercises", "INSTANCE": sys.argv[1] + "/instance"})
server = create_server(app, host="127.0.0.1", port=0, threads=16)
print(json.dumps({"url": f"http://127.0.0.1:{server.effective_port}"}), flush=True)
server.run()
"""


if __name__ == "__main__":
    main()
