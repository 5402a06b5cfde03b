"""The rules that an app shown as right keeps: what an earlier lesson teaches, a later app obeys.

Right is what stands on the right side of a pitfall, and what is only shown and never asked about.
"""

from __future__ import annotations

import ast
import inspect
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from course.lessons import apps
from course.lessons.parser import Source
from course.lessons.scan import Node
from course.values.mistakes import ContentError
from course.values.wire import Exchange, Request

#: The lesson from which on a rule is taught.
HEAD_FROM, LOCATION_FROM, BODIES_FROM, ERRORS_FROM = 4, 5, 10, 13
#: JSON that is not an object.
BODIES = (b"null", b"5", b"[]")
WRITES = frozenset({"POST", "PUT", "PATCH"})
#: Apps that break a rule on purpose, with the reason.
EXCEPTIONS = {"20_design/sculptures.py": "The reader is asked to review it and to find its faults."}
_JSON = ("Content-Type", "application/json")


@dataclass(frozen=True)
class _App:
    """An app shown as right, with every run of requests that its lesson sends to it without a server."""

    path: Path
    runs: tuple[tuple[Request, ...], ...]

    @property
    def sent(self) -> list[Request]:
        return [request for run in self.runs for request in run]


def check_right_apps(source: Source) -> Iterator[ContentError]:
    """Yield every rule of an earlier lesson that an app shown as right in this lesson breaks."""
    lesson = int(source.slug[:2])
    for app in _right(source):
        if lesson >= LOCATION_FROM:
            yield from _locations(app)
        if lesson >= HEAD_FROM:
            yield from _heads(app)
        if lesson >= BODIES_FROM:
            yield from _bodies(app)
        if lesson >= ERRORS_FROM:
            yield from _errors(app)


def _right(source: Source) -> Iterator[_App]:
    uses: dict[str, list[tuple[str, tuple[Request, ...]]]] = {}
    for node in source.items:
        if isinstance(node, Node) and node.sound and "send" in node.options:
            for side in {"app", "wrong", "right"} & node.options.keys():
                kind = side if node.name == "pitfall" else node.name.replace("visualize", "exchange")
                sent = (*node.options.get("before", ()), *node.options["send"])
                run = () if "server" in node.options else sent
                uses.setdefault(node.options[side], []).append((kind, run))
    for name, found in sorted(uses.items()):
        kinds = {kind for kind, _ in found}
        path = source.file.parent / name
        if ("right" in kinds or kinds == {"exchange"}) and path.is_file():
            if f"{source.slug}/{name}" not in EXCEPTIONS:
                yield _App(path, tuple(run for _, run in found if run))


# 201 after a POST (lesson 05)


def _locations(app: _App) -> Iterator[ContentError]:
    for line in lines_without_location(app.path.read_text(encoding="utf-8")):
        message = f"{app.path.name} answers 201 without Location, and it is shown as right."
        yield ContentError(app.path, line, message, 'Write return body, 201, {"Location": address}.')


def lines_without_location(code: str) -> list[int]:
    """Return the lines of `..., 201` without headers outside views that only take PUT (RFC 9110 §9.3.3)."""
    tree = ast.parse(code)
    # A PUT creates at the address that it was sent to, so its 201 needs no Location (RFC 9110 §15.3.2).
    puts = {id(part) for view in ast.walk(tree) if _only_put(view) for part in ast.walk(view)}
    tuples = [node for node in ast.walk(tree) if isinstance(node, ast.Tuple) and id(node) not in puts]
    return [node.lineno for node in tuples if _bare_201(node)]


def _only_put(node: ast.AST) -> bool:
    calls = [one.func for one in getattr(node, "decorator_list", ()) if isinstance(one, ast.Call)]
    return bool(calls) and all(isinstance(func, ast.Attribute) and func.attr == "put" for func in calls)


def _bare_201(node: ast.Tuple) -> bool:
    code = node.elts[1] if len(node.elts) == 2 else None
    return isinstance(code, ast.Constant) and code.value == 201


# HEAD (lesson 04)


