"""Checks: one line for each error, with what helps to find it and nothing that belongs to somebody else."""

from __future__ import annotations

import io
import json
import logging
import time
from concurrent.futures import Future
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from threading import Thread
from urllib.parse import quote

import pytest
from flask import abort
from werkzeug.exceptions import BadGateway

NAME = "bikes.errors"


class FullDisk(io.StringIO):
    """A stream that takes nothing."""

    def write(self, text):
        """Fail as a full disk does."""
        raise OSError(28, "No space left on device")


class Desk:
    """The three things around the app: where the log goes, who counts, and the locks of the bikes."""

    def __init__(self, client):
        self.client = client
        self.counted = []
        self.metrics_failure = None
        self.lock_failure = None
        self.stream = io.StringIO()
        client.app.config["METRICS"] = self.count
        client.app.config["LOCK"] = self.open_lock
        self.send_log_to(self.stream)

    def send_log_to(self, stream):
        """Point the handlers of the logger to a stream."""
        handlers = [one for one in logging.getLogger(NAME).handlers if hasattr(one, "setStream")]
        there = "a StreamHandler" if handlers else "none"
        assert there == "a StreamHandler", (
            f"The log is read from the StreamHandler of the logger {NAME!r}. The stub has it; keep it, with "
            "any formatter."
        )
        for handler in handlers:
            handler.setStream(stream)

    def count(self, name, tags):
        """Stand for METRICS."""
        self.counted.append((name, dict(tags)))
        self.client.note("metric", of=str(name), tags=plain(tags), said=json.dumps(plain(tags)))
        if self.metrics_failure:
            raise self.metrics_failure("planted: nobody counts now")

    def open_lock(self, bike):
        """Stand for LOCK."""
        if self.lock_failure:
            self.lock_failure()

    def written(self):
        """Return what was written since the last call."""
        text = self.stream.getvalue()
        self.stream.seek(0)
        self.stream.truncate()
        self.client.note("log", text=text, lines=text.count("\n"))
        return text

    def line(self):
        """Return the entry of the one line that was written since the last call."""
        text = self.written()
        lines = text.removesuffix("\n").split("\n") if text else []
        assert len(lines) == 1, (
            "Each error has to be one line, no more and no less: a program reads the log line by line, and "
            f"counts lines. Written was: {text[:300] or 'nothing'}"
        )
        try:
            entry = json.loads(lines[0])
        except ValueError:
            entry = None
        kind = "a JSON object" if isinstance(entry, dict) else lines[0][:60]
        assert kind == "a JSON object", "A program reads the log. It parses each line as JSON."
        self.client.note("line", entry=entry)
        return entry

    def number(self):
        """Return the number of a bike that nobody rides."""
        return self.client.number(10**11, 10**12)

    def ride(self, bike=None, **options):
        """Start a ride."""
        options.setdefault("json", {"rider": email(self.client)})
        return self.client.post(f"/bikes/{bike or self.number()}/ride", **options)


def plain(tags):
    """Return tags as values that a note can hold."""
    return {str(name): value if isinstance(value, (str, int)) else str(value) for name, value in tags.items()}


def email(client):
    """Return an address that the learner has not seen."""
    return f"rider{client.number(10**11, 10**12)}@example.org"


class LockFault(Exception):
    """What a lock raises that has an exception of its own."""


def stuck():
    """Fail as a bug of the lock does."""
    raise RuntimeError("planted: the bolt is stuck")


def silent():
    """Fail with an exception that has no text."""
    raise LockFault


def verbose():
    """Fail with a text of two lines that holds a quotation mark and a line separator of Unicode."""
    raise LockFault('planted: the "bolt"\nis stuck\u2028fast')


def because():
    """Fail because something else failed."""
    try:
        raise OSError(5, "planted: no answer on the bus")
    except OSError as error:
        raise LockFault("planted: cannot open") from error


def away():
    """Refuse as a lock does that cannot be reached."""
    abort(503, retry_after=17)


