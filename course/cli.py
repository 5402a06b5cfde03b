"""The course in a terminal. Each verb reads its arguments, calls one function and prints."""

from __future__ import annotations

import difflib
import ipaddress
import json
import os
import re
import socket
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from course import PROJECT, codes

if TYPE_CHECKING:
    from flask import Flask

    from course.catalogue import Catalogue, Exercise
    from course.content.library import Library
    from course.progress import Run, Store

DOOR = "python3 run.py"
PORT = 8000


class Trouble(click.ClickException):
    """What keeps a verb from its work, as one sentence. Exit status 1."""

    def show(self, file: Any = None) -> None:
        """Print the sentence without a prefix."""
        click.echo(self.message, err=True)


class Unknown(Trouble):
    """A name that means nothing here. Exit status 2, as for any wrong usage."""

    exit_code = 2


class Course:
    """The parts of one course, made when a verb needs them."""

    def __init__(self, root: Path = PROJECT, app: Flask | None = None) -> None:
        self.root = root
        self._app = app

    @cached_property
    def app(self) -> Flask:
        """The site."""
        from course import create_app

        return self._app or create_app({"ROOT": self.root})

    @cached_property
    def catalogue(self) -> Catalogue:
        """The exercises."""
        from course.catalogue import Catalogue

        return self._service("catalogue") or Catalogue(self.root / "exercises")

    @cached_property
    def library(self) -> Library:
        """The lessons."""
        from course.content.library import Library

        return self._service("library") or Library(self.root / "lessons", self.root / "exercises")

    @cached_property
    def store(self) -> Store:
        """The learner's progress; what had to be handled is said once."""
        from course.progress import Store, database_path

        store: Store = self._service("store") or Store(database_path(self.root))
        if store.notice:
            click.echo(store.notice, err=True)
        return store

    def _service(self, name: str) -> Any:
        return getattr(self._app.extensions["course"], name) if self._app else None

    def exercise(self, word: str) -> Exercise:
        """Return the exercise a person means. Raises Unknown with the nearest names."""
        from course.catalogue import ExerciseError

        try:
            found = self.catalogue.find(word)
        except ExerciseError as error:
            raise Trouble(str(error)) from None
        if found is not None:
            return found
        near = self.catalogue.suggestions(word)
        hint = f" Did you mean {' or '.join(near)}?" if near else ""
        raise Unknown(f'There is no exercise "{word}".{hint} {DOOR} list shows all of them.')

    def exercises(self) -> tuple[Exercise, ...]:
        """Return every exercise. Raises Trouble when one cannot be read."""
        from course.catalogue import ExerciseError

        try:
            return self.catalogue.all()
        except ExerciseError as error:
            raise Trouble(str(error)) from None


class Verbs(click.Group):
    """The group of verbs: without one it serves, and a mistyped one is told the nearest."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Put "serve" in front when no verb is named."""
        if not args or (args[0].startswith("-") and args[0] not in ("-h", "--help")):
            args = ["serve", *args]
        return super().parse_args(ctx, args)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the verb. Raises Unknown with the nearest one."""
        if self.get_command(ctx, args[0]) is None:
            near = difflib.get_close_matches(args[0], [*self.commands, "test", "pytest"], n=1)
            hint = f" Did you mean {near[0]}?" if near else ""
            raise Unknown(f'There is no verb "{args[0]}".{hint} {DOOR} --help shows all of them.')
        return super().resolve_command(ctx, args)


@click.group(
    cls=Verbs,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog=f"Also: {DOOR} test (the project's tests), {DOOR} pytest PATH (grade with pytest).",
)
def main() -> None:
    """HTTP status codes, learned by doing. Without a verb the course is served."""


def run(argv: Sequence[str]) -> int:
    """Do what argv says and return the exit status."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")  # a terminal that lacks a character shows "?"
    try:
        main.main(list(argv), prog_name=DOOR)
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else int(end.code is not None)
    return 0


