"""What every verb uses: the group, the course it works on, one sentence for trouble."""

from __future__ import annotations

import difflib
import os
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from course import places
from course.places import DOOR, exercises_dir, instance_dir, lessons_dir
from course.terminal.ending import read_no_more, stop_if_interrupted
from course.values.links import Links

if TYPE_CHECKING:
    from flask import Flask

    from course.exercises.catalogue import Catalogue
    from course.lessons.library import Library
    from course.progress.store import Store
    from course.values.exercise import Exercise


class Trouble(click.ClickException):
    """What keeps a verb from its work, as one sentence. Exit status 1."""

    def show(self, file: Any = None) -> None:
        """Print the sentence without a prefix."""
        complain(self.message)


class Unknown(Trouble):
    """A name that means nothing here. Exit status 2, as for any wrong usage."""

    exit_code = 2


class Course:
    """The parts of one course, made when a verb needs them."""

    def __init__(self, root: Path | None = None, app: Flask | None = None) -> None:
        self.root = root or places.root_dir()
        self._app = app
        self._prefix = ""

    @cached_property
    def app(self) -> Flask:
        """The site."""
        from course.site.app import create_app

        return self._app or create_app({"ROOT": self.root}, links=Links(self._prefix))

    def app_below(self, prefix: str) -> Flask:
        """Return the site mounted at a prefix; it must be asked for before the site. Raises Trouble."""
        try:
            Links(prefix)
        except ValueError as error:
            raise Trouble(str(error)) from None
        if self._app is not None and prefix:
            raise Trouble(f"Flask's own command line serves no prefix. Use {DOOR} serve --url {prefix}")
        self._prefix = prefix
        return self.app

    @property
    def instance(self) -> Path:
        """The folder of everything that belongs to this learner."""
        return Path(self._app.instance_path) if self._app else instance_dir(self.root)

    @cached_property
    def catalogue(self) -> Catalogue:
        """The exercises."""
        from course.exercises.catalogue import Catalogue

        return self._service("catalogue") or Catalogue(exercises_dir(self.root))

    @cached_property
    def library(self) -> Library:
        """The lessons."""
        from course.lessons.library import Library

        return self._service("library") or Library(lessons_dir(self.root), exercises_dir(self.root))

    @cached_property
    def store(self) -> Store:
        """The learner's progress; what had to be handled is said once."""
        from course.places import database_path
        from course.progress.store import Store

        store: Store = self._service("store") or Store(database_path(self.root))
        if store.notice:
            complain(store.notice)
        return store

    def _service(self, name: str) -> Any:
        return getattr(self._app.extensions["course"], name) if self._app else None

    def exercise(self, word: str) -> Exercise:
        """Return the exercise a person means. Raises Unknown with the nearest names."""
        from course.values.exercise import ExerciseError

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
        from course.values.exercise import ExerciseError

        try:
            return self.catalogue.all()
        except ExerciseError as error:
            raise Trouble(str(error)) from None


#: What run.py does itself, in a clone.
ALSO = () if places.INSTALLED else ("test", "pytest")
EPILOG = f"Also: {DOOR} test (the project's tests), {DOOR} pytest PATH (grade with pytest)."
#: Options that are no verb's.
OWN_OPTIONS = ("-h", "--help", "--version")


