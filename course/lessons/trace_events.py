"""Where lines of an app's file are noticed: sys.monitoring from Python 3.12 on, sys.settrace before."""

from __future__ import annotations

import sys
from types import CodeType, FrameType
from typing import Any

from course.lessons.trace_notes import Notes

#: Frames that a reader of the program does not see as functions.
QUIET = ("<listcomp>", "<dictcomp>", "<setcomp>", "<genexpr>")
#: Number and name by which sys.monitoring knows us; 0 to 2 and 5 are reserved for other kinds of tools.
TOOL, TOOL_NAME = 4, "course-recorder"


class LineEvents:
    """Tells notes of each line of one file, in between `start` and `stop`."""

    def __init__(self, file: str, codes: tuple[CodeType, ...], notes: Notes) -> None:
        self.file, self.notes = file, notes
        self.codes = [code for code in codes if code.co_name not in QUIET]
        self._before: Any = None

    def start(self) -> None:
        """Begin to notice lines."""
        if sys.version_info >= (3, 12):
            self._monitor()
        else:
            self._before = sys.gettrace()
            sys.settrace(self._called)

    def stop(self) -> None:
        """Notice nothing more, and leave what was there before."""
        if sys.version_info >= (3, 12):
            if sys.monitoring.get_tool(TOOL) == TOOL_NAME:
                sys.monitoring.set_events(TOOL, 0)
                sys.monitoring.free_tool_id(TOOL)
        else:
            sys.settrace(self._before)

    def _mine(self, code: CodeType) -> bool:
        return code.co_filename == self.file and code.co_name not in QUIET

    def _called(self, frame: FrameType, event: str, argument: Any) -> Any:
        if not self._mine(frame.f_code):
            return None
        self.notes.enter(frame)
        return self._traced

    def _traced(self, frame: FrameType, event: str, argument: Any) -> Any:
        if event == "line":
            self.notes.line(frame, frame.f_lineno)
        elif event == "exception":
            self.notes.raising(frame, argument[1])
        elif event == "return":
            self.notes.leave(frame, argument, bool(self.notes.ended_by_exception(frame, argument)))
        return self._traced

    if sys.version_info >= (3, 12):

        def _monitor(self) -> None:
            monitoring = sys.monitoring
            monitoring.use_tool_id(TOOL, TOOL_NAME)
            events = monitoring.events
            inside = events.PY_START | events.PY_RESUME | events.PY_RETURN | events.PY_YIELD | events.LINE
            for code in self.codes:
                monitoring.set_local_events(TOOL, code, inside)
            # These two cannot be asked for of single code objects.
            monitoring.set_events(TOOL, events.RAISE | events.PY_UNWIND)
            for event, callback in self._callbacks().items():
                monitoring.register_callback(TOOL, event, callback)

        def _callbacks(self) -> dict[int, Any]:
            notes, frame, events = self.notes, sys._getframe, sys.monitoring.events

            def raised(code: CodeType, _: int, error: BaseException) -> None:
                if self._mine(code):
                    notes.raising(frame(1), error)

            def unwound(code: CodeType, _: int, error: BaseException) -> None:
                if self._mine(code):
                    notes.leave(frame(1), None, True)

            return {
                events.PY_START: lambda code, _: notes.enter(frame(1)),
                events.PY_RESUME: lambda code, _: notes.enter(frame(1)),
                events.LINE: lambda code, line: notes.line(frame(1), line),
                events.PY_RETURN: lambda code, _, value: notes.leave(frame(1), value, False),
                events.PY_YIELD: lambda code, _, value: notes.leave(frame(1), value, False),
                events.RAISE: raised,
                events.PY_UNWIND: unwound,
            }