def register(app: Flask) -> None:
    """Give a Flask app the verbs, so that flask --app course VERB works too."""
    for command in main.commands.values():
        app.cli.add_command(command)


def current() -> Course:
    """Return the course that the running verb is about."""
    ctx = click.get_current_context()
    found = ctx.find_object(Course)
    if found is None:
        found = ctx.find_root().obj = _course_of_flask(ctx) or Course()
    return found


def _course_of_flask(ctx: click.Context) -> Course | None:
    """Return the course of the app that Flask's own command line loaded."""
    from flask.cli import ScriptInfo

    info = ctx.find_object(ScriptInfo)
    if info is None:
        return None
    app = info.load_app()
    return Course(Path(app.config["ROOT"]), app)


def say(text: str = "") -> None:
    """Print a line."""
    click.echo(text)


# serve


@main.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option(
    "--port",
    default=PORT,
    show_default=True,
    type=click.IntRange(0, 65535),
    envvar="PORT",
    help="Port to listen on; 0 takes any free one. The environment variable PORT sets it too.",
)
@click.option("--no-browser", is_flag=True, help="Do not open a browser.")
def serve(host: str, port: int, no_browser: bool) -> None:
    """Serve the course until Ctrl-C."""
    import signal

    course = current()
    listener = listen(host, port)
    port = listener.getsockname()[1]
    if not is_loopback(host):
        click.echo(
            f"Warning: {host} can be reached from other machines, and this site runs code on this one."
            " Use it only in a network that you trust.",
            err=True,
        )
    app = course.app
    app.config["HOSTS"] = (*app.config["HOSTS"], *names_of(host))
    notice = app.extensions["course"].store.notice
    if notice:
        click.echo(notice, err=True)

    from waitress import create_server  # type: ignore[import-untyped,unused-ignore]

    # An open exercise page holds a thread while it waits for the next verdict.
    server = create_server(app, sockets=[listener], threads=64, channel_request_lookahead=1, ident=None)
    url = f"http://{shown_host(host)}:{port}/"
    say(f"The course is at {url} (Ctrl-C ends it)")
    sys.stdout.flush()
    if not no_browser and has_screen():
        import webbrowser

        threading.Thread(target=webbrowser.open, args=(url,), daemon=True).start()

    def end(*_: object) -> None:
        app.extensions["course"].workshop.news.close()  # pages that wait must not hold up the end
        sys.exit(0)

    signal.signal(signal.SIGTERM, end)
    signal.signal(signal.SIGINT, end)
    server.run()  # returns on Ctrl-C


def listen(host: str, port: int) -> socket.socket:
    """Return a socket that listens on an address. Raises Trouble that says what to do."""
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
    except OSError:
        raise Trouble(f'"{host}" is no address of this machine. Leave out --host to use 127.0.0.1.') from None
    listener = socket.socket(family, kind, protocol)
    if sys.platform == "win32":
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_EXCLUSIVEADDRUSE, 1)
    else:
        # A port that was just left can be taken again at once; one in use still cannot.
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind(address)
        listener.listen(128)
    except OSError as error:
        listener.close()
        raise Trouble(_cannot_listen(error, host, port)) from None
    return listener


def _cannot_listen(error: OSError, host: str, port: int) -> str:
    import errno

    if error.errno == errno.EADDRINUSE:
        return (
            f"Port {port} is taken, perhaps by another start of the course. "
            f"Use another one: {DOOR} --port {free_port(host, port)}"
        )
    if error.errno == errno.EACCES:
        other = free_port(host, PORT - 1)
        return f"Port {port} needs rights that you do not have. Use another one: {DOOR} --port {other}"
    if error.errno == errno.EADDRNOTAVAIL:
        return f'"{host}" is no address of this machine. Leave out --host to use 127.0.0.1.'
    return f"The course cannot listen on {host}, port {port} ({error.strerror})."


