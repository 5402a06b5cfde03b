"""Which line of an app gave an answer: the `return` or the `raise` of what Flask called last."""

from __future__ import annotations

import inspect
import sys
from dataclasses import dataclass
from types import FrameType, TracebackType
from typing import Any, Literal, Self

#: Who called a function of the app: "" is another function of the app.
Caller = Literal["view", "hook", "handler", ""]
#: What the functions of Flask call, by the name in their frame.
CALLERS: dict[str, Caller] = {
    "dispatch_request": "view",
    "view": "view",
    "preprocess_request": "hook",
    "process_response": "hook",
    "handle_user_exception": "handler",
    "handle_http_exception": "handler",
    "handle_exception": "handler",
}
#: A generator leaves its frame with every piece it gives, which is no answer.
SEVERAL_TIMES = inspect.CO_GENERATOR | inspect.CO_COROUTINE | inspect.CO_ASYNC_GENERATOR


@dataclass(frozen=True)
class _Exit:
    """The way out of a function: where, with what, and who had called it."""

    line: int
    value: object
    raised: bool
    by: Caller


class Trail:
    """Follows one request through one file, as a context manager around the call of the app."""

    def __init__(self, file: str) -> None:
        self._file = file
        self._exits: list[_Exit] = []
        self._raising: dict[FrameType, BaseException] = {}
        self._before: Any = None

    def __enter__(self) -> Self:
        self._before = sys.gettrace()
        sys.settrace(self._call)
        return self

    def __exit__(self, *_: type[BaseException] | BaseException | TracebackType | None) -> None:
        sys.settrace(self._before)
        self._raising.clear()

    @property
    def lines(self) -> tuple[int, ...]:
        """Return the lines that gave the answer: the last exit to Flask, then those that led to it."""
        exits = [found for found in self._exits if found.by]
        if not exits:
            return ()
        last = exits[-1]
        inner = [found for found in reversed(self._exits) if not found.by and _same(found, last)]
        # Only an error handler answers for something else: for the line that raised.
        raised = [found for found in exits[-2:-1] if last.by == "handler" and found.raised]
        return tuple(dict.fromkeys(found.line for found in (last, *inner, *raised)))

    def _call(self, frame: FrameType, event: str, argument: Any) -> Any:
        code = frame.f_code
        if code.co_filename != self._file or code.co_flags & SEVERAL_TIMES or code.co_name == "<module>":
            return None
        return self._inside

    def _inside(self, frame: FrameType, event: str, argument: Any) -> Any:
        if event == "exception":
            self._raising[frame] = argument[1]
        elif event == "line":
            # Whatever was raised before has been caught.
            self._raising.pop(frame, None)
        elif event == "return":
            self._leave(frame, argument)
        return self._inside

    def _leave(self, frame: FrameType, value: object) -> None:
        raised = self._raising.pop(frame, None)
        by = self._caller(frame.f_back)
        out = raised if value is None and raised is not None else value
        # A hook that gives None, or hands on the response that it got, leaves the answer to others.
        if by in ("hook", "handler") and (out is None or any(out is given for given in _given(frame))):
            return
        self._exits.append(_Exit(frame.f_lineno, out, raised is not None, by))

    def _caller(self, frame: FrameType | None) -> Caller:
        if frame is None or frame.f_code.co_filename == self._file:
            return ""
        return CALLERS.get(frame.f_code.co_name, "")


def _same(one: _Exit, other: _Exit) -> bool:
    # Short texts and numbers are shared between functions that have nothing to do with each other.
    return one.value is other.value and not isinstance(one.value, str | bytes | int | None)


def _given(frame: FrameType) -> list[object]:
    return [frame.f_locals.get(name) for name in frame.f_code.co_varnames[: frame.f_code.co_argcount]]