def gateway():
    """Refuse as a lock does whose radio fails."""
    raise BadGateway


def locked():
    """Refuse as a lock does that is in use."""
    abort(423)


def chosen():
    """Answer 500 on purpose, without a crash."""
    abort(500)


class MetricsFault(Exception):
    """What a metric raises that has an exception of its own."""


def field(entry, name):
    """Return a field of a log entry."""
    there = name if name in entry else f"no {name}"
    # Sets: their members are part of what the tutor compares.
    assert {there} == {name}, (
        f"Readers of the log look for this field. In the line are: {', '.join(entry) or 'no fields'}."
    )
    return entry[name]


def errors(desk, **options):
    """Send one request for each kind of error; yield the expected code, method and rule, and the answer."""
    client, riders, ride = desk.client, "/riders/<email>", "/bikes/<int:bike>/ride"
    yield 404, "GET", None, client.get(f"/nowhere{desk.number()}/{desk.number()}", **options)
    yield 404, "GET", riders, client.get(f"/riders/{email(client)}", **options)
    yield 404, "HEAD", riders, client.head(f"/riders/{email(client)}", **options)
    yield 405, "DELETE", riders, client.delete(f"/riders/{email(client)}", **options)
    yield 400, "POST", ride, content(desk, f'{{"rider": "{email(client)}', "application/json", options)
    yield 415, "POST", ride, content(desk, email(client), f"text/x-bike{desk.number()}", options)
    bike = desk.number()
    assert desk.ride(bike).status_code == 201
    yield 409, "POST", ride, desk.ride(bike, **options)
    for code, failure in ((500, stuck), (503, away)):
        yield code, "POST", ride, refused(desk, failure, **options)


def content(desk, data, media_type, options):
    """Start a ride with content of this media type."""
    headers = {**options.get("headers", {}), "Content-Type": media_type}
    return desk.ride(json=None, data=data, **{**options, "headers": headers})


def refused(desk, failure, **options):
    """Start a ride with a lock that fails like this."""
    desk.lock_failure = failure
    answer = desk.ride(**options)
    desk.lock_failure = None
    return answer


def json_object(answer, why):
    """Return the JSON object in the body."""
    body = answer.json
    kind = "a JSON object" if isinstance(body, dict) else "JSON, but no object"
    assert kind == "a JSON object", why
    return body


def assert_answers(desk):
    """Fail unless each kind of error is answered as it should be."""
    for code, _, _, answer in errors(desk):
        assert answer.status_code == code
        if answer.recorded.exchange.request.method != "HEAD":
            body = json_object(answer, "Every error has to be a JSON object, as in the stub.")
            assert isinstance(body["error"], str), "error has to be a text."
            assert answer.mimetype == "application/json", (
                "Content-Type is a header, and it has to be as in the stub."
            )
        if code == 405:
            assert answer.allow == {"GET", "HEAD", "OPTIONS"}, "Allow has to say what this address takes."
        if code == 503:
            assert answer.headers["Retry-After"] == "17", (
                "The lock said when it will be back, and the answer has to say the same."
            )
    rider = email(desk.client)
    bike = desk.number()
    started = desk.ride(bike, json={"rider": rider})
    assert started.status_code == 201
    ride = json_object(started, "A ride that began has to be answered with a JSON object, as in the stub.")
    assert (ride["bike"], ride["rider"]) == (bike, rider)
    shown = desk.client.get(f"/riders/{rider}")
    assert shown.status_code == 200
    shown = json_object(shown, "A rider has to be shown as a JSON object, as in the stub.")
    assert shown["bikes"] == [bike]


def test_answers(client):
    """Every request is answered as before, with its code, its headers and JSON.

    Row: answers
    Source: RFC 9110 §15
    Hint: 1
    Step: 14_handlers#one-for-all-http
    """
    assert_answers(Desk(client))


