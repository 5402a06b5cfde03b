"""The notes of one recorded request: a step for each statement, and what it changed.

A line is announced before it runs. So what has changed is put to the step before, once the next one is there.
"""

from __future__ import annotations

import functools
import inspect
import threading
import time
from collections import Counter, OrderedDict, defaultdict, deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import CodeType, FrameType
from typing import Any, Concatenate, ParamSpec, TypeVar

from flask import g
from werkzeug.wrappers import Response

from course.lessons.trace_values import Limits, said, shown, snapshot
from course.values.recording import Change, Kind, Known, Recording, Step, Where

#: Data of the app's own module that is followed.
_DATA = (dict, OrderedDict, defaultdict, Counter, list, tuple, deque, set, int, float, str, bool, type(None))
P = ParamSpec("P")
R = TypeVar("R")


def safely(method: Callable[Concatenate[Any, P], R]) -> Callable[Concatenate[Any, P], R | None]:
    """Keep a fault of the recorder out of the app: Flask would handle it as one of the app's own."""

    @functools.wraps(method)
    def guarded(self: Any, /, *args: P.args, **kwargs: P.kwargs) -> R | None:
        try:
            return method(self, *args, **kwargs)
        except Exception as error:
            self.cut = self.cut or f"fault of the recorder: {type(error).__name__}"
            return None

    return guarded


@dataclass(frozen=True)
class Program:
    """What is known of the app's file before it runs."""

    #: First line of the statement of each line.
    statements: Mapping[int, int]
    #: Names that are no variables to a reader, by function and its first line.
    hidden: Mapping[tuple[str, int], frozenset[str]]
    #: What each function is for Flask.
    roles: Mapping[CodeType, str]
    #: The names of the app's module.
    data: Mapping[str, Any]


@dataclass
class _Call:
    """One call of a function of the app."""

    depth: int
    role: str
    values: dict[str, str] = field(default_factory=dict)
    built: dict[str, Known] = field(default_factory=dict)
    #: Index of its last step, and of the last step of each statement.
    last: int = -1
    steps: dict[int, int] = field(default_factory=dict)
    statement: int = 0
    #: The exception noted last, by its id.
    raised: int = 0
    seen: Counter[int] = field(default_factory=Counter)


@dataclass
class _Draft:
    """A step that may still get changes."""

    kind: Kind
    line: int = 0
    function: str = ""
    role: str = ""
    depth: int = 0
    value: str = ""
    known: Known | None = None
    again: int = 0
    changes: list[Change] = field(default_factory=list)
    #: The response object that `known` describes, as long as nobody knows whether it is the answer.
    candidate: Response | None = None

    def step(self, answer: Response | None) -> Step:
        values = {name: value for name, value in vars(self).items() if name != "candidate"}
        if self.candidate is not None and self.candidate is not answer:
            values["known"] = None
        return Step(**{**values, "changes": tuple(self.changes)})


