"""Turn what happened in one check into a CheckResult. Plain Python: no process, no thread, no socket."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import groupby, takewhile
from typing import Any

from course.grading.checks.answers import Record, Recorded
from course.grading.checks.differences import Sides, kind_of, sides_of
from course.grading.checks.parsing import parse_json
from course.grading.checks.raised import made_by_flask, meaning
from course.grading.checks.rule import Rule
from course.grading.checks.shown import cut, show
from course.grading.checks.submission import CannotLoad, describe
from course.values import codes, meanings, wire
from course.values.report import CheckResult

#: Of the body that a check that holds got first, this many characters are kept.
SHOWN_BODY = 200
#: So many requests before the one that a check failed at are listed, equal ones after each other as one,
SHOWN_EARLIER = 6
#: and their addresses are cut after this many characters.
SHOWN_PATH = 70
#: What a learner printed is kept up to this many characters.
SHOWN_OUTPUT = 4_000
#: Headers whose presence tells one wrong answer from another.
TRACED_HEADERS = ("Location", "Allow", "WWW-Authenticate", "Retry-After", "ETag", "Accept", "Accept-Patch")
#: What a worker is doing while a test of the learner's runs begins with this.
TESTING = "running "
#: Exchanges of a check that its trace holds.
TRACED = 12
#: Response headers that say nothing about the check.
QUIET_HEADERS = frozenset({"content-length", "date", "server", "connection"})


@dataclass(frozen=True)
class Context:
    """What the report says beside the facts: rule, hints, lesson step."""

    name: str
    rule: Rule
    hints: int = 3
    step: str = ""
    #: The seed of the run, None when nobody chose one.
    seed: int | None = None


def passed(context: Context, record: Record | None) -> CheckResult:
    """Return the result of a check that holds, with its first exchange: what a client gets now."""
    if record is None:
        return _base(context, "passed")
    first = record.exchanges[0] if record.exchanges else None
    result = _with_exchange(replace(_base(context, "passed"), remarks=tuple(record.remarks)), record, first)
    # Nothing is wrong anywhere, and no misconception is looked for.
    return replace(result, where="", trace=(), response_body=result.response_body[:SHOWN_BODY])


def failed(context: Context, record: Record | None, error: BaseException, statement: str = "") -> CheckResult:
    """Return the result of a check that raised; the kind of exception decides the outcome.

    `statement` is the source of the failing assert, for comparisons that cannot be read otherwise.
    """
    result = _failed(context, record, error, statement)
    if words := tried(record):
        result = replace(result, why=f"{words} {result.why}".strip())
    return replace(result, seed=str(record.seed)) if record and record.drawn else result


def tried(record: Record | None) -> str:
    """Return which values of the pool a check was trying, as a sentence; "" for none."""
    at_hand = [*record.tried, *record.left] if record else []
    if not at_hand:
        return ""
    words = [
        one.name if one.name == show(one.value) else f"{one.name} ({show(one.value)})" for one in at_hand
    ]
    return f"Tried with {' and '.join(words)}."


def _failed(context: Context, record: Record | None, error: BaseException, statement: str) -> CheckResult:
    if isinstance(error, CannotLoad):
        return cannot_load(context, error)
    if not isinstance(error, AssertionError):
        return grader_fault(context, record, error)
    sides = sides_of(error, record, statement)
    recorded = sides.recorded
    if recorded is None and not sides.where and record and record.exchanges:
        recorded = record.exchanges[-1]
    if recorded is not None and recorded.exchange.crashed and not recorded.status_accepted:
        return _crashed(context, record, recorded, sides)
    result = replace(
        _base(context, "wrong"),
        came_back=sides.came_back,
        expected=sides.expected,
        difference=sides.difference,
        why=sides.why,
        symptom=sides.symptom or sides.difference,
        where=sides.where,
        traceback=sides.traceback,
    )
    result = _with_exchange(result, record, recorded)
    # What a learner's own test sent is no sign of a misconception.
    return replace(result, trace=()) if sides.where else result


def cannot_load(context: Context, error: CannotLoad) -> CheckResult:
    """Return the result of a check that could not begin because the learner's file does not load."""
    return replace(
        _base(context, "cannot_load"),
        came_back=error.message,
        expected=error.expected,
        where=error.where,
        traceback=error.frames,
        symptom=f"cannot load: {error.message[:60]}",
    )


def too_slow(
    context: Context, doing: str, limit: float, where: str = "", frames: str = "", cause: str = ""
) -> CheckResult:
    """Return the result of a check that was stopped at its time limit (seconds); `cause` is a sentence."""
    expected = "an answer in milliseconds"
    suffers = "A client would wait until its own time-out and never learn what happened."
    if doing == "loading":
        what = f"The import of the file did not end within {limit:g} seconds."
    elif doing.startswith(TESTING):
        what = f"{doing.removeprefix(TESTING)} did not end within {limit:g} seconds."
        expected = "a test that ends in milliseconds"
        suffers = "The whole run would wait, and no other test would run."
    else:
        what = f"{doing.removesuffix(' HTTP/1.1')} got no answer within {limit:g} seconds."
    return replace(
        _base(context, "too_slow"),
        came_back=f"{what} The grader stopped it.",
        expected=expected,
        why=f"{cause} {suffers}".strip(),
        where=where,
        traceback=frames,
        symptom="too slow",
        seed=_seed(context, doing),
    )