class Verbs(click.Group):
    """The group of verbs: without one it serves, and a mistyped one is told the nearest."""

    #: Heading -> names of the verbs below it in the help.
    sections: Mapping[str, Sequence[str]] = {}

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Put "serve" in front when no verb is named, unless a shell asks what could come next."""
        option = bool(args) and args[0].startswith("-") and args[0] not in OWN_OPTIONS
        if (not args or option) and not ctx.resilient_parsing:
            args = ["serve", *args]
        return super().parse_args(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the verbs below their headings, in the order in which people meet them."""
        room = formatter.width - 6 - max(len(name) for name in self.commands)
        for heading, names in self.sections.items():
            with formatter.section(heading):
                formatter.write_dl([(name, self.commands[name].get_short_help_str(room)) for name in names])

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the verb. Raises Unknown with the nearest one."""
        if self.get_command(ctx, args[0]) is None and not ctx.resilient_parsing:
            if _names_exercise(args[0]):
                raise Unknown(f'"{args[0]}" is an exercise. Did you mean {DOOR} grade {args[0]}?')
            near = difflib.get_close_matches(args[0], [*self.commands, *ALSO], n=1)
            hint = f" Did you mean {near[0]}?" if near else ""
            raise Unknown(f'There is no verb "{args[0]}".{hint} {DOOR} --help shows all of them.')
        return super().resolve_command(ctx, args)


def _names_exercise(word: str) -> bool:
    from course.exercises.catalogue import Catalogue
    from course.values.exercise import ExerciseError

    try:
        return Catalogue(exercises_dir(places.root_dir())).find(word) is not None
    except (ExerciseError, OSError):
        return False


def named_exercises(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[str]:
    """Return the exercises that a shell may complete a word to: by number, or by name."""
    from course.exercises.catalogue import Catalogue

    slugs = Catalogue(exercises_dir(places.root_dir())).slugs()
    return [slug for slug in slugs if incomplete and slug[3:].startswith(incomplete)] or [
        slug for slug in slugs if slug.startswith(incomplete)
    ]


def _say_version(ctx: click.Context, param: click.Parameter, wanted: bool) -> None:
    """Show the version and end."""
    if wanted and not ctx.resilient_parsing:
        from course.terminal.version import version_line

        click.echo(version_line())
        ctx.exit()


@click.group(
    cls=Verbs,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog=None if places.INSTALLED else EPILOG,
)
@click.option(
    "--version",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=_say_version,
    help="Show the version and exit.",
)
def main() -> None:
    """HTTP status codes, learned by doing. Without a verb the course is served."""


def current() -> Course:
    """Return the course that the running verb is about."""
    ctx = click.get_current_context()
    found = ctx.find_object(Course)
    if found is None:
        found = ctx.find_root().obj = _course_of_flask(ctx) or _course_here()
    return found


def _course_here() -> Course:
    if places.lacks_workspace():
        make_workspace()
    course = Course()
    with file_troubles():
        if places.lay_out(course.root):
            complain(f"Your exercises are in {exercises_dir(course.root)}.")
    return course


def make_workspace() -> None:
    """Ask for a workspace here, and let this process and its children use it. Raises Trouble."""
    with file_troubles():
        place = places.new_workspace()
    here = place == Path.cwd()
    name = "." if here else f"./{place.name}"
    if not sys.stdin.isatty():
        raise Trouble(
            "There is no workspace for your exercises yet, and no terminal to ask in."
            f" Name one: COURSE_WORK={name} {DOOR}"
        )
    where = f"this folder, {place}" if here else name
    if not click.confirm(f"Make a workspace for your exercises in {where}?", default=True, err=True):
        raise Trouble(f"No workspace was made. COURSE_WORK=DIR {DOOR} makes one in another folder.")
    os.environ["COURSE_WORK"] = os.fspath(place)


def _course_of_flask(ctx: click.Context) -> Course | None:
    """Return the course of the app that Flask's own command line loaded."""
    from flask.cli import ScriptInfo

    info = ctx.find_object(ScriptInfo)
    if info is None:
        return None
    app = info.load_app()
    return Course(Path(app.config["ROOT"]), app)


def say(text: str = "") -> None:
    """Print a line, unless somebody pressed Ctrl-C: nothing that is said afterwards is worth reading."""
    stop_if_interrupted()
    click.echo(text, color=True)  # the style has decided about colour


def say_unread(text: str = "") -> None:
    """Print a line, and go on when nobody reads any more: the exit status is still an answer."""
    try:
        say(text)
    except BrokenPipeError:
        read_no_more()


def complain(text: str) -> None:
    """Print a line on the standard error; one that cannot be written changes nothing else."""
    with suppress(OSError):
        click.echo(text, err=True)


@contextmanager
def file_troubles() -> Iterator[None]:
    """Turn what keeps a file from being replaced into one sentence."""
    from course.practice.sources import Changed, NotKept, Refused
    from course.progress.connection import NotStored

    try:
        yield
    except (NotKept, NotStored, Changed, Refused) as error:
        raise Trouble(str(error)) from None
    except OSError as error:
        raise Trouble(f"{error.filename or 'The file'} cannot be used ({error.strerror}).") from None