def test_one_line_each(client):
    """Every answer from 400 up is one line in the log, and it is JSON.

    Row: line
    Source: Python: Logging HOWTO
    Hint: 1
    Step: 18_watch_it#errors-nobody-logs
    """
    desk = Desk(client)
    for code, _, _, answer in errors(desk):
        assert answer.status_code == code
        desk.line()


def test_success_is_silent(client):
    """An answer below 400 writes no line and counts nothing.

    Row: silent
    Source: RFC 9110 §15
    Hint: 1
    Step: 18_watch_it#levels-say-who-acts
    """
    desk = Desk(client)
    rider = email(client)
    assert desk.ride(json={"rider": rider}).status_code == 201
    assert client.get(f"/riders/{rider}").status_code == 200
    assert client.head(f"/riders/{rider}").status_code == 200
    assert client.options("/riders/x").status_code == 200
    assert client.get("/riders//x").status_code == 308
    assert desk.written() == "", "Readers of the log of errors want to find errors in it."
    assert desk.counted == [], "The metric counts errors."
    assert client.get("/nowhere").status_code == 404
    desk.line()


def test_level(client):
    """A 4xx is a WARNING, a 5xx is an ERROR.

    Row: level
    Source: RFC 9110 §15
    Hint: 2
    Step: 18_watch_it#levels-say-who-acts
    """
    desk = Desk(client)
    for code, _, _, answer in errors(desk):
        assert answer.status_code == code
        level = field(desk.line(), "level")
        assert {str(level)} == {"WARNING" if code < 500 else "ERROR"}, (
            "A program looks for the level, and knows two: WARNING and ERROR."
            if level not in ("WARNING", "ERROR")
            else f"{code}: an ERROR wakes somebody at night. A mistake of a client is not for them; a "
            "failure of the server is."
        )
    for code, failure, level in ((423, locked, "WARNING"), (502, gateway, "ERROR")):
        assert refused(desk, failure).status_code == code
        assert {str(field(desk.line(), "level"))} == {level}, "The class of the code decides, not its number."


def test_status_method_and_rule(client):
    """A line names the status, the method and the rule of the route.

    Row: fields
    Source: Flask: Request.url_rule
    Hint: 2
    """
    desk = Desk(client)
    for code, method, rule, answer in errors(desk):
        assert answer.status_code == code
        entry = desk.line()
        assert field(entry, "status") == code, "status has to be the code of the answer, as a number."
        assert field(entry, "method") == method
        logged = field(entry, "rule")
        if code == 405 and logged is None:
            continue
        assert logged == rule, (
            "The rule brings all errors of one route together. Where no route fits, it has to be null."
        )
    assert client.open("/riders/x", method="FROBNICATE").status_code == 405
    assert field(desk.line(), "method") == "FROBNICATE", (
        "To find the fault, people need the method as it came."
    )


@contextmanager
def clock_in(zone, monkeypatch):
    """Let the clock of the machine stand in another zone, where the system can do so."""
    with monkeypatch.context() as patch:
        patch.setenv("TZ", zone)
        set_zone()
        yield
    set_zone()


def set_zone():
    """Make TZ count; Windows has no way to."""
    if hasattr(time, "tzset"):
        time.tzset()


def moment_of(entry):
    """Return the moment in a log entry; fail unless it has an offset."""
    text = field(entry, "time")
    try:
        moment = datetime.fromisoformat(text)
    except (ValueError, TypeError):
        moment = None
    other = "another text" if isinstance(text, str) else "no text"
    form = "a moment in ISO 8601" if moment else other
    assert {form} == {"a moment in ISO 8601"}, (
        f"Programs in every language read ISO 8601; isoformat() writes it. This is {text!r}."
    )
    zone = "with its offset" if moment.tzinfo else "without an offset"
    assert {zone} == {"with its offset"}, (
        "Logs of several servers are read side by side. Without an offset nobody knows what was first."
    )
    return moment


