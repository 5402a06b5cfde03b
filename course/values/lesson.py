"""What a lesson is, as values. Text becomes these at the edge; inside there are no raw dicts."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import Literal

from course.values.typed import TypedAs, meant
from course.values.wire import Exchange, Request

Level = Literal["foundation", "intermediate", "advanced", "expert"]
LEVELS: tuple[Level, ...] = ("foundation", "intermediate", "advanced", "expert")

#: No step has one of these ids: its address would be that of a way into the lesson, or of its last page.
RESERVED_STEP_IDS = frozenset(
    ("learn", "why", "deep", "visualize", "try", "challenge", "project", "recall", "cost", "end")
)


@dataclass(frozen=True)
class CodeLine:
    """One line of a program."""

    text: str
    #: The same line highlighted, ready to show.
    html: str
    #: True when the author wants it to be seen.
    marked: bool = False


@dataclass(frozen=True)
class Panel:
    """A small app's code and the exchanges it produced. HTML is ready to show."""

    #: File name inside the lesson's folder, for the caption.
    app: str
    #: Source of the app, or of the functions shown.
    code: tuple[CodeLine, ...]
    #: Requests in order, the last is the one the text is about.
    exchanges: tuple[Exchange, ...]
    #: Runs as "production", "debug" or "testing".
    mode: str = "production"
    #: Number of the line of `code` that gave the last answer, from 1; 0 when it is not known or not shown.
    answered: int = 0

    @property
    def last(self) -> Exchange:
        """Return the exchange the text is about."""
        return self.exchanges[-1]

    def without_answer(self) -> Panel:
        """Return the panel as it is asked about: without its last answer and the line that gave it."""
        asked = Exchange(self.last.request)
        return replace(self, exchanges=(*self.exchanges[:-1], asked), answered=0)


@dataclass(frozen=True)
class Option:
    """One answer a learner can choose."""

    id: str
    #: What stands large at the front: a code, a media type, a header value; "" in a quiz with choices.
    value: str
    text_html: str
    feedback_html: str
    right: bool
    #: Class digit of a status code, 0 when the value is none.
    family: int = 0


@dataclass(frozen=True)
class Question:
    """A predict block or a quiz."""

    id: str
    kind: Literal["predict", "quiz"]
    prompt_html: str
    options: tuple[Option, ...]
    reveal_html: str
    #: predict only: the app and its exchanges. Everything of the last response is secret until committed.
    panel: Panel | None = None
    #: predict only: "status", "content-type", "body" or "header NAME".
    ask: str = "status"
    #: What the learner types instead of choosing: "code", "header", or "" for a question with choices.
    typed_as: TypedAs = ""

    @property
    def right_ids(self) -> frozenset[str]:
        """Return the ids of the right options."""
        return frozenset(option.id for option in self.options if option.right)

    @property
    def multiple(self) -> bool:
        """Tell whether several options are right (checkboxes instead of radio buttons)."""
        return len(self.right_ids) > 1

    def typed(self, text: str) -> Option | None:
        """Return the option that a typed text means, None when it means none."""
        return next((option for option in self.options if meant(text, option.value)), None)

    def option(self, option_id: str) -> Option | None:
        """Return the option of that id, or None."""
        return next((option for option in self.options if option.id == option_id), None)


@dataclass(frozen=True)
class Myth:
    """A common belief with its reality, which is secret until the learner has said what they believed."""

    id: str
    belief_html: str
    reality_html: str
    panel: Panel | None = None


@dataclass(frozen=True)
class Prose:
    """A stretch of finished HTML."""

    html: str


@dataclass(frozen=True)
class Shown:
    """An exchange block: code, request, answer."""

    caption_html: str
    panel: Panel
    text_html: str


@dataclass(frozen=True)
class Pitfall:
    """A wrong app and a right app with both real answers and the root cause."""

    title_html: str
    wrong: Panel
    right: Panel
    cause_html: str
    #: Who pays for the difference, "" when the author does not say.
    pays_html: str = ""


