"""Where an answer came from: the `return` that ran, the hook that answered, or the line that raised."""

from __future__ import annotations

import ast
import dis
import linecache
import os
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from types import CodeType, FrameType
from typing import Any, Literal

Role = Literal["view", "before", "handler"]


@dataclass(frozen=True)
class End:
    """How one of the learner's functions that may answer came to its end."""

    role: Role
    place: str
    value: Any = None
    #: Where the exception was raised that ended it, "" when it returned.
    raised: str = ""


class Ends:
    """Notes how an app's views, hooks and error handlers end, one request after the other.

    Only they are traced, and what they call: Flask asks `ensure_sync` for each of them. Where somebody else
    traces (a debugger, coverage) nothing is noted.
    """

    def __init__(self, app: Any, folder: Path) -> None:
        self.app = app
        self.folder = str(folder) + os.sep
        self.roles: dict[CodeType, Role] = {}
        self.found: list[End] = []
        #: Where each exception was first seen in the learner's code, and which one is leaving a frame.
        self._raised: dict[int, tuple[BaseException, str]] = {}
        self._leaving: dict[FrameType, BaseException] = {}
        self._ensure_sync = app.ensure_sync
        app.ensure_sync = self._traced

    def forget(self) -> None:
        """Begin with another request."""
        self.roles = roles_of(self.app)
        self.found, self._raised, self._leaving = [], {}, {}

    def _traced(self, function: Callable[..., Any]) -> Callable[..., Any]:
        inner = self._ensure_sync(function)

        def run(*arguments: Any, **options: Any) -> Any:
            if sys.gettrace() is not None:
                return inner(*arguments, **options)
            sys.settrace(self._called)
            try:
                return inner(*arguments, **options)
            finally:
                sys.settrace(None)

        return run

    def where(self) -> str:
        """Return where the answer came from, "" when no function of the learner's gave it."""
        answered = [end for end in self.found if end.raised or end.value is not None]
        if not answered:
            return ""
        last = answered[-1]
        first = next(end for end in answered if end is last or (end.value is last.value and not end.raised))
        if last.role == "before" and not last.raised:
            return f"{last.place}, a before_request function"
        cause = answered[-2].raised if last.role == "handler" and len(answered) > 1 else ""
        return f"{cause}, then {last.place}" if cause else first.raised or first.place

    def _called(self, frame: FrameType, _event: str, _value: Any) -> Callable[..., Any] | None:
        if not frame.f_code.co_filename.startswith(self.folder):
            return None
        frame.f_trace_lines = False
        return self._inside

    def _inside(self, frame: FrameType, event: str, value: Any) -> Callable[..., Any]:
        if event == "exception":
            # The exception is kept, so that its id is not given to another one.
            self._raised.setdefault(id(value[1]), (value[1], place_of(frame.f_code, frame.f_lineno)))
            self._leaving[frame] = value[1]
        elif event == "return" and frame.f_code in self.roles:
            self._note(frame, value)
        return self._inside

    def _note(self, frame: FrameType, value: Any) -> None:
        role, code = self.roles[frame.f_code], frame.f_code
        operation = dis.opname[code.co_code[frame.f_lasti]]
        if operation.startswith("RETURN_") and operation != "RETURN_GENERATOR":
            line = return_line(code, frame.f_lineno)
            self.found.append(End(role, place_of(code, line), value))
        elif error := self._leaving.get(frame):
            self.found.append(End(role, place_of(code, frame.f_lineno), None, self._raised[id(error)][1]))


def place_of(code: CodeType, line: int) -> str:
    """Return "app.py:14 in add_recipe"."""
    return f"{Path(code.co_filename).name}:{line} in {code.co_name}"


#: The blocks of each file by their first line, with the lines that they were read from.
_blocks: dict[str, tuple[list[str], dict[int, int]]] = {}


def return_line(code: CodeType, line: int) -> int:
    """Return the line of the `return` that ran.

    At the end of a `with` block Python names the line of the `with`; a single `return` in it is meant then.
    """
    lines = linecache.getlines(code.co_filename)
    known = _blocks.get(code.co_filename)
    if known is None or known[0] is not lines:
        known = _blocks[code.co_filename] = (lines, _blocks_with_one_return(lines))
    return known[1].get(line, line)


def _blocks_with_one_return(lines: list[str]) -> dict[int, int]:
    try:
        tree = ast.parse("".join(lines))
    except (SyntaxError, ValueError, RecursionError):
        return {}
    found = {}
    for block in ast.walk(tree):
        if isinstance(block, ast.With):
            returns = [node.lineno for node in ast.walk(block) if isinstance(node, ast.Return)]
            if len(returns) == 1:
                found[block.lineno] = returns[0]
    return found


def roles_of(app: Any) -> dict[CodeType, Role]:
    """Return the code of every function of an app that may answer, with what it is."""
    found: dict[CodeType, Role] = {}
    handlers = (
        one for codes in app.error_handler_spec.values() for kinds in codes.values() for one in kinds.values()
    )
    hooks = (one for functions in app.before_request_funcs.values() for one in functions)
    listed: tuple[tuple[Role, Any], ...] = (
        ("handler", handlers),
        ("before", hooks),
        ("view", app.view_functions.values()),
    )
    for role, functions in listed:
        for function in functions:
            found.update(dict.fromkeys(codes_of(function), role))
    return found


def codes_of(function: Any) -> Iterator[CodeType]:
    """Yield the code of a function and of all that its decorators have put around, or of a view's methods."""
    todo, seen = [function], set[int]()
    while todo:
        one = todo.pop()
        if id(one) in seen:
            continue
        seen.add(id(one))
        if isinstance(code := getattr(one, "__code__", None), CodeType):
            yield code
        todo += _around(one)


def _around(one: Any) -> list[Any]:
    if isinstance(one, partial):
        return [one.func]
    inner = [getattr(one, "__wrapped__", None), getattr(one, "__func__", None)]
    inner += [cell.cell_contents for cell in getattr(one, "__closure__", None) or () if _is_filled(cell)]
    kind = getattr(one, "view_class", None)
    if isinstance(kind, type):
        inner += [value for base in kind.__mro__[:-1] for value in vars(base).values()]
    elif not hasattr(one, "__code__") and callable(one):
        inner += [vars(base)["__call__"] for base in type(one).__mro__ if "__call__" in vars(base)][:1]
    return [value for value in inner if callable(value) and not isinstance(value, type)]


def _is_filled(cell: Any) -> bool:
    try:
        return cell.cell_contents is not None
    except ValueError:
        return False