def free_port(host: str, taken: int) -> int:
    """Return a port above one that is taken, and free at this moment."""
    for port in [*range(taken + 1, min(taken + 50, 65535)), 0]:
        try:
            with socket.create_server((host, port)) as probe:
                return int(probe.getsockname()[1])
        except OSError:
            continue
    return 0


def is_loopback(host: str) -> bool:
    """Tell whether an address can be reached from this machine only."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def names_of(host: str) -> tuple[str, ...]:
    """Return the names, besides those of loopback, under which a served site is asked for."""
    if is_loopback(host):
        return ()
    if host not in ("", "0.0.0.0", "::"):  # noqa: S104 - compared, not listened on
        return (shown_host(host),)
    name = socket.gethostname()
    try:
        found = {info[4][0] for info in socket.getaddrinfo(name, None)}
    except OSError:
        found = set()
    return (name, *sorted(shown_host(str(address)) for address in found))


def shown_host(host: str) -> str:
    """Return an address as it stands in a URL."""
    if host in ("", "0.0.0.0", "::"):  # noqa: S104 - compared, not listened on
        return "127.0.0.1"
    return f"[{host}]" if ":" in host else host


def has_screen() -> bool:
    """Tell whether a person sits in front of this terminal, with a screen for a browser."""
    if not sys.stdout.isatty() or os.environ.get("CI") or os.environ.get("SSH_CONNECTION"):
        return False
    if sys.platform in ("win32", "darwin"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


# list


@main.command("list")
def list_() -> None:
    """Show lessons and exercises, and how far you are."""
    for line in overview(current()):
        say(line)


def overview(course: Course) -> Iterator[str]:
    """Yield the lines of the list: parts, lessons, and the exercises of each lesson."""
    from course.model import PARTS, CourseContentError

    latest, ever = course.store.latest_runs(), course.store.ever_solved()
    exercises = {exercise.slug: exercise for exercise in course.exercises()}
    try:
        outlines = course.library.outlines()
    except CourseContentError as error:
        click.echo(f"The lessons cannot be read: {error.errors[0]} {DOOR} check shows everything.", err=True)
        outlines = ()
    for part in PARTS:
        lessons = [outline for outline in outlines if outline.part == part.number]
        if lessons:
            yield f"{part.number}. {part.title}"
        for outline in lessons:
            yield f"   {outline.slug[:2]}  {outline.title} ({outline.minutes} min)"
            for slug in outline.exercises:
                exercise = exercises.pop(slug, None)
                if exercise is not None:
                    yield _exercise_line(exercise, latest, ever)
    if exercises:
        yield "Exercises" if not outlines else "More exercises"
    for exercise in exercises.values():
        yield _exercise_line(exercise, latest, ever)
    solved = sum(run.solved for run in latest.values())
    yield ""
    yield f"Solved: {solved} of {len(course.catalogue.slugs())}. Grade one: {DOOR} grade NUMBER"


def _exercise_line(exercise: Exercise, latest: dict[str, Run], ever: set[str]) -> str:
    far = state(latest.get(exercise.slug), exercise.slug in ever)
    return f"       {exercise.slug:<32}  {exercise.title:<40}  {far}"


def state(run: Run | None, ever: bool) -> str:
    """Return how far an exercise is, in words."""
    if run is None:
        return "not begun"
    if run.solved:
        return "solved"
    held = f"{run.held} of {run.total} checks hold"
    return f"{held}, solved before" if ever else held


# hint, reset, restore


@main.command()
@click.argument("slug")
@click.argument("n", type=int, required=False)
def hint(slug: str, n: int | None) -> None:
    """Show the next hint of an exercise, or hint N."""
    course = current()
    exercise = course.exercise(slug)
    count, opened = len(exercise.hints), course.store.hints(exercise.slug)
    if not count:
        raise Trouble(f"{exercise.slug} has no hints.")
    number = min(opened + 1, count) if n is None else n
    if not 1 <= number <= count:
        raise Unknown(f"{exercise.slug} has hints 1 to {count}, not {number}.")
    course.store.record_hint(exercise.slug, number)
    say(f"{exercise.slug}: hint {number} of {count}")
    say()
    say(spoken(exercise.hints[number - 1]))
    if n is None and opened >= count:
        say()
        first = f"{DOOR} hint {exercise.slug[:2]} 1"
        say(f"That was the last one; it was open already. {first} shows the first again.")


def spoken(markdown: str) -> str:
    """Return Markdown of the course as text for a terminal: {404} becomes "404 Not Found"."""
    return re.sub(r"\{(\d{3})\}", lambda match: codes.speak(int(match[1])), markdown)


@main.command()
@click.argument("slug")
def reset(slug: str) -> None:
    """Put an exercise back to its start. Your text is kept."""
    from course import sources

    course = current()
    exercise = course.exercise(slug)
    with file_troubles():
        kept = sources.reset(exercise, course.store)
    say(f"{exercise.slug} is as at the start." + (" Your text is kept; this brings it back:" if kept else ""))
    if kept:
        say(f"  {DOOR} restore {exercise.slug[:2]}")


@contextmanager
def file_troubles() -> Iterator[None]:
    """Turn what keeps a file from being replaced into one sentence."""
    from course.sources import NotKept

    try:
        yield
    except NotKept as error:
        raise Trouble(str(error)) from None
    except OSError as error:
        raise Trouble(f"{error.filename or 'The file'} cannot be used ({error.strerror}).") from None


@main.command()
@click.argument("slug")
@click.argument("n", type=int, required=False)
@click.option("--list", "listing", is_flag=True, help="Only show the kept texts.")
def restore(slug: str, n: int | None, listing: bool) -> None:
    """Bring back an earlier text of yours: the newest, or text N of --list."""
    from course import sources

    course = current()
    exercise = course.exercise(slug)
    texts = sources.earlier(exercise, course.store)
    if not texts:
        raise Trouble(
            f"There is no earlier text of {exercise.slug}. Texts are kept when they are graded or reset."
        )
    if listing:
        for number, text in enumerate(texts, 1):
            say(f"{number:>3}  {local_time(text.saved_at)}  {text.size} bytes")
        return
    if n is not None and not 1 <= n <= len(texts):
        raise Unknown(f"{exercise.slug} has earlier texts 1 to {len(texts)}, not {n}.")
    chosen = texts[(n or 1) - 1]
    kept = course.store.source(chosen.hash)
    if kept is None:
        raise Trouble(f"Text {n or 1} of {exercise.slug} cannot be found in the progress file.")
    with file_troubles():
        sources.replace(exercise, kept, course.store)
    say(f"{exercise.slug} holds your text of {local_time(chosen.saved_at)} again.")


def local_time(iso: str) -> str:
    """Return a recorded time in this machine's time zone, to the minute."""
    from datetime import datetime

    return datetime.fromisoformat(iso).astimezone().strftime("%Y-%m-%d %H:%M")


