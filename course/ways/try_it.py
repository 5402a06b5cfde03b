"""Try: the lesson's apps to talk to, and a hunt for every code that each of them can answer."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterator
from dataclasses import dataclass
from typing import Any, TypeAlias

from course.lessons.parser import Source
from course.progress.store import Store
from course.text.front_matter import Fault
from course.values.lesson import Lesson, Panel
from course.values.wire import Exchange, Request
from course.ways.blocks import nodes_of, panels_of
from course.ways.way import NotThere, Way, WayRequest

#: By app and code: the exchange that brought it, and the requests before it.
Possible: TypeAlias = dict[str, dict[int, tuple[Exchange, tuple[Request, ...]]]]
#: The newest edition of each lesson that was asked for, with its codes.
_KEPT: dict[str, tuple[Lesson, Possible]] = {}


@dataclass(frozen=True)
class Goal:
    """A code that an app can answer, as the lesson's own requests have shown."""

    code: int
    found: bool
    #: The request that brought it, and how many were sent to the same copy of the app before.
    request: Request
    before: tuple[Request, ...]

    @property
    def hint(self) -> str:
        """Return how to come nearer, one line of Markdown; it names no code."""
        parts = [f"`{self.request.method}` to `{self.request.path}`"]
        names = sorted({name for name, _ in self.request.headers if name.lower() != "content-type"})
        if names:
            parts.append(f"with {' and '.join(f'`{name}`' for name in names)}")
        if self.request.body:
            parts.append(f"with a body of {len(self.request.body)} bytes")
        if self.before:
            parts.append(f"after {_counted(self.before)}, on an app that was just started")
        return f"{' '.join(parts)} brings one."


@dataclass(frozen=True)
class Hunt:
    """The codes of one app."""

    app: str
    goals: tuple[Goal, ...]

    @property
    def found(self) -> int:
        """Return how many codes the learner has found."""
        return sum(goal.found for goal in self.goals)

    @property
    def words(self) -> str:
        """Return how far the hunt is."""
        return f"{self.found} of {len(self.goals)} codes found"


@dataclass(frozen=True)
class Try:
    """The page: every app with its hunt, and the one that is talked to."""

    hunts: tuple[Hunt, ...]
    #: None in a lesson without an app.
    hunt: Hunt | None
    #: The program of that app.
    source: str


def _counted(before: tuple[Request, ...]) -> str:
    first = before[-1]
    others = f" and {len(before) - 1} more before it" if len(before) > 1 else ""
    return f"`{first.method} {first.path}`{others}"


def found_id(slug: str, app: str, code: int) -> str:
    """Return the id under which a found code is kept: an answer of a kind of its own."""
    return f"found:{slug}/{app}/{code}"


def hunts_of(lesson: Lesson, store: Store) -> tuple[Hunt, ...]:
    """Return the hunt of every app of a lesson, in order of appearance."""
    slug = lesson.outline.slug
    goals = _possible(lesson)
    found = store.answers(found_id(slug, app, code) for app, codes in goals.items() for code in codes)
    return tuple(
        Hunt(
            app,
            tuple(_goal(code, *codes[code], found_id(slug, app, code) in found) for code in sorted(codes)),
        )
        for app, codes in goals.items()
    )


def _possible(lesson: Lesson) -> Possible:
    """Return the codes that each app can answer. They are looked up once for as long as the lesson stays."""
    slug = lesson.outline.slug
    kept = _KEPT.get(slug)
    if kept is None or kept[0] is not lesson:
        goals: Possible = {}
        for panel in panels_of(lesson):
            for code, exchange, before in _answers(panel):
                goals.setdefault(panel.app, {}).setdefault(code, (exchange, before))
        kept = _KEPT[slug] = (lesson, goals)
    return kept[1]


def _goal(code: int, exchange: Exchange, before: tuple[Request, ...], found: bool) -> Goal:
    return Goal(code, found, exchange.request, before)


def _answers(panel: Panel) -> Iterator[tuple[int, Exchange, tuple[Request, ...]]]:
    """Yield every whole answer of an app that runs as the console runs it."""
    if panel.mode != "production":
        return
    before: tuple[Request, ...] = ()
    for exchange in panel.exchanges:
        # A server's own answer (it signs with Server) is none that the console could bring.
        response = exchange.response
        if response is not None and response.status >= 200 and response.header("Server") is None:
            yield response.status, exchange, before
        before = (*before, exchange.request)


def keep_found(lesson: Lesson, app: str, code: int, store: Store) -> None:
    """Remember that a learner got an app to answer a code, when the lesson has shown that it can."""
    hunt = next((hunt for hunt in hunts_of(lesson, store) if hunt.app == app), None)
    if hunt and any(goal.code == code and not goal.found for goal in hunt.goals):
        store.record_answer(found_id(lesson.outline.slug, app, code), (str(code),), "", True)


def hunt_of(lesson: Lesson, app: str, store: Store) -> Hunt | None:
    """Return the hunt of one app, None when the lesson sends it no request."""
    return next((hunt for hunt in hunts_of(lesson, store) if hunt.app == app), None)


def build(asked: WayRequest) -> Try:
    """Return the page of a lesson: of the app in the query, or of the one with the most codes."""
    hunts = hunts_of(asked.lesson, asked.store)
    hunt = _chosen(asked, hunts)
    if hunt is None:
        return Try(hunts, None, "")
    file = asked.library.lessons_dir / asked.lesson.outline.slug / hunt.app
    return Try(hunts, hunt, file.read_text(encoding="utf-8"))


def _chosen(asked: WayRequest, hunts: Collection[Hunt]) -> Hunt | None:
    wanted = asked.query.get("app")
    if not wanted:
        return max(hunts, key=lambda hunt: len(hunt.goals), default=None)
    for hunt in hunts:
        if hunt.app == wanted:
            return hunt
    raise NotThere(f'Lesson {asked.lesson.outline.number} has no app "{wanted[:80]}".')


def values(it: Try) -> dict[str, Any]:
    """Return the page as JSON-ready values: found codes only."""
    return {
        "app": it.hunt.app if it.hunt else None,
        "apps": [
            {
                "app": hunt.app,
                "codes": len(hunt.goals),
                "found": [goal.code for goal in hunt.goals if goal.found],
            }
            for hunt in it.hunts
        ],
    }


def state(asked: WayRequest) -> Hashable:
    """Return what the page depends on besides the lesson: the app, and the codes that were found."""
    hunts = hunts_of(asked.lesson, asked.store)
    chosen = _chosen(asked, hunts)
    found = tuple((hunt.app, goal.code) for hunt in hunts for goal in hunt.goals if goal.found)
    return chosen.app if chosen else "", found


def lacks(source: Source) -> Iterator[Fault]:
    """Yield what keeps a lesson from filling this page."""
    if not any(
        {"app", "wrong"} & set(node.options) for node in nodes_of(source, "predict", "exchange", "pitfall")
    ):
        yield Fault(1, "the lesson has no app to try.", "Add an exchange or a predict with app: and send:.")


WAY = Way(
    id="try",
    name="Try",
    purpose="do",
    summary="Send what you like to the lesson's apps, and find every code that they can answer.",
    build=build,
    values=values,
    state=state,
    lacks=lacks,
)
