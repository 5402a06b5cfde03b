"""The pages, a module each with a blueprint of its own."""

from __future__ import annotations

from course.site.pages import (
    assignments,
    challenge,
    codes,
    console,
    decide,
    glossary,
    home,
    keys,
    progress,
    recall,
    search,
    styleguide,
)
from course.site.pages.exercises import history, page, runs, solution, source
from course.site.pages.lessons import answers, overview, step

BLUEPRINTS = tuple(
    module.bp
    for module in (
        home,
        overview,
        step,
        answers,
        page,
        source,
        runs,
        history,
        solution,
        challenge,
        console,
        codes,
        decide,
        glossary,
        progress,
        assignments,
        recall,
        search,
        keys,
        styleguide,
    )
)