# grade


@main.command()
@click.argument("slugs", nargs=-1, metavar="SLUG...")
@click.option("--all", "everything", is_flag=True, help="Grade every exercise.")
def grade(slugs: tuple[str, ...], everything: bool) -> None:
    """Run the checks of an exercise. Exit status 1 when it is not solved."""
    from course.attempts import attempt
    from course.grading.wording import report_lines, table_lines

    course = current()
    if everything == bool(slugs):
        raise Unknown(f"Name one or more exercises, or use --all: {DOOR} grade 05")
    exercises = course.exercises() if everything else tuple(course.exercise(word) for word in slugs)
    reports = []
    for exercise in exercises:
        report = attempt(exercise, course.store, "terminal")
        reports.append(report)
        if not everything:
            say("\n".join([*report_lines(report), ""]))
    if len(reports) > 1 or everything:
        say("\n".join(table_lines((report, True) for report in reports)))
    if not all(report.solved for report in reports):
        raise click.exceptions.Exit(1)


@main.command()
@click.argument("slug", required=False)
def watch(slug: str | None) -> None:
    """Grade after every save, from the first unsolved exercise or from SLUG."""
    from course.watch import Watch

    course = current()
    Watch(course.catalogue, course.store, say).run(course.exercise(slug) if slug else None)