class Notes:
    """Steps as they come. Everything a running app can reach is guarded: the app must notice nothing."""

    def __init__(self, program: Program, limits: Limits) -> None:
        self.program, self.limits = program, limits
        self.thread = threading.get_ident()
        #: What Flask is busy with; the role of a function that it calls and no table names.
        self.phase = ""
        self.cut = ""
        self.finalizing = 0
        self._steps: list[_Draft] = []
        self._calls: dict[FrameType, _Call] = {}
        self._stack: list[FrameType] = []
        self._spent = 0
        self._others: set[int] = set()
        self._noted: BaseException | None = None
        #: The response object that became the answer.
        self.answer: Response | None = None
        self._started = time.monotonic()
        self._data: dict[str, str] = self._data_now() or {}

    def recording(self) -> Recording:
        """Return what was noted, and let go of the app's frames."""
        self._calls.clear()
        self._stack.clear()
        steps = tuple(draft.step(self.answer) for draft in self._steps)
        return Recording(steps, self.cut, len(self._others))

    # Stations

    @safely
    def station(
        self, kind: Kind, value: str | Callable[[], str] = "", known: Known | None = None, role: str = ""
    ) -> None:
        """Note a station. The text may be a function, so that even making it cannot fail inside the app."""
        self.settle()
        self._add(_Draft(kind, value=value() if callable(value) else value, known=known, role=role))

    @safely
    def known(self, value: Any) -> Known | None:
        """Return what is known of an answer; after an after_request of the app it may be anything."""
        return snapshot(value, self.limits) if isinstance(value, Response) else None

    def shown(self, value: Any) -> str:
        """Return a value as text."""
        return shown(value, self.limits)

    def _add(self, draft: _Draft) -> int:
        if len(self._steps) >= self.limits.steps and draft.kind in ("line", "call", "return"):
            self.cut = self.cut or "steps"
            return -1
        if time.monotonic() - self._started > self.limits.seconds:
            self.cut = self.cut or "time"
        self._steps.append(draft)
        return len(self._steps) - 1

    # Lines

    def _stopped(self) -> bool:
        here = threading.get_ident()
        if here != self.thread:
            self._others.add(here)
            return True
        return bool(self.cut)

    @safely
    def enter(self, frame: FrameType) -> None:
        """Note that a function of the app begins, or that a generator goes on."""
        # A deep recursion says nothing line by line.
        if self._stopped() or len(self._stack) > self.limits.calls:
            return
        if frame in self._calls:
            self._stack.append(frame)
            return
        self.settle()
        self._stack.append(frame)
        code, depth = frame.f_code, len(self._stack) - 1
        call = self._calls[frame] = _Call(depth, self._role(code, depth))
        line = self.program.statements.get(code.co_firstlineno, code.co_firstlineno)
        call.last = self._add(_Draft("call", line, code.co_name, call.role, depth))
        self._settle_call(frame, call)

    def _role(self, code: CodeType, depth: int) -> str:
        if self.phase == "body" and not depth:
            return "body"
        # Error handlers are all in the table; what else runs then is a handler of the log.
        unnamed = "" if depth or self.phase == "handler" else self.phase
        return self.program.roles.get(code, "") or unnamed

    @safely
    def line(self, frame: FrameType, number: int) -> None:
        """Note that a line is about to run."""
        if self._stopped() or (call := self._calls.get(frame)) is None:
            return
        statement = self.program.statements.get(number, number)
        if statement == call.statement and self._still_there(frame, call):
            return
        call.seen[statement] += 1
        call.statement, before = statement, call.steps.get(statement, -1)
        if call.seen[statement] > self.limits.same:
            self._steps[before].again += before >= 0
            return
        self.settle()
        call.last = call.steps[statement] = self._add(
            _Draft("line", statement, frame.f_code.co_name, call.role, call.depth)
        )

    def _still_there(self, frame: FrameType, call: _Call) -> bool:
        """Tell whether a line goes on with its statement, also after what it called."""
        after = self._steps[call.last + 1 :]
        inside = self._stack[-1:] == [frame] and call.last >= 0
        return not after or (inside and any(draft.depth > call.depth for draft in after))

    @safely
    def raising(self, frame: FrameType, error: BaseException) -> None:
        """Note an exception once, where it is first seen in the app's file; further calls only unwind."""
        if self._stopped() or (call := self._calls.get(frame)) is None:
            return
        if isinstance(error, StopIteration | GeneratorExit) or call.raised == id(error):
            return
        call.raised = id(error)
        self.settle()
        if self._noted is not error:
            self._noted = error
            name = frame.f_code.co_name
            self._add(_Draft("raise", call.statement, name, call.role, call.depth, said(error)))

    @safely
    def leave(self, frame: FrameType, value: Any, failed: bool) -> None:
        """Note that a function of the app ends with a value, or that an exception leaves it."""
        if threading.get_ident() != self.thread:
            return
        if self._stack[-1:] == [frame]:
            self._stack.pop()
        call = self._calls.get(frame)
        if call is None or self.cut or call.seen[call.statement] > self.limits.same:
            return
        self.settle()
        self._settle_call(frame, call)
        if not failed:
            draft = _Draft("return", call.statement, frame.f_code.co_name, call.role, call.depth)
            draft.value, draft.known = self.shown(value), self.known(value)
            draft.candidate = value if isinstance(value, Response) else None
            self._add(draft)
        if not frame.f_code.co_flags & inspect.CO_GENERATOR:
            del self._calls[frame]

    @safely
    def ended_by_exception(self, frame: FrameType, value: Any) -> bool:
        """Tell whether a function that seems to return None was left by an exception (settrace only)."""
        return value is None and frame in self._calls and self._calls[frame].raised != 0

    # Variables

    @safely
    def settle(self) -> None:
        """Say what has changed since the last step, in the innermost call and in the app's own data."""
        if self.cut or threading.get_ident() != self.thread:
            return
        for frame in self._stack[-1:]:
            if frame in self._calls:
                self._settle_call(frame, self._calls[frame])
        if self._steps:
            self._settle_data()

    def _settle_data(self) -> None:
        now = self._data_now() or {}
        for name, text in now.items():
            if self._data.get(name) != text:
                where: Where = "g" if name.startswith("g.") else "module"
                self._change(len(self._steps) - 1, Change(name, text, where, name not in self._data))
        self._data = now

    def _settle_call(self, frame: FrameType, call: _Call) -> None:
        if call.last < 0:
            return
        code = frame.f_code
        hidden = self.program.hidden.get((code.co_name, code.co_firstlineno), frozenset())
        for name, value in dict(frame.f_locals).items():
            if not name.startswith("__") and name != ".0" and name not in hidden:
                self._settle_variable(call, name, value)

    def _settle_variable(self, call: _Call, name: str, value: Any) -> None:
        text = self.shown(value)
        if isinstance(value, Response):  # one that the app builds line by line
            known = snapshot(value, self.limits)
            if call.built.get(name) != known:
                call.built[name] = known
                self._steps[call.last].known, self._steps[call.last].candidate = known, value
        if call.values.get(name) != text:
            self._change(call.last, Change(name, text, "local", name not in call.values))
            call.values[name] = text

    def _change(self, index: int, change: Change) -> None:
        self._spent += len(change.value)
        if self._spent > self.limits.characters:
            self.cut = self.cut or "size"
            return
        self._steps[index].changes.append(change)

    @safely
    def _data_now(self) -> dict[str, str]:
        found = {
            name: self.shown(value)
            for name, value in list(self.program.data.items())
            if type(value) in _DATA and not name.startswith("__")
        }
        if g:
            found |= {f"g.{name}": self.shown(getattr(g, name)) for name in list(g)}
        return found