def test_time(client, monkeypatch):
    """A line says when it happened, with the offset from UTC.

    Row: time
    Source: Python: datetime
    Hint: 2
    """
    desk = Desk(client)
    for zone in ("EAST-05:30", "WEST+08"):
        with clock_in(zone, monkeypatch):
            for code, _, _, answer in errors(desk):
                assert answer.status_code == code
                off = abs(datetime.now(UTC) - moment_of(desk.line()))
                wrong = "right" if off < timedelta(minutes=5) else "not the time of the error"
                assert {wrong} == {"right"}, (
                    "The offset belongs to the time: a machine may stand in any zone. Here the time in the "
                    f"line is {round(off.total_seconds() / 60)} minutes away from the time of the error."
                )
    moments = []
    for _ in range(2):
        assert client.get("/nowhere").status_code == 404
        moments.append(moment_of(desk.line()))
        time.sleep(0.002 if moments[-1].microsecond else 1)
    later = "later" if moments[0] < moments[1] else "the same time"
    assert {later} == {"later"}, "The second error came after the first, and both lines have one time."


def test_request_id(client):
    """A line and its answer carry the same request id, and each request has its own.

    Row: request-id, private
    Source: Flask: The Application Context
    Hint: 2
    """
    desk = Desk(client)
    seen = []
    for code, _, _, answer in errors(desk):
        assert answer.status_code == code
        logged, shown = field(desk.line(), "request_id"), str(answer.headers["X-Request-Id"])
        client.note("id", alike=str(logged) in shown or shown in str(logged))
        assert logged == shown, (
            "A rider reads the id from the answer to your support. They search the log for it."
        )
        seen.append(logged)
    rider = email(client)
    fine = [
        (201, desk.ride(json={"rider": rider})),
        (200, client.get(f"/riders/{rider}")),
        (200, client.options("/riders/x")),
        (308, client.get("/riders//x")),
    ]
    for code, answer in fine:
        assert answer.status_code == code
        seen.append(str(answer.headers["X-Request-Id"]))
    desk.written()
    sent = f"mine{desk.number()}"
    for name in ("X-Request-Id", "X-Request-Id", "X-Correlation-Id", "Request-Id", "traceparent"):
        answer = client.get("/nowhere", headers={name: sent})
        assert answer.status_code == 404
        logged = field(desk.line(), "request_id")
        assert logged == str(answer.headers["X-Request-Id"])
        whose = "the id that the client sent" if sent in str(logged) else "an id of the app's own"
        assert {whose} == {"an id of the app's own"}, (
            "A client that may choose the id can give a thousand requests the same one, and write what it "
            "likes into your log."
        )
        seen.append(logged)
    client.note("ids", different=len(set(seen)))
    shared = len(seen) - len(set(seen))
    assert shared == 0, "An id that two requests share finds the wrong line."


@pytest.mark.threads
def test_requests_at_once(client):
    """Each of two requests that are served at the same time has an id and a line of its own.

    Row: request-id
    Source: Flask: The Application Context
    Hint: 2
    """
    desk = Desk(client)
    asked = Future()

    def ask():
        try:
            asked.set_result((client.get(f"/riders/{email(client)}"), desk.line()))
        except BaseException as error:
            asked.set_exception(error)

    def ask_meanwhile():
        other = Thread(target=ask)  # each request has a thread of its own, as in a server
        other.start()
        other.join()
        raise RuntimeError("planted: the bolt is stuck")

    outer = refused(desk, ask_meanwhile)
    assert outer.status_code == 500
    assert asked.done(), "LOCK is asked for each ride."
    inner, meanwhile = asked.result()
    assert inner.status_code == 404
    assert field(meanwhile, "request_id") == str(inner.headers["X-Request-Id"])
    line = desk.line()
    assert field(line, "request_id") == str(outer.headers["X-Request-Id"])
    whose = "the id of another" if line["request_id"] == meanwhile["request_id"] else "an id of its own"
    assert {whose} == {"an id of its own"}, (
        "A server works on many requests at once. What one of them keeps in a variable of the module, the "
        "next one overwrites."
    )


