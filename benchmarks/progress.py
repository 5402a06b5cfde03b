"""Print how pages of progress grow with what was recorded: python benchmarks/progress.py [--rounds 9].

50,000 answers and 5,000 runs against 500 and 50, as ratios measured in one run.
"""

from __future__ import annotations

import argparse
import json
import random
import statistics
import sys
import tempfile
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from course import create_app  # noqa: E402
from course.lessons.library import Library  # noqa: E402
from course.progress.rows import INSERT_ANSWER, INSERT_RUN, dump, iso, new_uid, run_values  # noqa: E402
from course.progress.store import Store  # noqa: E402
from course.values.report import CheckResult, Report  # noqa: E402

PAGES = ("/progress", "/progress/sheet", "/recall", "/challenge", "/")
BEGIN = datetime(2026, 1, 1, tzinfo=UTC)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=9)
    rounds = parser.parse_args().rounds
    with tempfile.TemporaryDirectory() as folder:
        few, many = Path(folder, "few"), Path(folder, "many")
        fill(few, 500, 50)
        fill(many, 50_000, 5_000)
        small, large = client(few), client(many)
        for path in PAGES:
            pairs = [(seconds(large, path), seconds(small, path)) for _ in range(rounds + 1)][1:]
            ratio = statistics.median(one / other for one, other in pairs)
            print(f"{path}: a hundred times as many records / few {'':<20} {ratio:.2f}x", flush=True)


def client(instance: Path):
    """Return a client of the course with the progress of a folder."""
    return create_app({"INSTANCE": instance}).test_client()


def seconds(asked, path: str) -> float:
    """Return how long a page takes."""
    begun = time.perf_counter()
    answer = asked.get(path, base_url="http://127.0.0.1")
    assert answer.status_code == 200, path
    return time.perf_counter() - begun


def fill(instance: Path, answers: int, runs: int) -> None:
    """Write answers to the questions of all lessons, and runs of all exercises."""
    chance = random.Random(1)
    library = Library(ROOT / "lessons", ROOT / "exercises")
    asked = [name for one in library.outlines() for step in one.steps for name in step.question_ids]
    slugs = [path.parent.name for path in sorted(ROOT.glob("exercises/*/README.md"))]
    store = Store(instance / "progress.sqlite")
    store.database.write(
        lambda db: db.executemany(INSERT_ANSWER, (answer(chance, asked, n) for n in range(answers)))
    )
    store.database.write(lambda db: db.executemany(INSERT_RUN, (run(chance, slugs, n) for n in range(runs))))
    store.close()


def answer(chance: random.Random, asked: list[str], n: int) -> tuple[object, ...]:
    """Return one answer as a row."""
    choice, sure = chance.choice(("200", "404", "422")), chance.choice(("sure", "guessing"))
    at = iso(BEGIN + timedelta(minutes=5 * n))
    return new_uid(), chance.choice(asked), json.dumps([choice]), sure, chance.randint(0, 1), at


def run(chance: random.Random, slugs: list[str], n: int) -> tuple[object, ...]:
    """Return one run of twelve checks as a row."""
    symptoms = [chance.choice(("", f"status {chance.choice((200, 400, 404))}, not 422")) for _ in range(12)]
    checks = tuple(
        CheckResult(f"test_{k}", "A rule.", "wrong" if symptom else "passed", symptom=symptom)
        for k, symptom in enumerate(symptoms)
    )
    report = Report(chance.choice(slugs), checks, finished="2026-01-01T10:00:00+01:00")
    at = iso(BEGIN + timedelta(minutes=5 * n))
    return new_uid(), *run_values(report), "", "site", at, dump(report)


if __name__ == "__main__":
    main()