#: Asides that are folded on screen: who reads on passes them by.
FOLDED = frozenset({"deep", "expert", "avoid", "production", "connections"})


@dataclass(frozen=True)
class Aside:
    """A prose block: why, mental-model, deep, expert, avoid, production, connections, takeaways, result."""

    kind: str
    title: str
    html: str


@dataclass(frozen=True)
class Figure:
    """An inline drawing."""

    svg: str
    caption_html: str
    alt: str


@dataclass(frozen=True)
class Moment:
    """What the author says about one moment of a recording."""

    #: Text of one line that is shown, or the name of a station: routed, raised, made, sent.
    at: str
    html: str
    #: Number of the request that it is about, from 1; 0 when it is about each.
    of: int
    #: Where it stands in lesson.md.
    line: int


@dataclass(frozen=True)
class Visualize:
    """Runs of an app that are recorded when the page which shows them is asked for."""

    title_html: str
    text_html: str
    #: File name inside the lesson's folder.
    app: str
    #: The lines that are shown; for each, its number in the file and that of the first line of its statement
    #: (0 for what is not in the file).
    code: tuple[CodeLine, ...]
    numbers: tuple[int, ...]
    starts: tuple[int, ...]
    #: Requests that come first, and those that are recorded.
    before: tuple[Request, ...]
    sent: tuple[Request, ...]
    moments: tuple[Moment, ...] = ()
    #: True when client, cache and server are drawn.
    lanes: bool = False
    #: Which of the lesson's blocks of this kind it is, from 1.
    number: int = 1
    #: Where it stands in lesson.md.
    line: int = 1


Block = Prose | Question | Myth | Shown | Pitfall | Aside | Figure | Visualize


@dataclass(frozen=True)
class Step:
    """One idea of a lesson."""

    id: str
    title: str
    level: Level
    blocks: tuple[Block, ...]
    line: int = 1

    @property
    def questions(self) -> tuple[Question, ...]:
        """Return the predict and quiz blocks in order."""
        return tuple(block for block in self.blocks if isinstance(block, Question))

    @property
    def myths(self) -> tuple[Myth, ...]:
        """Return the myths in order."""
        return tuple(block for block in self.blocks if isinstance(block, Myth))


@dataclass(frozen=True)
class StepOutline:
    """What the map of the course needs of a step: no Markdown rendered, no app run."""

    id: str
    title: str
    level: Level
    question_ids: tuple[str, ...]
    myth_ids: tuple[str, ...]


@dataclass(frozen=True)
class LessonOutline:
    """Front matter and steps of a lesson, read without running anything."""

    #: Folder name, e.g. "05_precise_success"; the lesson's address.
    slug: str
    id: str
    title: str
    summary: str
    part: int
    minutes: int
    level: Level
    objectives: tuple[str, ...]
    codes: tuple[int, ...]
    prerequisites: tuple[str, ...]
    exercises: tuple[str, ...]
    steps: tuple[StepOutline, ...]

    @property
    def number(self) -> int:
        """Return the number in front of the folder name."""
        return int(self.slug[:2])

    @cached_property
    def step_ids(self) -> frozenset[str]:
        """Return the ids of all steps."""
        return frozenset(step.id for step in self.steps)

    @cached_property
    def asked(self) -> tuple[str, ...]:
        """Return the ids of all questions and myths, step by step."""
        return tuple(name for step in self.steps for name in (*step.question_ids, *step.myth_ids))


@dataclass(frozen=True)
class Lesson:
    """A whole lesson, rendered, with every exchange produced."""

    outline: LessonOutline
    opener: tuple[Block, ...]
    steps: tuple[Step, ...]

    @property
    def visualized(self) -> tuple[Visualize, ...]:
        """Return the runs to record, in reading order."""
        return tuple(block for step in self.steps for block in step.blocks if isinstance(block, Visualize))

    def step(self, step_id: str) -> Step | None:
        """Return the step of that id, or None."""
        return next((step for step in self.steps if step.id == step_id), None)
