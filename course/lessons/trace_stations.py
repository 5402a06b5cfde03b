"""Where Flask passes on the way from a request to its answer: methods of one app, wrapped.

The wrappers take what Flask hands them, whatever it is: its next version hands one argument more. Only this
one object is changed, so it must be a fresh copy of the app.
"""

from __future__ import annotations

import functools
import threading
from collections.abc import Callable
from types import CodeType
from typing import Any

from flask import Flask, request
from werkzeug.exceptions import HTTPException, MethodNotAllowed
from werkzeug.routing import RequestRedirect

from course.lessons.trace_notes import Notes
from course.lessons.trace_values import difference, said

#: Gets the notes, the method of Flask and its arguments.
Wrapper = Callable[..., Any]


def put_around(app: Flask, notes_now: Callable[[], Notes | None]) -> None:
    """Put the stations around the methods of an app; `notes_now` gives the notes of a request."""
    for name, wrapper in STATIONS.items():
        setattr(app, name, _around(getattr(app, name), wrapper, notes_now))


def _around(original: Any, wrapper: Wrapper, notes_now: Callable[[], Notes | None]) -> Any:
    @functools.wraps(original)
    def method(*args: Any, **kwargs: Any) -> Any:
        notes = notes_now()
        # In another thread it is a request that the app sends to itself.
        if notes is None or threading.get_ident() != notes.thread:
            return original(*args, **kwargs)
        return wrapper(notes, original, *args, **kwargs)

    return method


def _full_dispatch(notes: Notes, original: Any, *args: Any) -> Any:
    _note_route(notes)
    return original(*args)


def _note_route(notes: Notes) -> None:
    failure = request.routing_exception
    if isinstance(failure, RequestRedirect):
        notes.station("routed", f"another address: {failure.new_url}", role="redirect")
    elif isinstance(failure, MethodNotAllowed):
        allowed = ", ".join(sorted(failure.valid_methods or ()))
        notes.station("routed", f"the path is known, for {allowed} only", role="405")
    elif failure is not None:
        notes.station("routed", f"no rule fits {request.path}", role=str(getattr(failure, "code", "")))
    else:
        notes.station("routed", lambda: _matched(notes), role="matched")


def _matched(notes: Notes) -> str:
    values = f" with {notes.shown(request.view_args)}" if request.view_args else ""
    return f"{request.url_rule} → {request.endpoint}{values}"


def _preprocess(notes: Notes, original: Any, *args: Any) -> Any:
    notes.phase = "before_request"
    answer = original(*args)
    if answer is not None:
        notes.station("early", lambda: notes.shown(answer))
    return answer


def _dispatch(notes: Notes, original: Any, *args: Any) -> Any:
    notes.phase = "view"
    automatic = getattr(request.url_rule, "provide_automatic_options", False)
    if request.routing_exception is None and request.method == "OPTIONS" and automatic:
        notes.station("view", "OPTIONS is answered by Flask itself")
    return original(*args)


def _user_exception(notes: Notes, original: Any, *args: Any) -> Any:
    error = args[-1]
    notes.phase = "handler"
    notes.station("raised", lambda: said_of(error), role=_taken_by(error))
    return original(*args)


def _taken_by(error: BaseException) -> str:
    """Return what is known of an exception; which handler takes it, the next call shows.

    Flask asks no handler of the app about a redirect of the router, and about an exception without a code:
    `abort(response)` raises one.
    """
    if isinstance(error, RequestRedirect):
        return "redirect"
    if isinstance(error, HTTPException) and error.code is None:
        return "response"
    return "http" if isinstance(error, HTTPException) else "other"


def said_of(error: BaseException) -> str:
    """Return an exception as one line; one that only carries a response has no words of its own."""
    if isinstance(error, HTTPException) and error.code is None and error.response is not None:
        return f"{type(error).__name__} with a finished response"
    return said(error)


def _exception(notes: Notes, original: Any, *args: Any) -> Any:
    notes.station("crash", lambda: said(args[-1]))
    notes.phase = "handler"
    return original(*args)


def _finalize(notes: Notes, original: Any, *args: Any, **kwargs: Any) -> Any:
    notes.finalizing += 1
    try:
        return original(*args, **kwargs)
    finally:
        notes.finalizing -= 1


def _make_response(notes: Notes, original: Any, *args: Any) -> Any:
    response = original(*args)
    # Outside of finalize_request it is the app that calls it.
    if notes.finalizing and notes.phase != "after_request":
        notes.answer = response
        role = type(args[-1]).__name__
        notes.station("made", lambda: notes.shown(args[-1]), notes.known(response), role)
    return response


def _process_response(notes: Notes, original: Any, *args: Any) -> Any:
    before, notes.phase = notes.known(args[-1]), "after_request"
    response = original(*args)
    after = notes.known(response)
    if before and after and after != before:
        notes.station("finished", lambda: difference(before, after), after)
    return response


def _teardown(notes: Notes, original: Any, *args: Any, **kwargs: Any) -> Any:
    notes.phase = "teardown"
    return original(*args, **kwargs)


STATIONS: dict[str, Wrapper] = {
    "full_dispatch_request": _full_dispatch,
    "preprocess_request": _preprocess,
    "dispatch_request": _dispatch,
    "handle_user_exception": _user_exception,
    "handle_exception": _exception,
    "finalize_request": _finalize,
    "make_response": _make_response,
    "process_response": _process_response,
    "do_teardown_request": _teardown,
}


def roles(app: Flask) -> dict[CodeType, str]:
    """Return what each function of an app is for Flask, by its code."""
    found: dict[CodeType, str] = {}
    for role, functions in _functions(app).items():
        for function in functions:
            plain = getattr(function, "__func__", function)
            code = getattr(plain, "__code__", None)
            if code is not None:
                found.setdefault(code, role)
    return found


def _functions(app: Flask) -> dict[str, list[Any]]:
    by_code = [table for tables in app.error_handler_spec.values() for table in tables.values()]
    return {
        "view": list(app.view_functions.values()),
        "before_request": _all(app.before_request_funcs) + _all(app.url_value_preprocessors),
        "after_request": _all(app.after_request_funcs),
        "teardown": _all(app.teardown_request_funcs) + list(app.teardown_appcontext_funcs),
        "handler": [function for table in by_code for function in table.values()],
        "converter": [getattr(kind, "to_python", None) for kind in app.url_map.converters.values()],
    }


def _all(table: Any) -> list[Any]:
    return [function for functions in table.values() for function in functions]
