"""The application factory: the only place where the parts of the site are put together."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from flask import Flask

from course import places
from course.exercises.catalogue import Catalogue
from course.grading.transport import MakeTransport, Transport
from course.lessons.library import Library
from course.progress import private
from course.progress.store import Store
from course.site import templates
from course.site.http import address, caching, guard, static_files
from course.site.http.services import Services
from course.site.pages import BLUEPRINTS, errors
from course.site.pages import ways as way_pages
from course.site.present import own_editor
from course.values.links import DEFAULT_LINKS, Links
from course.ways.shelf import FORMS, ROWS
from course.ways.way import Way

#: Seconds. Nobody saves a lesson and asks for its page faster than that.
LESSONS_FRESH_FOR = 0.25
#: No page of the course sends more than a few hundred bytes.
MAX_BODY = 256 * 1024


def grading_process() -> Transport:
    """Return a process of this machine that runs learners' code, started when it is first needed."""
    from course.grading.machine.process import Grader

    return Grader()


def create_app(
    config: dict[str, Any] | None = None,
    *,
    library: Library | None = None,
    transport: MakeTransport = grading_process,
    links: Links = DEFAULT_LINKS,
    ways: tuple[Way, ...] | None = None,
) -> Flask:
    """Build the course's site. This is the only place where the parts are put together.

    `library` has the lessons (default: those below LESSONS). `transport` makes what runs learners' code.
    `links` are the addresses of the pages; with a prefix the site is mounted below it. `ways` are the ways
    into a lesson (default: those of the shelf).

    Paths that `config` may set: ROOT, LESSONS, EXERCISES and INSTANCE; course.places has the defaults, which
    follow the environment.
    URL is the one further address under which the site is reached, such as https://desk.example/course: its
    host and its origin are let in, exactly. REWRITTEN_ORIGINS are what a server in front is known to write
    in place of that origin. KEY is what a request must have (course.site.http.key), None for
    no key. EDITOR_URL is the pattern of a link that opens a file in the learner's editor (default:
    COURSE_EDITOR_URL, or Visual Studio Code's, which is left out where the site has another address).
    LESSONS_FRESH_FOR is how many seconds a lesson is shown without a look at its files.
    """
    settings = dict(config or {})
    if "ROOT" not in settings:
        places.lay_out(places.root_dir())
    root = Path(settings.setdefault("ROOT", places.root_dir())).resolve()
    lessons = Path(settings.setdefault("LESSONS", places.lessons_dir(root)))
    exercises = Path(settings.setdefault("EXERCISES", places.exercises_dir(root)))
    instance = Path(settings.setdefault("INSTANCE", places.instance_dir(root))).resolve()

    app = Flask(
        __name__,
        template_folder=str(places.SHIPPED / "templates"),
        static_folder=str(places.SHIPPED / "static"),
        instance_path=str(instance),
    )
    app.config.from_mapping(
        MAX_CONTENT_LENGTH=MAX_BODY,
        MAX_FORM_MEMORY_SIZE=64 * 1024,
        MAX_FORM_PARTS=64,
        URL="",
        REWRITTEN_ORIGINS=(),
        KEY=None,
    )
    app.config.from_mapping(settings)
    app.config.setdefault("EDITOR_URL", os.environ.get("COURSE_EDITOR_URL", own_editor.DEFAULT))
    fresh_for = settings.setdefault("LESSONS_FRESH_FOR", LESSONS_FRESH_FOR)
    app.extensions["course"] = Services(
        library=library or Library(lessons, exercises, links, fresh_for),
        catalogue=Catalogue(exercises),
        store=Store(instance / "progress.sqlite"),
        transport=transport,
        own_ways=ways,
    )
    address.register(app, links)
    register_pages(app, ways)
    keep_compiled_templates(app, instance / "templates")
    return app


def keep_compiled_templates(app: Flask, folder: Path) -> None:
    """Keep compiled templates between starts, where the folder can be written; starts are faster then."""
    from course.site.compiled import CompiledTemplates

    try:
        private.make_folder(folder)
    except OSError:
        return
    if os.access(folder, os.W_OK):
        app.jinja_env.bytecode_cache = CompiledTemplates(str(folder))


def register_pages(app: Flask, ways: tuple[Way, ...] | None) -> None:
    """Add the guards, the error pages and every page of the course to an app."""
    templates.register(app)
    guard.register(app)
    errors.register(app)
    static_files.register(app)
    caching.register(app)
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)
    if ways is None:
        app.register_blueprint(way_pages.blueprint(ROWS, FORMS))
    else:
        forms = {way.id for way in ways if way.receive}
        app.register_blueprint(way_pages.blueprint([way.id for way in ways], forms))