def test_traceback(client):
    """A crash is logged with its traceback, within the one line.

    Row: exception
    Source: Python: traceback
    Hint: 3
    """
    desk = Desk(client)
    crashes = {
        stuck: ("RuntimeError", "planted: the bolt is stuck"),
        silent: ("LockFault",),
        verbose: ('planted: the "bolt"', "is stuck", "fast"),
        because: ("OSError", "planted: no answer on the bus", "LockFault: planted: cannot open"),
    }
    for crash, parts in crashes.items():
        assert refused(desk, crash).status_code == 500
        text = field(desk.line(), "exception")
        kind = "a text" if isinstance(text, str) else "null" if text is None else "another kind of value"
        assert kind == "a text", (
            "After a crash, exception has to be a text: the traceback. JSON writes its line breaks as \\n."
        )
        for part in (*parts, "Traceback", f"in {crash.__name__}"):
            found = part if part in text else f"no {part!r}"
            assert found == part, (
                "The traceback as Python prints it has the causes of the exception in it: the last one alone "
                "does not say why."
                if "Traceback (most recent call last)" in text and f"in {crash.__name__}" in text
                else "What, and where: only a traceback says both. str(error) says half of the first."
            )


def told_of(exception):
    """Return in words what the field exception holds."""
    if exception is None:
        return "no exception in the line"
    return "a traceback" if "Traceback (most recent" in str(exception) else f"the exception {exception!r:.80}"


def test_no_traceback_without_a_crash(client):
    """Where nothing crashed, exception is null or left out.

    Row: exception
    Source: Flask: Handling Application Errors
    Hint: 3
    Step: 18_watch_it#that-and-why
    """
    desk = Desk(client)
    for code, _, _, answer in errors(desk):
        assert answer.status_code == code
        exception = desk.line().get("exception")
        if code == 500:
            assert exception, "This one crashed, so exception has to hold the traceback."
        else:
            assert told_of(exception) == "no exception in the line", (
                f"{code} is an answer that somebody chose. An exception in its line sends people to look for "
                "a bug. And after a crash, the next request is a new one."
            )
    for code, failure in ((500, chosen), (502, gateway)):
        assert refused(desk, failure).status_code == code
        assert told_of(desk.line().get("exception")) == "no exception in the line", (
            "Here nothing crashed: the lock chose this answer, with abort or an HTTPException."
        )


def private_request(desk):
    """Return options that put a secret into every place of a request, and where each secret is."""
    marks = {
        name: f"{word}{desk.number()}"
        for name, word in {
            "Authorization": "token",
            "Cookie": "cookie",
            "User-Agent": "phone",
            "Host": "host",
            "Referer": "page",
            "Origin": "site",
            "Accept": "kind",
            "Accept-Language": "tongue",
            "X-Forwarded-For": "proxy",
            "Forwarded": "hop",
            "X-Request-Id": "id",
            "If-None-Match": "tag",
        }.items()
    }
    named, key, card = f"x-own{desk.number()}", f"key{desk.number()}", f"card{desk.number()}"
    forms = {"Authorization": "Bearer {}", "Cookie": "s={}", "Accept": "text/{}, */*"}
    headers = {name: forms.get(name, "{}").format(mark) for name, mark in marks.items()}
    options = {
        "headers": {**headers, named: "1"},
        "query_string": {key: card},
        "environ_overrides": {"REMOTE_ADDR": "203.0.113.77"},
    }
    secrets = {f"the header {name}": mark for name, mark in marks.items()} | {
        "the name of a header": named,
        "the query": card,
        "the name of a parameter": key,
        "the address of the client": "203.0.113.77",
        "an e-mail address": "@example.org",
        "an e-mail address ": quote("@example.org", safe=""),
        "half of an e-mail address": "example.org",
        "the media type of the content": "x-bike",
    }
    return options, secrets