def _heads(app: _App) -> Iterator[ContentError]:
    for run in app.runs:
        if run[-1].method == "GET":
            head = Request("HEAD", run[-1].path, run[-1].headers)
            got, wanted = (_status(apps.run(app.path, (*run[:-1], last))[-1]) for last in (head, run[-1]))
            if got != wanted:
                message = f"HEAD {head.path} is {got} in {app.path.name}, and GET is {wanted}."
                yield ContentError(app.path, 1, message, "Let the view of GET answer HEAD, as Flask does.")


def _status(exchange: Exchange) -> int:
    return exchange.response.status if exchange.response else 0


# Bodies that are not objects (lesson 10)


def _bodies(app: _App) -> Iterator[ContentError]:
    with apps.loaded(app.path) as flask_app:
        probes = dict(_probes(flask_app, app.sent))
    for probe, line in probes.items():
        for body in BODIES:
            (exchange,) = apps.run(app.path, [Request(probe.method, probe.path, probe.headers, body)])
            if exchange.raised or exchange.crashed or _status(exchange) == 500:
                message = (
                    f"{probe.method} {probe.path} with the body {body.decode()} is 500 in {app.path.name}."
                )
                remedy = "Ask isinstance(body, dict) first and answer 400, or name the app in EXCEPTIONS."
                yield ContentError(app.path, line, message, remedy)


def _probes(app: Any, sent: list[Request]) -> Iterator[tuple[Request, int]]:
    """Yield a request to each view that reads a body, as the lesson sends it where it does."""
    for rule in app.url_map.iter_rules():
        for method in sorted(WRITES & (rule.methods or set())):
            known = [r for r in sent if r.method == method and _matches(app, rule, r)]
            for request in known or [Request(method, _made_up(app, rule, method))]:
                probe = Request(method, request.path, _as_json(request))
                yield probe, _line(app.view_functions[rule.endpoint])


def _matches(app: Any, rule: Any, request: Request) -> bool:
    from werkzeug.exceptions import HTTPException

    try:
        found, _ = app.url_map.bind("localhost").match(
            request.path.partition("?")[0], request.method, return_rule=True
        )
    except HTTPException:
        return False
    return bool(found is rule)


def _made_up(app: Any, rule: Any, method: str) -> str:
    values = {name: _value(converter) for name, converter in rule._converters.items()}
    return str(app.url_map.bind("localhost").build(rule.endpoint, values, method=method))


def _value(converter: Any) -> Any:
    """Return something that a converter of Werkzeug takes: a number, one of its words, or any text."""
    if getattr(converter, "num_convert", None) is int:
        return 1
    return next(iter(getattr(converter, "items", ())), "x")


def _as_json(request: Request) -> tuple[tuple[str, str], ...]:
    """Return the headers of a request with a media type of JSON; the one that it names, if it is one."""
    kept = [h for h in request.headers if h[0].lower() != "content-type" or "json" in h[1].lower()]
    named = any(name.lower() == "content-type" for name, _ in kept)
    return tuple(kept) if named else (*kept, _JSON)


def _line(view: Any) -> int:
    return int(inspect.unwrap(view).__code__.co_firstlineno)


# The shape of errors (lesson 13)


def _errors(app: _App) -> Iterator[ContentError]:
    for run in app.runs:
        for exchange in apps.run(app.path, run):
            response = exchange.response
            if response and response.status >= 400 and not _is_an_error_in_json(response.body):
                where = f"{exchange.request.method} {exchange.request.path}"
                message = f"the {response.status} to {where} of {app.path.name} is not an object in JSON."
                remedy = "Lesson 13 gives every error of an app one shape: answer with a dict."
                yield ContentError(app.path, 1, message, remedy)


def _is_an_error_in_json(body: bytes) -> bool:
    # Flask's own page: taking it over is what lesson 14 is about, and a small app leaves it as it is.
    if body.startswith(b"<!doctype html>") or not body:
        return True
    try:
        return isinstance(json.loads(body), dict)
    except ValueError:
        return False
