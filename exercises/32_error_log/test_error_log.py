"""Checks: one line for each error, with what helps to find it and nothing that belongs to somebody else."""

from __future__ import annotations

import io
import json
import logging
from datetime import UTC, datetime, timedelta
from urllib.parse import quote

from flask import abort

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
        return text

    def line(self):
        """Return the entry of the one line that was written since the last call."""
        text = self.written()
        lines = text.splitlines()
        assert len(lines) == 1, (
            "Each error is one line, no more and no less: a program reads the log line by line, and counts "
            f"lines. Written was: {text[:300] or 'nothing'}"
        )
        try:
            entry = json.loads(lines[0])
        except ValueError:
            entry = None
        kind = "a JSON object" if isinstance(entry, dict) else lines[0][:60]
        assert kind == "a JSON object", "A program reads the log. It parses each line as JSON."
        return entry

    def number(self):
        """Return the number of a bike that nobody rides."""
        return self.client.number(10**6, 10**9)

    def ride(self, bike=None, **options):
        """Start a ride."""
        options.setdefault("json", {"rider": email(self.client)})
        return self.client.post(f"/bikes/{bike or self.number()}/ride", **options)


def email(client):
    """Return an address that the learner has not seen."""
    return f"rider{client.number(10**6, 10**9)}@example.org"


def stuck():
    """Fail as a bug of the lock does."""
    raise RuntimeError("planted: the bolt is stuck")


def away():
    """Refuse as a lock does that cannot be reached."""
    abort(503, retry_after=17)


def field(entry, name):
    """Return a field of a log entry."""
    there = name if name in entry else f"no {name}"
    # Sets: their members are part of what the tutor compares.
    assert {there} == {name}, (
        f"Whoever reads the log looks for this field. In the line are: {', '.join(entry) or 'no fields'}."
    )
    return entry[name]


def errors(desk, **options):
    """Send one request for each kind of error; yield the expected code, method and rule, and the answer.

    rule is False where any will do.
    """
    client, ride = desk.client, "/bikes/<int:bike>/ride"
    yield 404, "GET", None, client.get(f"/nowhere/{desk.number()}", **options)
    yield 404, "GET", "/riders/<email>", client.get(f"/riders/{email(client)}", **options)
    yield 405, "DELETE", False, client.delete(f"/riders/{email(client)}", **options)
    broken = {"Content-Type": "application/json", **options.get("headers", {})}
    yield 400, "POST", ride, desk.ride(json=None, data="{", **{**options, "headers": broken})
    yield 415, "POST", ride, desk.ride(json=None, data="plain", **options)
    bike = desk.number()
    assert desk.ride(bike).status_code == 201
    yield 409, "POST", ride, desk.ride(bike, **options)
    for code, failure in ((500, stuck), (503, away)):
        desk.lock_failure = failure
        answer = desk.ride(**options)
        desk.lock_failure = None
        yield code, "POST", ride, answer


def assert_answers(desk):
    """Fail unless each kind of error is answered as it should be."""
    for code, _, _, answer in errors(desk):
        assert answer.status_code == code
        body = answer.json
        kind = "a JSON object" if isinstance(body, dict) else "JSON, but no object"
        assert kind == "a JSON object", "Every error is a JSON object, as in the stub."
        assert isinstance(body["error"], str), "error is a text."
        if code == 405:
            assert "GET" in answer.allow
        if code == 503:
            assert answer.headers["Retry-After"] == "17", "The lock says when it will be back."
    rider = email(desk.client)
    bike = desk.number()
    started = desk.ride(bike, json={"rider": rider})
    assert started.status_code == 201
    assert (started.json["bike"], started.json["rider"]) == (bike, rider)
    shown = desk.client.get(f"/riders/{rider}")
    assert shown.status_code == 200
    assert shown.json["bikes"] == [bike]


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
    assert client.options("/riders/x").status_code == 200
    assert desk.written() == "", "Who reads the log of errors wants to find errors in it."
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
            f"{code}: an ERROR wakes somebody at night. A mistake of a client is not for them; a failure "
            "of the server is."
        )


def test_status_method_and_rule(client):
    """A line says status, method and the rule of the route.

    Row: fields
    Source: Flask: Request.url_rule
    Hint: 2
    """
    desk = Desk(client)
    for code, method, rule, answer in errors(desk):
        assert answer.status_code == code
        entry = desk.line()
        assert field(entry, "status") == code, "status is the number of the answer, as a number."
        assert field(entry, "method") == method
        logged = field(entry, "rule")
        if rule is not False:
            assert logged == rule, (
                "The rule brings all errors of one route together. Where no route fits, it is null."
            )