def test_nothing_personal(client):
    """Neither the log nor the metric contains anything that the client sent, except the method.

    Row: private
    Source: RFC 9110 §17.8
    Hint: 3
    Step: 18_watch_it#nothing-personal
    """
    desk = Desk(client)
    options, secrets = private_request(desk)
    for code, _, rule, answer in errors(desk, **options):
        assert answer.status_code == code
        path = answer.recorded.exchange.request.path.partition("?")[0]
        parts = [part for part in path.split("/") if part not in str(rule).split("/")]
        line, tags = json.dumps(desk.line(), ensure_ascii=False), repr(desk.counted)
        found = {
            f"{name.strip()} in the {place}"
            for name, value in [*secrets.items(), *(("a part of the path", part) for part in parts if part)]
            for place, written in (("line", line), ("tags", tags))
            if value.casefold() in written.casefold()
        }
        for one in sorted(found):
            client.note("leak", what=one)  # for the evidence
        # Sets: their members are part of what the tutor compares.
        assert (found or {"nothing"}) == {"nothing"}, (
            f"{code}: many people read a log, and it is kept for years. What is in it can be lost."
        )


#: Two riders in an order that no counter and no clock follows.
ORDER = "ABBABAABBAABABBA"
RIDERS = {
    "A": ("anna.smith@alpha.example", "Safari/17 (Mac)", "de", "203.0.113.7"),
    "B": ("bert.jones@omega.example", "Opera/99 (Win)", "fr", "198.51.100.8"),
}


def sent_by(client, rider):
    """Send errors of one rider; yield what kind each is, the expected code and the answer."""
    address, agent, language, remote = RIDERS[rider]
    options = {
        "headers": {"User-Agent": agent, "Accept-Language": language, "Authorization": f"Bearer {address}"},
        "query_string": {"from": address},
        "environ_overrides": {"REMOTE_ADDR": remote},
    }
    json_headers = {**options["headers"], "Content-Type": "application/json"}
    yield "rider", 404, client.get(f"/riders/{address}", **options)
    yield "nowhere", 404, client.get(f"/nowhere/{address}", **options)
    # Longer for one of them, so that its Content-Length tells them apart as well.
    broken = {"data": f'{{"rider": "{address}{"," * 7 * (rider == "B")}', **options, "headers": json_headers}
    yield "content", 400, client.post("/bikes/7/ride", **broken)


def test_nothing_derived(client):
    """Neither the log nor the metric tells two clients apart.

    Row: private
    Source: RFC 9110 §17.8
    Hint: 3
    Step: 18_watch_it#nothing-personal
    """
    desk = Desk(client)
    values = {}
    for rider in ORDER:
        for kind, code, answer in sent_by(client, rider):
            assert answer.status_code == code
            entry, tags = desk.line(), desk.counted.pop()[1] if desk.counted else {}
            for place, fields in (("line", entry), ("tags", tags)):
                for name, value in fields.items():
                    seen = values.setdefault((kind, place, str(name)), {"A": [], "B": []})
                    seen[rider].append(json.dumps(value, sort_keys=True, default=str))
    telling = set()
    for (kind, place, name), seen in values.items():
        fixed = all(len(set(one)) == 1 and len(one) == ORDER.count("A") for one in seen.values())
        if fixed and seen["A"][0] != seen["B"][0]:
            telling.add(f"{name} in the {place}")
            client.note("telling", kind=kind, place=place, says=seen["A"][0].strip('"'))
    assert (telling or {"nothing"}) == {"nothing"}, (
        "Two riders sent the same faults again and again, and this tells which of them it was. Part of an "
        "address, or a hash of it, still leads to the person."
    )