def died(context: Context, doing: str, status: str) -> CheckResult:
    """Return the result of a check whose process ended without a word."""
    seed, testing = _seed(context, doing), doing.startswith(TESTING)
    doing = doing.removeprefix(TESTING).removesuffix(" HTTP/1.1")
    what = "while the file was imported" if doing == "loading" else f"during {doing}"
    why = (
        "os._exit or a crash of the interpreter ends the whole server. A client gets not one byte: "
        "no status line, only a closed connection."
    )
    if testing:
        why = (
            "os._exit or a crash of the interpreter ends the whole run. No other test runs, "
            "and nobody is told what the tests found."
        )
    return replace(
        _base(context, "crashed"),
        came_back=f"The process ended ({status}) {what}.",
        expected="a test that passes or fails" if testing else "a response",
        why=why,
        symptom="the process ended",
        seed=seed,
    )


def _seed(context: Context, doing: str) -> str:
    """Return the seed of a run that ended during a request: the request may hold unseen values."""
    asking = doing not in ("loading", "starting") and not doing.startswith(TESTING)
    return str(context.seed) if asking and context.seed is not None else ""


def not_run(context: Context, reason: str) -> CheckResult:
    """Return the result of a check that was left out, with the reason."""
    return replace(_base(context, "not_run"), came_back=reason, expected="")


def grader_fault(context: Context, record: Record | None, error: BaseException) -> CheckResult:
    """Return the result of a check that broke by itself: our fault, not the learner's."""
    result = replace(
        _base(context, "grader_fault"),
        came_back=describe(error),
        expected="a check that works",
        why="This is a fault of the course, not of your code. Please report it with these lines.",
    )
    recorded = record.exchanges[-1] if record and record.exchanges else None
    return _with_exchange(result, record, recorded)


def _crashed(context: Context, record: Record | None, recorded: Recorded, sides: Sides) -> CheckResult:
    exchange = recorded.exchange
    trace = recorded.traceback.strip().splitlines()
    error = trace[-1] if trace else exchange.raised
    # A handler of the learner's may have made another answer out of the crash.
    code = exchange.response.status if exchange.response else 500
    seen = exchange.broken or codes.speak(code)
    why = sides.why if str(code) in sides.why else meanings.tells(code)
    result = replace(
        _base(context, "crashed"),
        came_back=f"{seen}: your code raised {error}" if error else seen,
        expected=sides.expected,
        why=meaning(error, by_flask=made_by_flask(trace)) or exchange.cause or why,
        traceback=recorded.traceback,
        symptom=f"crashed: {error.partition(':')[0]}",
    )
    result = _with_exchange(result, record, recorded)
    return replace(result, where=recorded.crash_where or recorded.where)


def _with_exchange(result: CheckResult, record: Record | None, recorded: Recorded | None) -> CheckResult:
    if record is None or recorded is None:
        return result
    recorded.failing = True
    result = replace(
        result,
        curl=wire.curl(recorded.exchange.request),
        earlier=_before(record, recorded),
        where=result.where or recorded.where,
        trace=tuple(trace_of(one.exchange) for one in record.exchanges[:TRACED]),
    )
    return _with_response(result, recorded.exchange)


def _before(record: Record, recorded: Recorded) -> tuple[str, ...]:
    """Return the last requests of a check before one of them, "POST /notes → 201 (3 times)"."""
    earlier = takewhile(lambda one: one is not recorded, record.exchanges)
    counted = [(line, len(list(same))) for line, same in groupby(map(_in_a_line, earlier))]
    return tuple(f"{line} ({times} times)" if times > 1 else line for line, times in counted[-SHOWN_EARLIER:])


def _in_a_line(recorded: Recorded) -> str:
    request, response = recorded.exchange.request, recorded.exchange.response
    return (
        f"{request.method} {cut(request.path, SHOWN_PATH)} → {response.status if response else 'no answer'}"
    )


def _with_response(result: CheckResult, exchange: wire.Exchange) -> CheckResult:
    """Add the response, or the bytes that came in its place."""
    response = exchange.response
    if response is None:
        head, _, body = exchange.fragment.partition(b"\r\n\r\n")
        line = wire.readable(head.partition(b"\r\n")[0], 200)
        return replace(result, status_line=line, response_body=wire.readable(body, 600))
    shown = tuple(p for p in response.headers if p[0].lower() not in QUIET_HEADERS)
    return replace(
        result,
        status_line=response.line,
        family=response.family,
        response_headers=shown,
        response_body=wire.readable(response.body, 600),
    )


def trace_of(exchange: wire.Exchange) -> str:
    """Return what kind of answer a request got, without what changes from run to run."""
    method, response = exchange.request.method, exchange.response
    if response is None:
        return f"{method} nothing"
    words = [method, str(response.status), response.mimetype or "-", body_kind(response)]
    named = [name for name in TRACED_HEADERS if response.header(name) is not None]
    return " ".join([*words, *named, *(["crashed"] if exchange.crashed else [])])


def body_kind(response: wire.Response) -> str:
    """Return what a body is: nothing, a JSON value by its kind, or text."""
    if not response.body:
        return "empty"
    try:
        return kind_of(parse_json(response.body))[:120]
    except (ValueError, MemoryError):
        return "text"


def _base(context: Context, outcome: Any) -> CheckResult:
    rule = context.rule
    return CheckResult(
        name=context.name,
        rule=rule.text,
        outcome=outcome,
        source=rule.source,
        rows=rule.rows,
        hint=min(rule.hint or 1, context.hints) if context.hints else 0,
        hints=context.hints,
        step=rule.step or context.step,
    )
