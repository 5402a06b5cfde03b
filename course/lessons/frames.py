"""Fold the steps of a recording into the frames of a picture. Pure."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field, replace

from course.values.recording import Change, Known, Recording, Step

#: More of them nobody looks through.
MOST_FRAMES = 16
#: What a station is called: by its role when it is the router, else by its kind.
STATIONS = {
    "matched": "The router picks the view",
    "404": "No rule fits the path",
    "405": "The path fits, the method does not",
    "redirect": "The router knows another address",
    "view": "Flask answers OPTIONS itself",
    "early": "A before_request function answers; no view runs",
    "raised": "Flask looks for an error handler",
    "raised redirect": "The redirect leaves the router as an exception",
    "raised response": "The exception brings the response",
    "crash": "Nobody took the exception: it becomes a 500",
    "made": "Flask makes the response",
    "finished": "The response has changed on its way out",
    "sent": "The answer leaves",
    "body": "The body is complete",
    "left": "The exception leaves the app",
}
#: What a function is called when Flask calls it.
ROLES = {
    "view": "The view begins",
    "before_request": "before_request",
    "after_request": "after_request",
    "teardown": "Teardown, after the response is made",
    "handler": "The error handler",
    "converter": "A converter reads the address",
    "middleware": "The middleware",
    "body": "The server drains the body",
}
#: Stations after which the function that Flask calls belongs to the same frame.
LEADS_TO = {("routed", "view"), ("raised", "handler"), ("crash", "handler")}


@dataclass(frozen=True)
class Frame:
    """One frame: where the run is, what is new, all that stands, and the response as far as it is known."""

    title: str
    line: int = 0
    function: str = ""
    note: str = ""
    variables: tuple[Change, ...] = ()
    known: Known | None = None
    #: The kind of the station, "" for a line of the app.
    station: str = ""


def fold(recording: Recording, shown: Collection[int]) -> tuple[Frame, ...]:
    """Return the frames of a recording; of the app's file only lines that are shown have one."""
    folder = _Folder(recording.steps, shown)
    for index in range(len(recording.steps)):
        folder.take(index)
    return tuple(folder.frames)


@dataclass
class _Folder:
    steps: tuple[Step, ...]
    shown: Collection[int]
    frames: list[Frame] = field(default_factory=list)
    known: Known | None = None
    #: Every variable that was seen, by where it lives and the function.
    stands: dict[tuple[str, str, str], Change] = field(default_factory=dict)
    #: Statements that have called a function of the app, with what they changed.
    waiting: list[Step] = field(default_factory=list)

    def take(self, index: int) -> None:
        step = self.steps[index]
        if step.kind == "received":
            return
        if step.line and step.line not in self.shown:
            self.settle(step)
        elif step.kind == "call":
            self.call(step, self.steps[index - 1])
        elif step.kind == "line":
            self.line(step, self.steps[index + 1 : index + 2])
        elif step.kind in ("return", "raise"):
            self.ends(step)
        else:
            self.station(step, self.steps[index + 1 : index + 2])

    def line(self, step: Step, after: tuple[Step, ...]) -> None:
        """Put a statement. What it changes is said after what it calls, where that is shown."""
        self.came_back(step)
        again = f"and {step.again} times more" if step.again else ""
        calls = after and after[0].kind == "call" and after[0].depth > step.depth
        if calls and after[0].line in self.shown and (step.changes or step.known):
            self.waiting.append(step)
            step = replace(step, changes=(), known=None)
        self.put(Frame(_place(step), step.line, step.function, again), step)

    def came_back(self, step: Step) -> None:
        """Put what a statement changed whose functions have all ended."""
        while self.waiting and step.depth <= self.waiting[-1].depth:
            before = self.waiting.pop()
            if before.function == step.function:
                self.put(Frame(f"Back in {_place(before)}", before.line, before.function), before)
            else:
                self.settle(before)

    def settle(self, step: Step) -> None:
        """Take what a step changed into what stands."""
        self.known = step.known or self.known
        if step.kind == "call":
            self.stands = {key: one for key, one in self.stands.items() if key[1] != step.function}
        self.stands = {key: replace(one, new=False) for key, one in self.stands.items()}
        for change in step.changes:
            function = step.function if change.where == "local" else ""
            self.stands[change.where, function, change.name] = replace(change, new=True)

    def put(self, frame: Frame, step: Step) -> None:
        self.settle(step)
        seen = tuple(
            one for (where, function, _), one in self.stands.items() if function in ("", step.function)
        )
        self.frames.append(replace(frame, variables=seen, known=self.known))

    def call(self, step: Step, before: Step) -> None:
        last = self.frames[-1] if self.frames else None
        if last and not last.line and not step.depth and (before.kind, step.role) in LEADS_TO:
            self.frames.pop()
            self.put(replace(last, line=step.line, function=step.function), step)
            return
        role = ROLES.get(step.role, "A function of the app")
        title = role if step.role == "view" else f"{role}: {step.function}()"
        self.put(Frame(title, step.line, step.function), step)

    def ends(self, step: Step) -> None:
        """Put how a function ends into its last frame, or into one of its own after what it called."""
        silent = step.kind == "return" and step.value == "None" and (step.depth or step.role != "view")
        if silent:
            return
        self.came_back(step)
        note = f"{'returns' if step.kind == 'return' else 'raises'} {step.value}"
        last = self.frames[-1] if self.frames else None
        if last and last.line and last.function == step.function:
            self.known = step.known or self.known
            self.frames[-1] = replace(last, note=f"{last.note} {note}".strip(), known=self.known)
        else:
            self.put(Frame(f"Back in {_place(step)}", step.line, step.function, note), step)

    def station(self, step: Step, after: tuple[Step, ...]) -> None:
        if step.kind in ("raised", "crash"):
            # Flask has the exception: no statement that waited goes on.
            while self.waiting:
                self.settle(self.waiting.pop())
        last = self.frames[-1] if self.frames else None
        if step.kind == "body" and last and last.station == "sent":
            self.known = step.known
            self.frames[-1] = replace(last, known=step.known)
            return
        note = step.value + (_taken(step, after) if step.kind == "raised" else "")
        self.put(Frame(_title(step), note=note, station=step.kind), step)


def _place(step: Step) -> str:
    return f"{step.function}(), line {step.line}"


def _title(step: Step) -> str:
    if step.kind == "routed":
        return STATIONS.get(step.role) or STATIONS["404"]
    return STATIONS.get(f"{step.kind} {step.role}") or STATIONS[step.kind]


def _taken(step: Step, after: tuple[Step, ...]) -> str:
    """Return who takes an exception, as far as the next step shows it."""
    kind, stop = after[0].kind if after else "", "" if step.value.endswith(".") else "."
    if kind == "crash":
        return f"{stop} The app has no handler for it."
    if kind == "made" and step.role == "http":
        return f"{stop} The app has no handler for it, so the exception becomes Flask's own page."
    return ""
