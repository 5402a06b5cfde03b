"""Checks: a crash tells the client nothing but its id, and tells the log everything."""

from __future__ import annotations

import logging
import time
from concurrent.futures import Future
from datetime import UTC, datetime
from threading import Thread

import pytest
from flask import abort
from werkzeug.exceptions import default_exceptions

REFUSED = (*(code for code in sorted(default_exceptions) if code < 500), 503)


def secret(client):
    """Return a text that nobody but the log may see."""
    return f"plum{client.number(10**8, 10**9)}"


def ledger(client, find):
    """Put a ledger into the app."""
    client.app.config["LEDGER"] = find


def failing(error):
    """Return a ledger that raises this error."""

    def read_the_wages(number):
        raise error

    return read_the_wages


def errors(client):
    """Return exceptions of many kinds, and the text that each of them keeps."""
    kinds = [RuntimeError, KeyError, ValueError, TimeoutError, PermissionError]
    kinds += [FileNotFoundError, ConnectionError, IndexError]
    attributes = [{"code": 404}, {"code": "gkpj"}, {"status_code": 429, "name": "locked"}]
    attributes += [{"response": "locked"}]
    texts = [secret(client) for _ in (*kinds, *attributes)]
    made = [kind(text) for kind, text in zip(kinds, texts, strict=False)]
    for with_them, text in zip(attributes, texts[len(kinds) :], strict=True):
        kind = type(f"Ledger{client.number(100, 999)}Fault", (Exception,), {**with_them, "description": text})
        made.append(kind(text))
    return list(zip(made, texts, strict=True))


def crash(client, error, number=None, **headers):
    """Ask for a payslip, with these headers, while the ledger raises this error."""
    ledger(client, failing(error))
    return of_any_code(client.get(f"/payslips/{number or client.number(100, 9999)}", headers=headers))


def of_any_code(answer):
    """Return the answer: which code it has is for test_crash_is_500, and its crash is no surprise."""
    assert answer.status_code in range(1000)
    return answer


def json_object(answer):
    """Return the JSON object in the body."""
    body = answer.json
    kind = "a JSON object" if isinstance(body, dict) else "JSON, but no object"
    assert kind == "a JSON object", "A phone looks for fields by their names. Only an object has them."
    return body


def text_in(answer, field):
    """Return the text in a field."""
    value = json_object(answer)[field]
    kinds = {dict: "an object", list: "a list", bool: "true or false", int: "a number", float: "a number"}
    kind = next((name for kind, name in kinds.items() if isinstance(value, kind)), "null")
    if isinstance(value, str):
        kind = "a text" if value.strip() else "an empty text"
    assert kind == "a text", f"{field} is read by people, so it is a text."
    return value


def id_in(answer):
    """Return the request_id of a crash."""
    assert "request_id" in json_object(answer), (
        "Somebody who calls after a crash has nothing to read out, and nobody can find the entry in the log."
    )
    request_id = text_in(answer, "request_id")
    kind = "8 characters or more" if len(request_id) >= 8 else f"{len(request_id)} characters"
    assert kind == "8 characters or more", "A log is searched for the id. A short one is found everywhere."
    return request_id


def assert_crashed(answer):
    """Fail unless this is the answer to a crash."""
    assert answer.status_code == 500, (
        "Nobody expected this exception, and the client has done nothing wrong: that is 500 and nothing else."
    )
    assert answer.mimetype == "application/json", (
        "The app on the phones reads JSON, above all when all fails."
    )
    text_in(answer, "error")
    id_in(answer)


def fullest(entries, wanted):
    """Return the names of the wanted texts that one entry holds, of the entry that holds most."""
    found = [{name for name, text in wanted.items() if text in entry} for entry in entries]
    return max(found, key=len, default=set())


def test_payslip(client):
    """A payslip of the ledger is answered 200 OK.

    Row: slip
    Source: RFC 9110 §15.3.1
    Hint: 1
    """
    for _ in range(3):
        number = client.number(1, 9999)
        slips = {
            number: {"number": number, "name": client.unseen("stage"), "gross": client.number(900, 5000)}
        }
        ledger(client, slips.get)
        answer = client.get(f"/payslips/{number}")
        assert answer.status_code == 200
        assert json_object(answer) == slips[number], "The payslip is what the ledger returned."
    ledger(client, {7: {}}.get)
    answer = client.get("/payslips/7")
    assert answer.status_code == 200, "A payslip without a line is one: only None says that there is none."
    assert json_object(answer) == {}, "The payslip is what the ledger returned."