def test_counted(client):
    """Every error is counted once, by its status.

    Row: metric
    Source: RFC 9110 §15
    Hint: 2
    Step: 18_watch_it#few-labels
    """
    desk = Desk(client)
    for code, _, _, answer in errors(desk):
        assert answer.status_code == code
        assert len(desk.counted) == 1, "Each error has to call METRICS once."
        name, tags = desk.counted.pop()
        assert name == "errors", (
            "All errors have to have one name in the metric: errors. Their codes are the tag status."
        )
        status = str(tags.get("status"))
        assert status == str(code), "The tag status has to be the code of the answer."
    desk = Desk(client)  # with a METRICS and a LOCK of its own
    assert client.get("/nowhere").status_code == 404
    assert len(desk.counted) == 1, "METRICS is in app.config. It may be a different one at each request."


def text_of(tags):
    """Return a set of tags as one text; the same tags always give the same."""
    return json.dumps(tags, sort_keys=True, default=str)


def parts_of(answer):
    """Return what differs from request to request, and what it is."""
    parts = {answer.recorded.exchange.request.path.partition("?")[0]: "the path"}
    if "X-Request-Id" in answer.headers:
        parts[str(answer.headers["X-Request-Id"])] = "the request id"
    return parts


def test_few_tags(client):
    """Other paths, ids and methods bring no new tags.

    Row: few-tags
    Source: Flask: Request.url_rule
    Hint: 3
    Step: 18_watch_it#few-labels
    """
    desk = Desk(client)
    seen = []
    for _ in range(2):
        origin = {}
        for _, _, _, answer in errors(desk):
            origin |= parts_of(answer)
        word = "".join(
            letter for letter in client.unseen("X").upper() if letter.isascii() and letter.isalpha()
        )
        answer = client.open("/riders/x", method=word)
        assert answer.status_code == 405
        origin |= parts_of(answer) | {word: "the method"}
        answer = client.get(f"/{client.unseen('page')}/{desk.number()}")
        assert answer.status_code == 404
        origin |= parts_of(answer)
        seen.append([dict(tags) for _, tags in desk.counted])
        desk.counted.clear()
    before = {text_of(tags) for tags in seen[0]}
    new = [tags for tags in seen[1] if text_of(tags) not in before]
    known = {str(value) for tags in seen[0] for value in tags.values()}
    varies = {
        origin.get(str(value), "something else")
        for tags in new
        for value in tags.values()
        if str(value) not in known
    }
    assert (varies or {"nothing"}) == {"nothing"}, (
        "The same faults, with other ids, paths and a method that somebody made up, gave tags that were not "
        f"there before: {', '.join(map(text_of, new))}. A metric keeps one counter for each set of tags. "
        "Anybody can fill the memory."
    )
    assert new == [], "Each new set of tags is a counter of its own."
    assert len(seen[0]) > 0, "Every error is counted."


def test_metrics_fail(client):
    """When METRICS fails, every answer is as before, and every line is written.

    Row: metrics-down
    Source: RFC 9110 §15.6.1
    Hint: 3
    Step: 18_watch_it#watcher-breaks
    """
    desk = Desk(client)
    for failure in (ConnectionError, RuntimeError, KeyError, MetricsFault, BadGateway):
        desk.metrics_failure = failure
        assert_answers(desk)
        desk.written()
        for code, _, _, answer in errors(desk):
            assert answer.status_code == code
            assert field(desk.line(), "status") == code
    desk.metrics_failure = None
    desk.counted.clear()
    assert client.get("/nowhere").status_code == 404
    assert len(desk.counted) == 1, "METRICS is asked each time; it may be back."


def test_disk_full(client, monkeypatch):
    """When the log cannot be written, every answer is as before, and every error is counted.

    Row: log-down
    Source: RFC 9110 §15.6.1
    Hint: 1
    Step: 18_watch_it#watcher-breaks
    """
    monkeypatch.setattr(logging, "raiseExceptions", False)  # else logging tells stderr of each lost line
    desk = Desk(client)
    desk.send_log_to(FullDisk())
    assert_answers(desk)
    assert len(desk.counted) == 9, "The metric does not need the log."
    desk.send_log_to(desk.stream)
    assert client.get("/nowhere").status_code == 404
    desk.line()
