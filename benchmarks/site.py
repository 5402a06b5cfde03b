"""Print what the site costs, as ratios measured in one run: python benchmarks/site.py [--times 50].

Pages are compared with a route that returns the same bytes from memory on the same server; the start with
`import flask`; rendering with mkdocs-material on the same text, when it is installed; and everything with a
course that is many times larger.
"""

from __future__ import annotations

import argparse
import gzip
import http.client
import importlib.util
import json
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import chain
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

SERVER = """
import json, sys
from flask import Response
from waitress.server import create_server
from course import create_app
app = create_app({"LESSONS": sys.argv[1] + "/lessons", "EXERCISES": sys.argv[1] + "/exercises",
                  "INSTANCE": sys.argv[2]})
kept = {}
@app.get("/bench/<path:path>")
def same_bytes(path):
    return Response(kept[path], mimetype="text/html")
@app.get("/keep/<path:path>")
def keep(path):
    kept[path] = app.test_client().get("/" + path, base_url="http://127.0.0.1").data
    return {"bytes": len(kept[path])}
server = create_server(app, host="127.0.0.1", port=0, threads=8)
print(json.dumps({"port": server.effective_port}), flush=True)
server.run()
"""
FIRST_BYTE = """
import sys
from course import create_app
app = create_app({"INSTANCE": sys.argv[1]})
app.test_client().get("/", base_url="http://127.0.0.1")
"""
RENDER = """
import sys
from pathlib import Path
from course.lessons.library import Library
library = Library(Path(sys.argv[1]), Path(sys.argv[2]))
for outline in library.outlines():
    library.lesson(outline.slug)
"""
# The text alone: what the apps answered is kept in a file by the first process, and read by the others.
RENDER_TEXT = """
import pickle, sys
from pathlib import Path
from course.lessons import apps
from course.lessons.library import Library
kept = Path(sys.argv[3])
answers = pickle.loads(kept.read_bytes()) if kept.exists() else {}
def answering(run):
    def answer(path, requests, mode="production", *server):
        key = path, requests, mode, server
        if key not in answers:
            answers[key] = run(path, requests, mode, *server)
        return answers[key]
    return answer
apps.run, apps.run_served = answering(apps.run), answering(apps.run_served)
library = Library(Path(sys.argv[1]), Path(sys.argv[2]))
for outline in library.outlines():
    library.lesson(outline.slug)
if not kept.exists():
    kept.write_bytes(pickle.dumps(answers))
"""
MKDOCS = """
site_name: Lessons
theme:
  name: material
plugins: []
markdown_extensions: [attr_list, tables, pymdownx.superfences, pymdownx.highlight, pymdownx.blocks.admonition]
"""


#: What was measured, and the result.
Row = tuple[str, str]
NO_MKDOCS = "pip install mkdocs-material==9.8.1 to compare"