def test_missing_payslip(client):
    """A payslip that does not exist is answered 404 Not Found.

    Row: missing
    Source: RFC 9110 §15.5.5
    Hint: 2
    """
    slips = {client.number(1, 99): {"gross": client.number(900, 5000)}}
    ledger(client, slips.get)
    answer = client.get(f"/payslips/{client.number(100, 9999)}")
    assert answer.status_code == 404
    text_in(answer, "error")
    for number in slips:
        assert client.get(f"/payslips/{number}").status_code == 200


def test_crash_is_500(client):
    """An exception that nobody expected is answered 500, as JSON with a request_id.

    Row: crash
    Source: RFC 9110 §15.6.1
    Hint: 2
    Step: 14_handlers#broken-inside
    """
    for error, _ in errors(client):
        assert_crashed(crash(client, error))
    ledger(client, {7: {"number": 7}}.get)
    assert client.get("/payslips/7").status_code == 200


def test_crash_anywhere(client):
    """A crash in a view that was written later is answered in the same way.

    Row: everywhere
    Source: RFC 9110 §15.6.1
    Hint: 2
    Step: 14_handlers#broken-inside
    """
    texts = {method: secret(client) for method in ("GET", "POST", "DELETE")}
    addresses = {method: crashing_view(client, method, LookupError(texts[method])) for method in texts}
    for method, text in texts.items():
        answer = client.open(addresses[method], method=method)
        assert_crashed(answer)
        assert_silent(answer, LookupError(text), text)


def crashing_view(client, method, error):
    """Add a view that crashes, and return its address. Flask takes no view after the first request."""

    def total_of_the_month():
        raise error

    address = f"/totals/{method.lower()}/{client.number(1, 12)}"
    client.app.add_url_rule(address, method, view_func=total_of_the_month, methods=[method])
    return address


def assert_silent(answer, error, text):
    """Fail if an answer tells what was raised."""
    headers = "\n".join(f"{name}: {value}" for name, value in answer.response.headers)
    secrets = (
        (text, "the text of the exception"),
        (type(error).__name__, "the class of the exception"),
        ("Traceback", "a traceback"),
        ("read_the_wages", "a traceback"),
    )
    places = (("content", answer.text), ("headers", headers))
    told = {
        f"{what} in the {place}"
        for secret, what in secrets
        for place, all_of_it in places
        if secret in all_of_it
    }
    silence = {"nothing about the exception"}
    assert (told or silence) == silence, (
        "Texts of exceptions hold addresses, passwords and data of other people. Class and traceback tell an "
        "attacker what to try next. They do not help the client to repair anything."
    )


def test_answer_tells_nothing(client):
    """The answer to a crash says nothing about the exception.

    Row: silence
    Source: RFC 9110 §15.6.1
    Hint: 3
    Step: 14_handlers#broken-inside
    """
    for error, text in errors(client):
        answer = crash(client, error)
        assert answer.status_code >= 400, "A crash is answered with an error."
        assert_silent(answer, error, text)


@pytest.mark.threads
def test_each_crash_has_its_id(client, monkeypatch):
    """Every crash has a request_id of its own.

    Row: id
    Source: RFC 9110 §15.6.1
    Hint: 3
    Step: 14_handlers#broken-inside
    """
    error, number = RuntimeError(secret(client)), client.number(100, 9999)
    same = [id_in(crash(client, error, number)) for _ in range(3)]
    others = [id_in(crash(client, error, number + step)) for step in (1, 2, 3)]
    another = id_in(crash(client, ValueError(secret(client)), number))
    elsewhere = id_in(crash(client.fresh(), error, number + 4))
    named = {"X-Request-ID": f"phone-{number:08d}"}
    told = [id_in(crash(client, error, number + 5, **named)) for _ in range(2)]
    shared = set()
    if len(set(told)) < len(told) and len(set(same)) == len(same):
        shared.add("one id for two requests with one X-Request-ID")
    if len(set(same)) < len(same):
        shared.add("one id for two requests of one payslip")
    if len({same[0], *others}) <= len(others):
        shared.add("one id for two payslips")
    if another == same[0]:
        shared.add("one id for two exceptions")
    if elsewhere in (*same, *others):
        shared.add("one id before and after a restart")
    if len(set(ids_of_two_at_once(client, number))) < 2:
        shared.add("one id for two requests at once")
    if not shared and len(set(ids_of_one_moment(client, monkeypatch))) < 2:
        shared.add("one id for two requests at one moment")
    own = {"an id for each crash"}
    assert (shared or own) == own, (
        "Two people who call with the same id are led to the same entry, and one of them to the wrong one."
    )