# check, doctor


@main.command()
def check() -> None:
    """Look for mistakes in lessons and exercises. Exit status 1 when there are any."""
    from course.content.audit import audit

    root = current().root
    errors = audit(root)
    for error in errors:
        say(str(error).replace(f"{root}{os.sep}", ""))
    if errors:
        click.echo(f"{counted(len(errors), 'mistake')} in the content.", err=True)
        raise click.exceptions.Exit(1)
    say("No mistakes in the content.")


@main.command()
@click.argument("slugs", nargs=-1, metavar="SLUG...")
@click.option("--sign", is_flag=True, help="Write the tutor's catalogue anew from the wrong fixes first.")
@click.option("--write", is_flag=True, help="Write the figures into docs/grader.md.")
def prove(slugs: tuple[str, ...], sign: bool, write: bool) -> None:
    """Prove exercises: right answers, wrong fixes, null apps, mutants, tutor. Status 1 on a problem."""
    from course import proof

    course = current()
    wanted = [course.exercise(slug) for slug in slugs] or list(course.exercises())
    proofs = proof.prove_all(wanted, sign, say)
    if write:
        text = proof.figures(proofs, proof.seconds_of_all(course.root))
        proof.write_figures(course.root / "docs" / "grader.md", text)
    bad = sum(len(one.problems) + len(one.survivors) for one in proofs)
    if bad:
        click.echo(f"{counted(bad, 'problem')}.", err=True)
        raise click.exceptions.Exit(1)


def counted(number: int, thing: str) -> str:
    """Return a number with its thing: "1 mistake", "2 mistakes"."""
    return f"{number} {thing}" if number == 1 else f"{number} {thing}s"


@dataclass(frozen=True)
class Finding:
    """One thing that doctor looked at; a remedy is there when it is not ok."""

    text: str
    remedy: str = ""

    def __str__(self) -> str:
        return f"not ok  {self.text}. {self.remedy}" if self.remedy else f"ok      {self.text}"


@main.command()
def doctor() -> None:
    """Check that everything the course needs is in order."""
    course = current()
    looks: tuple[Callable[[Course], Iterator[Finding]], ...] = (
        look_at_python,
        look_at_libraries,
        look_at_progress,
        look_at_content,
        look_at_port,
        look_at_terminal,
    )
    bad = False
    for look in looks:
        for finding in look(course):
            say(str(finding))
            bad = bad or bool(finding.remedy)
    if bad:
        raise click.exceptions.Exit(1)


def look_at_python(course: Course) -> Iterator[Finding]:
    """Look at the running Python."""
    here = f"Python {sys.version.split()[0]} ({sys.executable})"
    yield Finding(here, "" if sys.version_info >= (3, 11) else "Python 3.11 or newer is needed.")


def look_at_libraries(course: Course) -> Iterator[Finding]:
    """Compare the installed libraries with the pinned ones."""
    from importlib.metadata import PackageNotFoundError, version

    different = 0
    pinned = list(pins(course.root / "requirements.txt"))
    for name, wanted in pinned:
        try:
            present = version(name)
        except PackageNotFoundError:
            present = "missing"
        if present != wanted:
            different += 1
            yield Finding(
                f"{name} is {present}; tested with {wanted}", "Delete .venv and start the course again."
            )
    if not different:
        yield Finding(f"{len(pinned)} libraries as pinned in requirements.txt")