def test_time(client):
    """A line says when it happened, with the offset from UTC.

    Row: time
    Source: Python: datetime
    Hint: 2
    """
    desk = Desk(client)
    for code, _, _, answer in errors(desk):
        assert answer.status_code == code
        text = field(desk.line(), "time")
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
        off = abs(datetime.now(UTC) - moment)
        assert off < timedelta(minutes=5), "The time in the line is the time of the error."


def test_request_id(client):
    """A line and its answer carry the same request id, and each request has its own.

    Row: request-id, private
    Source: Flask: The Application Context
    Hint: 2
    """
    desk = Desk(client)
    seen = set()
    for code, _, _, answer in errors(desk):
        assert answer.status_code == code
        logged = field(desk.line(), "request_id")
        assert logged == str(answer.headers["X-Request-Id"]), (
            "A rider reads the id from the answer to your support. They search the log for it."
        )
        seen.add(logged)
    fresh = desk.ride()
    assert fresh.status_code == 201
    seen.add(str(fresh.headers["X-Request-Id"]))
    assert len(seen) == 9, "An id that two requests share finds the wrong line."
    sent = f"mine{desk.number()}"
    for _ in range(2):
        answer = client.get(f"/nowhere/{desk.number()}", headers={"X-Request-Id": sent})
        assert answer.status_code == 404
        logged = field(desk.line(), "request_id")
        assert logged == str(answer.headers["X-Request-Id"])
        whose = "the id that the client sent" if sent in str(logged) else "an id of the app's own"
        assert {whose} == {"an id of the app's own"}, (
            "Whoever may choose the id can give the same one to a thousand requests, and can write what they "
            "like into your log."
        )


def test_traceback(client):
    """A crash is logged with its traceback, within the one line.

    Row: exception
    Source: Python: traceback
    Hint: 3
    """
    desk = Desk(client)
    desk.lock_failure = stuck
    for _ in range(2):
        assert desk.ride().status_code == 500
        text = field(desk.line(), "exception")
        kind = "a text" if isinstance(text, str) else repr(text)
        assert kind == "a text", "The traceback is a text; JSON writes its line breaks as \\n."
        for part in ("RuntimeError", "planted: the bolt is stuck", "Traceback", "in stuck"):
            found = part if part in text else f"no {part!r}"
            assert found == part, (
                "What, and where: only a traceback says both. str(error) says half of the first."
            )


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
            assert exception, "This one crashed."
        else:
            assert exception is None, (
                f"{code} is an answer that somebody chose. A traceback there sends people to look for a bug. "
                "And after a crash, the next request is a new one."
            )


def test_nothing_personal(client):
    """Neither the log nor the metric holds anything that the client sent, but the method.

    Row: private
    Source: RFC 9110 §17.8
    Hint: 3
    Step: 18_watch_it#nothing-personal
    """
    desk = Desk(client)
    token, cookie = f"token{desk.number()}", f"cookie{desk.number()}"
    agent, card = f"phone{desk.number()}", f"card{desk.number()}"
    options = {
        "headers": {"Authorization": f"Bearer {token}", "Cookie": f"s={cookie}", "User-Agent": agent},
        "query_string": {"card": card},
        "environ_overrides": {"REMOTE_ADDR": "203.0.113.77"},
    }
    secrets = {
        "the token": token,
        "the cookie": cookie,
        "a header": agent,
        "the query": card,
        "the address of the client": "203.0.113.77",
        "an e-mail address": "@example.org",
        "an e-mail address ": quote("@example.org", safe=""),
    }
    for code, _, _, answer in errors(desk, **options):
        assert answer.status_code == code
        path = answer.recorded.exchange.request.path.partition("?")[0].split("/")[2]
        line, tags = json.dumps(desk.line(), ensure_ascii=False), repr(desk.counted)
        found = {
            f"{name.strip()} in the {place}"
            for name, value in {**secrets, "a part of the path": path}.items()
            for place, written in (("line", line), ("tags", tags))
            if value in written
        }
        # Sets: their members are part of what the tutor compares.
        assert (found or {"nothing"}) == {"nothing"}, (
            f"{code}: many people read a log, and it is kept for years. What is in it can be lost."
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
        assert len(desk.counted) == 1, "Each error calls METRICS once."
        name, tags = desk.counted.pop()
        assert name == "errors"
        status = str(tags.get("status"))
        assert status == str(code), "The tag status is the code of the answer."


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
    for failure in (ConnectionError, RuntimeError):
        desk.metrics_failure = failure
        assert_answers(desk)
        desk.written()
        for code, _, _, answer in errors(desk):
            assert answer.status_code == code
            assert field(desk.line(), "status") == code
    assert len(desk.counted) > 0, "METRICS is asked each time; it may be back."


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
    assert len(desk.counted) == 8, "The metric does not need the log."
    desk.send_log_to(desk.stream)
    assert client.get("/nowhere").status_code == 404
    desk.line()