def ids_of_one_moment(client, monkeypatch):
    """Return the ids of two crashes between which no clock goes on."""
    now, ticks = datetime.now(UTC), time.time_ns()

    class Stopped(datetime):
        @classmethod
        def now(cls, tz=None):
            return now.astimezone(tz) if tz else now.astimezone().replace(tzinfo=None)

        @classmethod
        def utcnow(cls):
            return now.replace(tzinfo=None)

    with monkeypatch.context() as stopped:
        stopped.setattr("datetime.datetime", Stopped)
        stopped.setattr(time, "time", lambda: ticks / 10**9)
        stopped.setattr(time, "time_ns", lambda: ticks)
        fresh, number = client.fresh(), client.number(100, 9999)
        return [id_in(crash(fresh, RuntimeError("planted"), number)) for _ in range(2)]


def ids_of_two_at_once(client, number):
    """Return the ids of two crashes, the second of which happens while the first request is served."""
    inner = Future()

    def ask_for_the_next():
        try:
            inner.set_result(id_in(of_any_code(client.get(f"/payslips/{number + 1}"))))
        except BaseException as error:
            inner.set_exception(error)

    def read_the_wages(asked):
        if asked == number:
            other = Thread(target=ask_for_the_next)  # each request has a thread of its own, as in a server
            other.start()
            other.join()
        raise RuntimeError("planted: the ledger is locked")

    ledger(client, read_the_wages)
    outer = id_in(of_any_code(client.get(f"/payslips/{number}")))
    assert inner.done(), "LEDGER is asked in each request."
    return outer, inner.result()


def test_traceback_is_logged(client):
    """A crash leaves an entry of ERROR or above in the log, with the traceback.

    Row: log
    Source: Flask: Logging
    Hint: 3
    Step: 14_handlers#broken-inside
    """
    for error, text in errors(client):
        with client.log() as log:
            crash(client, error)
        wanted = {
            "the traceback": "Traceback (most recent call last)",
            "the line that raised": "read_the_wages",
            "the text of the exception": text,
        }
        kept, lower = fullest(log.texts(), wanted), fullest(log.texts_below(logging.ERROR), wanted)
        if kept:
            kept.add("ERROR or above")
        else:
            silent = "an entry that says nothing about the exception" if log.entries else "no entry at all"
            kept = lower | {"a level below ERROR" if lower else silent}
        assert kept == {*wanted, "ERROR or above"}, (
            "The client is told nothing, so the log has to know everything: a text alone does not say in "
            "which line it was raised."
        )


def test_log_entry_and_answer_share_the_id(client):
    """The entry with the traceback contains the request_id that the client got.

    Row: log
    Source: Flask: Logging
    Hint: 3
    Step: 14_handlers#broken-inside
    """
    text = secret(client)
    address = crashing_view(client, "PUT", ValueError(text))
    for error, told in errors(client):
        with client.log() as log:
            answer = crash(client, error)
        assert_found_by_id(log, id_in(answer), told)
    with client.log() as log:
        later = of_any_code(client.put(address))
    # How a crash is answered in another view is for test_crash_anywhere.
    if later.mimetype == "application/json" and "request_id" in json_object(later):
        assert_found_by_id(log, id_in(later), text, {"in another view"})


def assert_found_by_id(log, request_id, text, where=frozenset()):
    """Fail unless one entry holds the id and the traceback of the exception with this text."""
    with_id = [entry for entry in log.texts() if request_id in entry]
    lower = any(request_id in entry for entry in log.texts_below(logging.ERROR))
    none = "the request_id below ERROR" if lower else "no entry with this request_id"
    kept = {"the request_id"} if with_id else {none}
    if any("Traceback (most recent call last)" in entry and text in entry for entry in with_id):
        kept.add("the traceback")
    elif any("InternalServerError" in entry for entry in with_id):
        kept.add("InternalServerError")
    if "the traceback" not in kept:
        kept |= where
    assert kept == {"the request_id", "the traceback"}, (
        "Somebody calls and reads out the id. It must lead to the traceback of this crash, and entries "
        "of requests that run at the same time stand in between."
    )


def test_refusals_keep_their_code(client):
    """A refusal that was meant keeps its own code.

    Row: refusal
    Source: RFC 9110 §15.5
    Hint: 2
    Step: 14_handlers#too-wide-a-net
    """
    for code in REFUSED:
        ledger(client, lambda number, code=code: abort(code))
        assert client.get(f"/payslips/{client.number(1, 99)}").status_code == code
    number = client.number(1, 99)
    for path in (f"/{client.unseen('wages')}", f"/payslips/{client.unseen('x')}", f"/payslips/{number}/tax"):
        assert client.get(path).status_code == 404
    answer = client.post(f"/payslips/{number}", json={"gross": 1})
    assert answer.status_code == 405
    assert "Allow" in answer.headers, "The exception of the router brought Allow along. It belongs to 405."
    assert answer.allow >= {"GET", "HEAD", "OPTIONS"}, "Allow names the methods that this address takes."
    ledger(client, {number: {"number": number}}.get)
    assert client.get(f"/payslips/{number}").status_code == 200