def pins(file: Path) -> Iterator[tuple[str, str]]:
    """Yield name and version of the requirements that hold on this machine."""
    from packaging.requirements import Requirement

    for line in file.read_text(encoding="utf-8").splitlines():
        if re.match(r"[A-Za-z0-9]", line):
            pin = Requirement(line.rstrip("\\ "))
            if pin.marker is None or pin.marker.evaluate():
                yield pin.name, str(pin.specifier).removeprefix("==")


def look_at_progress(course: Course) -> Iterator[Finding]:
    """Look at the progress file and at SQLite."""
    import sqlite3

    old = sqlite3.sqlite_version_info < (3, 35)
    yield Finding(
        f"SQLite {sqlite3.sqlite_version}", "Use a newer Python, which brings a newer SQLite." if old else ""
    )
    store = course.store
    if store.in_memory:
        yield Finding("progress is not kept", "See the sentence above.")
        return
    health = store.health()
    remedy = "" if health == "ok" else f"Save what can be saved with {DOOR} export FILE."
    yield Finding(f"progress in {store.path} (integrity: {health})", remedy)


def look_at_content(course: Course) -> Iterator[Finding]:
    """Count the mistakes in the content."""
    from course.content.audit import audit

    errors = audit(course.root)
    exercises = counted(len(course.catalogue.slugs()), "exercise")
    remedy = f"{DOOR} check shows them." if errors else ""
    yield Finding(f"{exercises}, {counted(len(errors), 'mistake')} in the content", remedy)


def look_at_port(course: Course) -> Iterator[Finding]:
    """Look whether the default port is free."""
    try:
        listen("127.0.0.1", PORT).close()
    except Trouble as trouble:
        yield Finding(f"port {PORT} cannot be used", trouble.message)
    else:
        yield Finding(f"port {PORT} is free")


def look_at_terminal(course: Course) -> Iterator[Finding]:
    """Look whether the terminal can show the course's characters."""
    encoding = sys.stdout.encoding or "ascii"
    try:
        "§→é".encode(encoding)
    except (UnicodeEncodeError, LookupError):
        yield Finding(f"the terminal's encoding is {encoding}", "Set the environment variable PYTHONUTF8=1.")
    else:
        yield Finding(f"the terminal's encoding is {encoding}")


# export, import


@main.command()
@click.argument("file", type=click.Path(path_type=Path, allow_dash=True))
def export(file: Path) -> None:
    """Write all progress into one JSON FILE; "-" is the standard output."""
    from course.sources import write_whole

    values = current().store.export()
    text = json.dumps(values, indent=1, ensure_ascii=True) + "\n"
    if str(file) == "-":
        click.echo(text, nl=False)
        return
    with file_troubles():
        write_whole(file, text.encode("ascii"))
    answers, runs = counted(len(values["answers"]), "answer"), counted(len(values["runs"]), "run")
    say(f"Progress is in {file}: {answers}, {runs}.")


@main.command("import")
@click.argument("file", type=click.Path(path_type=Path, allow_dash=True))
def import_(file: Path) -> None:
    """Merge the progress of an exported JSON FILE; "-" is the standard input."""
    try:
        text = sys.stdin.buffer.read() if str(file) == "-" else file.read_bytes()
    except OSError as error:
        raise Trouble(f"{file} cannot be read ({error.strerror}).") from None
    try:
        values = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise Trouble(f"{file} is no JSON file ({error}). Nothing was changed.") from None
    store = current().store
    if store.in_memory:
        raise Trouble("There is no place to keep the imported progress. Nothing was changed.")
    try:
        added = store.import_(values)
    except ValueError as error:
        raise Trouble(f"{error} Nothing was changed.") from None
    hints, visits = counted(added.hints, "hint"), counted(added.visits, "visit")
    say(f"New here: {counted(added.answers, 'answer')}, {counted(added.runs, 'run')}, {hints}, {visits},")
    say(f"and {counted(added.sources, 'text')} of yours.")


if __name__ == "__main__":
    sys.exit(run(sys.argv[1:]))
