"""Where an answer came from: the `return` that ran, the hook that answered, or the line that raised.

Nothing is traced: the learner's file is compiled so that each `return` tells its line and its value.
"""

from __future__ import annotations

import ast
import os
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from traceback import walk_tb
from types import CodeType
from typing import Any, Literal

Role = Literal["view", "before", "handler"]
#: The name under which a learner's module finds `returned`.
NAME = "__course_return__"


@dataclass(frozen=True)
class Returned:
    """A `return` that ran."""

    line: int
    #: First line of its function, decorators included.
    first_line: int
    value: Any


@dataclass(frozen=True)
class End:
    """How one of the functions that Flask calls for an answer came to its end."""

    role: Role
    place: str
    value: Any = None
    #: Whether an exception ended it; the place is where that was raised.
    raised: bool = False


#: The latest of them, the last one at the end.
_latest: deque[Returned] = deque(maxlen=200)


def returned(line: int, first_line: int, value: Any) -> Any:
    """Note a `return` and hand its value on."""
    _latest.append(Returned(line, first_line, value))
    return value


class TellReturns(ast.NodeTransformer):
    """Makes every `return value` of a function tell where it stands."""

    def __init__(self) -> None:
        self.first_lines: list[int] = []

    def visit_FunctionDef(self, node: ast.FunctionDef | ast.AsyncFunctionDef) -> ast.AST:
        """Know in which function a `return` stands."""
        self.first_lines.append(min([node.lineno, *(one.lineno for one in node.decorator_list)]))
        self.generic_visit(node)
        self.first_lines.pop()
        return node

    visit_AsyncFunctionDef = visit_FunctionDef

    def visit_Return(self, node: ast.Return) -> ast.AST:
        """Put a call around the value, at the very place of the value."""
        self.generic_visit(node)
        if node.value is None or not self.first_lines:
            return node
        numbers = [ast.Constant(node.lineno), ast.Constant(self.first_lines[-1])]
        call = ast.Call(ast.Name(NAME, ast.Load()), [*numbers, node.value], [])
        for one in (call, call.func, *numbers):
            ast.copy_location(one, node.value)
        node.value = call
        return node


class Ends:
    """Notes how an app's views, hooks and error handlers end, one request after the other.

    Flask asks `ensure_sync` for each of them before it calls it.
    """

    def __init__(self, app: Any, folder: Path) -> None:
        self.app = app
        self.folder = str(folder) + os.sep
        self.found: list[End] = []
        #: The learner's codes of each function by their first lines; the app keeps the functions.
        self._codes: dict[int, dict[int, CodeType]] = {}
        self._ensure_sync: Callable[[Any], Callable[..., Any]] = app.ensure_sync
        app.ensure_sync = self._noted

    def forget(self) -> None:
        """Begin with another request."""
        self.found.clear()
        _latest.clear()

    @property
    def in_view(self) -> bool:
        """Tell whether a view ran to its end, or to an exception."""
        return any(one.role == "view" for one in self.found)

    def where(self) -> str:
        """Return where the answer came from, "" when no function of the learner's gave it."""
        if not self.found:
            return ""
        last = self.found[-1]
        if last.role == "before" and not last.raised:
            return f"{last.place}, a before_request function"
        if last.role == "handler" and len(self.found) > 1 and self.found[-2].raised and self.found[-2].place:
            return f"{self.found[-2].place}, then {last.place}"
        return last.place

    def _noted(self, function: Callable[..., Any]) -> Callable[..., Any]:
        inner, role = self._ensure_sync(function), self._role_of(function)
        if role is None:
            return inner

        def run(*arguments: Any, **options: Any) -> Any:
            try:
                value = inner(*arguments, **options)
            except BaseException as error:
                self.found.append(End(role, self._place_of_error(error), raised=True))
                raise
            if value is not None:
                self.found.append(End(role, self._place_of_value(function, value), value))
            return value

        return run

    def _role_of(self, function: Any) -> Role | None:
        if any(function is one for one in self.app.view_functions.values()):
            return "view"
        if any(function is one for some in self.app.before_request_funcs.values() for one in some):
            return "before"
        kinds = (kind for codes in self.app.error_handler_spec.values() for kind in codes.values())
        return "handler" if any(function is one for kind in kinds for one in kind.values()) else None

    def _place_of_value(self, function: Any, value: Any) -> str:
        """Return the place of the first `return` of this value in the function or in its decorators."""
        known = self._codes.get(id(function))
        if known is None:
            own = [code for code in codes_of(function) if self._is_learners(code)]
            known = self._codes[id(function)] = {code.co_firstlineno: code for code in own}
        for one in _latest:
            if one.value is value and one.first_line in known:
                return place_of(known[one.first_line], one.line)
        innermost = next(reversed(known.values()), None)
        return place_of(innermost, innermost.co_firstlineno) if innermost else ""

    def _place_of_error(self, error: BaseException) -> str:
        """Return the innermost line of the learner's that an exception passed."""
        own = [
            place_of(frame.f_code, line)
            for frame, line in walk_tb(error.__traceback__)
            if self._is_learners(frame.f_code)
        ]
        return own[-1] if own else ""

    def _is_learners(self, code: CodeType) -> bool:
        """Tell whether code stands in the learner's folder and not in the checks beside it."""
        path = Path(code.co_filename)
        return code.co_filename.startswith(self.folder) and not path.name.startswith(("test_", "conftest"))


def place_of(code: CodeType, line: int) -> str:
    """Return "app.py:14 in add_recipe"."""
    return f"{Path(code.co_filename).name}:{line} in {code.co_name}"


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