def environment() -> dict[str, str]:
    """Return what a learner's process has: bytecode is kept between starts, whatever is set here."""
    return {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"} | {
        "PYTHONPATH": str(ROOT)
    }


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=9)
    parser.add_argument("--times", type=int, default=50, help="how many times larger the second course is")
    options = parser.parse_args()
    if not importlib.util.find_spec("material"):
        print(f"Rendering is not compared: {NO_MKDOCS}.", file=sys.stderr)
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        for key, value in chain(
            page_ratios(ROOT, work / "one", options.rounds),
            way_ratios(ROOT, work / "ways", options.rounds),
            start_ratio(work / "start", options.rounds),
            render_ratio(work / "render", max(options.rounds // 3, 2)),
            weights(ROOT, work / "weights"),
            growth(work, options.times, options.rounds),
        ):
            # Each row as soon as it is measured: the whole takes minutes.
            print(f"{key:<66} {value}", flush=True)


def first_paths(root: Path) -> dict[str, str]:
    """Return one page of each kind."""
    lesson = sorted(path.name for path in (root / "lessons").iterdir() if (path / "lesson.md").exists())[2]
    text = (root / "lessons" / lesson / "lesson.md").read_text(encoding="utf-8")
    step = re.findall(r"^## .*\{#([\w-]+)", text, re.MULTILINE)[1]
    exercise = sorted(path.name for path in (root / "exercises").iterdir() if path.is_dir())[0]
    return {
        "lesson step": f"/lessons/{lesson}/{step}",
        "home": "/",
        "exercise": f"/exercises/{exercise}/",
    }


@contextmanager
def served(root: Path, instance: Path) -> Iterator[http.client.HTTPConnection]:
    """Serve a course in a process of its own and give a connection to it."""
    process = subprocess.Popen(
        [sys.executable, "-c", SERVER, str(root), str(instance)],
        stdout=subprocess.PIPE,
        cwd=ROOT,
        text=True,
        env=environment(),
    )
    try:
        port = json.loads(process.stdout.readline())["port"] if process.stdout else 0
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
        yield connection
        connection.close()
    finally:
        process.kill()
        process.wait()


def fetch(connection: http.client.HTTPConnection, path: str) -> bytes:
    """Return the body of a page. Exits when it is not 200."""
    connection.request("GET", path)
    response = connection.getresponse()
    body = response.read()
    if response.status != 200:
        raise SystemExit(f"{path} answered {response.status}: {body[:300]!r}")
    return body


def rate(connection: http.client.HTTPConnection, path: str, seconds: float = 0.4) -> float:
    """Return requests a second, one after the other on one connection."""
    fetch(connection, path)
    begun, count = time.perf_counter(), 0
    while time.perf_counter() - begun < seconds:
        fetch(connection, path)
        count += 1
    return count / (time.perf_counter() - begun)


def page_ratios(root: Path, instance: Path, rounds: int) -> Iterator[Row]:
    """Measure the throughput of each kind of page against the same bytes from memory."""
    with served(root, instance) as connection:
        for kind, path in first_paths(root).items():
            name = path.lstrip("/")
            if not name:
                continue
            fetch(connection, path)
            fetch(connection, f"/keep/{name}")
            pairs = [rate(connection, path) / rate(connection, f"/bench/{name}") for _ in range(rounds)]
            yield f"{kind}: throughput / the same bytes from memory", f"{statistics.median(pairs):.2f}x"


def way_ratios(root: Path, instance: Path, rounds: int) -> Iterator[Row]:
    """Measure how long the page of each way takes, against a step of the same lesson."""
    from course.ways.shelf import shelf

    step = first_paths(root)["lesson step"]
    with served(root, instance) as connection:
        for way in shelf():
            path = f"{step.rpartition('/')[0]}/{way.id}"
            pairs = [rate(connection, step) / rate(connection, path) for _ in range(rounds)]
            yield f"{way.name}: seconds of its page / a step's", f"{statistics.median(pairs):.2f}x"


def timed(*arguments: str) -> float:
    """Return the seconds of one Python process; it must end well."""
    begun = time.perf_counter()
    subprocess.run(
        [sys.executable, *arguments],
        cwd=ROOT,
        check=True,
        capture_output=True,
        env=environment(),
    )
    return time.perf_counter() - begun


def compared(rounds: int, ours: Callable[[], float], base: Callable[[], float]) -> str:
    """Return the median of ratios measured in turn, and both medians."""
    ours(), base()
    pairs = [(ours(), base()) for _ in range(rounds)]
    ratio = statistics.median(one / other for one, other in pairs)
    one = statistics.median(pair[0] for pair in pairs)
    other = statistics.median(pair[1] for pair in pairs)
    return f"{ratio:.2f}x   ({one * 1000:.0f} ms against {other * 1000:.0f} ms)"


def start_ratio(instance: Path, rounds: int) -> Iterator[Row]:
    """Measure a process that builds the site and answers the first page, against `import flask`."""
    ratio = compared(
        rounds, lambda: timed("-c", FIRST_BYTE, str(instance)), lambda: timed("-c", "import flask")
    )
    yield "start -> first page / import flask", ratio


def render_ratio(work: Path, rounds: int) -> Iterator[Row]:
    """Measure rendering all lessons, apps run, against mkdocs-material on the same text."""
    whole = "rendering all lessons, every exchange run / mkdocs-material"
    text = "rendering all lessons, the exchanges known / mkdocs-material"
    if not importlib.util.find_spec("material"):
        yield whole, f"not measured: {NO_MKDOCS}"
        return
    docs = work / "docs"
    docs.mkdir(parents=True)
    (work / "mkdocs.yml").write_text(MKDOCS, encoding="utf-8")
    for lesson in sorted((ROOT / "lessons").glob("*/lesson.md")):
        (docs / f"{lesson.parent.name}.md").write_text(with_listings(lesson), encoding="utf-8")
    build = ("-m", "mkdocs", "build", "-q", "-f", str(work / "mkdocs.yml"), "-d", str(work / "site"))
    course = (str(ROOT / "lessons"), str(ROOT / "exercises"))
    known = (*course, str(work / "answers"))
    yield text, compared(rounds, lambda: timed("-c", RENDER_TEXT, *known), lambda: timed(*build))
    yield whole, compared(rounds, lambda: timed("-c", RENDER, *course), lambda: timed(*build))


def with_listings(lesson: Path) -> str:
    """Return a lesson's text with the listing that our page shows behind each line that names an app."""
    from course.lessons.builder import shown_source

    def listing(match: re.Match[str]) -> str:
        source = (lesson.parent / match["file"]).read_text(encoding="utf-8")
        return f"{match.group()}\n\n```python\n{shown_source(source)}\n```\n"

    named = re.compile(r"^ {4,}(?:app|wrong|right): (?P<file>[\w.]+\.py)$", re.MULTILINE)
    return named.sub(listing, lesson.read_text(encoding="utf-8"))


def weights(root: Path, instance: Path) -> Iterator[Row]:
    """Add up a page with its styles and scripts, gzip, without the editor."""
    with served(root, instance) as connection:
        for kind, path in first_paths(root).items():
            html = fetch(connection, path)
            links = re.findall(r'(?:href|src)="(/static/[^"]+\.(?:css|js)[^"]*)"', html.decode())
            parts = [
                html,
                *(fetch(connection, link) for link in dict.fromkeys(links) if "vendor" not in link),
            ]
            size = sum(len(gzip.compress(part, 9)) for part in parts)
            yield f"{kind}: HTML, CSS and JS on the wire, gzip", f"{size / 1024:.1f} KB"


def growth(work: Path, times: int, rounds: int) -> Iterator[Row]:
    """Measure a course many times larger: a page view and the start may not grow faster than it must."""
    large = work / "large"
    multiply(large, times)
    with served(ROOT, work / "i1") as small, served(large, work / "i2") as big:
        for kind, path in first_paths(ROOT).items():
            other = first_paths(large)[kind] if path != "/" else "/"
            pairs = [1 / (rate(big, other) / rate(small, path)) for _ in range(rounds)]
            yield f"{kind}: time of a view, course x{times} / course", f"{statistics.median(pairs):.2f}x"


def multiply(root: Path, times: int) -> None:
    """Write a course with every lesson and exercise `times` times, ids made unique."""
    number = 0
    for copy in range(times):
        for source in sorted((ROOT / "lessons").glob("[0-9]*_*")):
            if not (source / "lesson.md").exists():
                continue
            target = root / "lessons" / f"{number % 100:02d}_{source.name[3:]}_{copy}"
            number += 1
            shutil.copytree(source, target, ignore=shutil.ignore_patterns("__pycache__"))
            lesson = target / "lesson.md"
            text = re.sub(r"\{#([\w-]+)", rf"{{#\1-{copy}", lesson.read_text(encoding="utf-8"))
            text = re.sub(r"^( *id: )([\w-]+)", rf"\1\2-{copy}", text, flags=re.MULTILINE)
            text = re.sub(r"^(prerequisites|exercises): \[.*\]", r"\1: []", text, flags=re.MULTILINE)
            text = re.sub(r"\]\((?:lesson|exercise):[^)]*\)", "](code:200)", text)
            lesson.write_text(text, encoding="utf-8")
        for source in sorted((ROOT / "exercises").glob("[0-9]*_*")):
            target = root / "exercises" / f"{source.name[:2]}_{source.name[3:]}_{copy}"
            shutil.copytree(source, target, ignore=shutil.ignore_patterns("__pycache__", ".meta"))


if __name__ == "__main__":
    main()
