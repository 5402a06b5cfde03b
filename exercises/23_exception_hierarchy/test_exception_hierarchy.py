"""Checks: an exception knows its code, says its text, and is the same after a journey."""

from __future__ import annotations

import pickle
import sys
from datetime import UTC, datetime, timedelta

CODES = {"DeskError": 400, "NotSignedIn": 401, "NotYourRoom": 403, "NoSuchRoom": 404, "TooManyTries": 429}


def classes(client):
    """Return the five classes of the learner's file with their codes."""
    module = sys.modules["app"]
    base = getattr(module, "DeskError", None)
    found = {}
    for name, code in CODES.items():
        kind = getattr(module, name, None)
        below = isinstance(kind, type) and isinstance(base, type) and issubclass(kind, base)
        seen = name if below and issubclass(kind, Exception) else f"no exception {name} below DeskError"
        assert seen == name, "Other parts of the hotel import this class by its name."
        found[kind] = code
    return found


def attempt(action):
    """Return what an action gives and "", or None and its exception in words."""
    try:
        return action(), ""
    except Exception as error:
        words = f": {error}" if type(error).__module__ == "builtins" else ""
        return None, f"{type(error).__name__}{words}"


def raising(client, make):
    """Ask for a key while the desk raises what `make` gives, and return the answer."""

    def desk(number):
        raise make()

    client.app.config["DESK"] = desk
    return client.get(f"/rooms/{client.number(1, 999)}/key")


def json_object(answer):
    """Return the JSON object in the body."""
    body = answer.json
    kind = "a JSON object" if isinstance(body, dict) else "JSON, but no object"
    assert kind == "a JSON object", "A client looks for a field by its name, and only an object has names."
    return body


def told(answer):
    """Return the text in error."""
    text = json_object(answer)["error"]
    kind = "a text" if isinstance(text, str) and text.strip() else "no text"
    assert kind == "a text", "error is read by a guest, so it is a text with something in it."
    return text


def as_text(make):
    """Return str() of the exception that `make` gives."""
    text, failure = attempt(lambda: str(make()))
    assert failure == "", "str() of the exception is what the log shows, so neither may fail."
    return text


def challenge(answer):
    """Fail unless the answer carries the challenge of the desk."""
    why = "A 401 says which credentials to send. The class knows, so nobody who raises it has to."
    assert "WWW-Authenticate" in answer.headers, why
    assert answer.headers["WWW-Authenticate"] == 'Bearer realm="desk"', why


def test_key_is_handed_out(client):
    """A key that is handed out is answered 200 OK.

    Row: key
    Source: RFC 9110 §15.3.1
    Hint: 1
    Step: 14_handlers#raised-not-returned
    """
    for _ in range(3):
        number, key = client.number(1, 999), client.unseen("copper")
        client.app.config["DESK"] = {number: key}.get
        answer = client.get(f"/rooms/{number}/key")
        assert answer.status_code == 200
        assert json_object(answer) == {"room": number, "key": key}, "What works is answered as before."


def test_bare_raise(client):
    """A bare raise of each class is answered with the code of the class.

    Row: bare
    Source: RFC 9110 §15.5
    Hint: 1
    Step: 14_handlers#a-family-of-errors
    """
    kinds = classes(client)
    for _ in range(2):
        for kind, code in kinds.items():
            assert raising(client, lambda kind=kind: kind).status_code == code
            assert raising(client, lambda kind=kind: kind()).status_code == code


def test_text_of_an_exception(client):
    """The text of an exception is in its str() and in the answer.

    Row: text, body
    Source: RFC 9110 §15.5
    Hint: 3
    Step: 14_handlers#a-family-of-errors
    """
    for kind in classes(client):
        words = client.unseen("no key")
        for make in (lambda kind=kind, w=words: kind(w), lambda kind=kind, w=words: kind(message=w)):
            answer = raising(client, make)
            assert told(answer) == words, "The guest reads what was said when the exception was raised."
            assert as_text(make) == words, "The log shows str() of the exception, and that is its text."
        answer = raising(client, kind)
        assert as_text(kind) == told(answer), "Without a message, str() and the answer show the same text."


def test_given_code_wins(client):
    """A code that was given wins over the code of the class, even when it is 400.

    Row: override
    Source: RFC 9110 §15.5
    Hint: 2
    Step: 14_handlers#a-family-of-errors
    """
    for kind in classes(client):
        for code in (409, 400, 423, 404, 403):
            words = client.unseen("no key")
            answer = raising(client, lambda kind=kind, w=words, code=code: kind(w, status_code=code))
            assert answer.status_code == code
            assert told(answer) == words, "A code of its own changes nothing about the text."


def test_given_code_is_used_once(client):
    """A code that was given is gone with its exception.

    Row: override, bare
    Source: RFC 9110 §15.5
    Hint: 2
    Step: 14_handlers#a-family-of-errors
    """
    kinds = classes(client)
    for kind in kinds:
        assert raising(client, lambda kind=kind: kind("locked", status_code=423)).status_code == 423
        for other, code in kinds.items():
            assert raising(client, other).status_code == code, (
                "One request has changed the code of a class, for everybody who comes after."
            )


def test_given_headers_arrive(client):
    """Headers that were given arrive, and only in their own answer.

    Row: headers
    Source: RFC 9110 §10.2.3
    Hint: 3
    Step: 14_handlers#a-family-of-errors
    """
    kinds = classes(client)
    for kind in kinds:
        seconds = str(client.number(2, 900))
        given = {"Retry-After": seconds, "X-Desk": f"desk {seconds}"}
        answer = raising(client, lambda kind=kind, given=given: kind("wait", headers=given))
        for header, value in given.items():
            why = "Headers that were given belong into the answer."
            assert header in answer.headers, why
            assert answer.headers[header] == value, why
        for other in kinds:
            left = raising(client, other).headers.get("X-Desk", "no X-Desk")
            assert left == "no X-Desk", "The headers of one exception are in the answer to the next."


def test_challenge_of_the_class(client):
    """NotSignedIn always brings its challenge.

    Row: challenge, headers
    Source: RFC 9110 §15.5.2
    Hint: 3
    Step: 12_401_403_404#the-challenge
    """
    kind = next(kind for kind, code in classes(client).items() if code == 401)
    mark = str(client.number(1, 999))
    for make in (kind, lambda: kind("who?"), lambda: kind(headers={"X-Desk": mark}), kind):
        challenge(raising(client, make))
    both = raising(client, lambda: kind("who?", status_code=403, headers={"X-Desk": mark}))
    challenge(both)
    why = "Headers that were given stand beside those of the class."
    assert "X-Desk" in both.headers, why
    assert both.headers["X-Desk"] == mark, why


def test_new_kinds(client):
    """A new class needs nothing but its code, and a class below it inherits that.

    Row: new-kind
    Source: RFC 9110 §15
    Hint: 2
    Step: 14_handlers#a-family-of-errors
    """
    for kind in classes(client):
        for code in (410, 451, 400):
            new, failure = attempt(lambda kind=kind, code=code: type("Fresh", (kind,), {"status_code": code}))
            assert failure == "", "A new class holds a code and nothing else, and that is enough."
            newer = type("Fresher", (new,), {})
            assert raising(client, new).status_code == code
            assert raising(client, lambda newer=newer: newer("closed")).status_code == code
        assert raising(client, kind).status_code == classes(client)[kind]


def test_pickle(client):
    """An exception is the same after pickle has packed and unpacked it.

    Row: pickle
    Source: Python documentation, pickle
    Hint: 3
    Step: 14_handlers#a-family-of-errors
    """
    for kind in classes(client):
        words, mark = client.unseen("no key"), str(client.number(1, 999))
        makes = (
            kind,
            lambda kind=kind, w=words: kind(w),
            lambda kind=kind, w=words, m=mark: kind(w, status_code=423, headers={"X-Desk": m}),
            lambda kind=kind, w=words, m=mark: kind(message=w, status_code=409, headers={"X-Desk": m}),
        )
        for make in makes:
            before = raising(client, make)
            copy, failure = attempt(lambda make=make: pickle.loads(pickle.dumps(make())))
            assert failure == "", "The process that unpacks it gets this error, instead of your exception."
            after = raising(client, lambda copy=copy: copy)
            assert int(after.status_code) == int(before.status_code), "Its code was lost on the way."
            assert json_object(after)["error"] == json_object(before)["error"], (
                "Its text was lost on the way."
            )
            assert as_text(lambda copy=copy: copy) == as_text(make), "str() of the copy shows another text."
            for header in ("X-Desk", "WWW-Authenticate"):
                kept = after.headers.get(header, "none")
                assert kept == before.headers.get(header, "none"), "A header was lost on the way."


def test_time_has_an_offset(client):
    """The time of a refusal is the present moment, with its offset.

    Row: body
    Source: ISO 8601
    Hint: 3
    Step: 14_handlers#a-family-of-errors
    """
    for kind in classes(client):
        shown = json_object(raising(client, kind))["time"]
        moment, failure = attempt(lambda shown=shown: datetime.fromisoformat(shown))
        assert failure == "", "time is a text in the form of ISO 8601."
        parts = {"date", "time", "offset"} if moment.tzinfo else {"date", "time"}
        assert parts == {"date", "time", "offset"}, (
            f"{shown} has no offset, so every reader takes it for a time of their own zone."
        )
        off = abs(datetime.now(UTC) - moment)
        seen = "now" if off < timedelta(hours=1) else f"{shown}, which is not now"
        assert seen == "now", "time is the moment of the refusal."


def test_unknown_address(client):
    """An address that no route takes is answered 404 Not Found, in the shape of every refusal.

    Row: unknown, body
    Source: RFC 9110 §15.5.5
    Hint: 1
    Step: 14_handlers#who-gets-it
    """
    for path in ("/" + client.unseen("pool"), "/rooms/" + client.unseen("roof"), "/rooms/101"):
        answer = client.get(path)
        assert answer.status_code == 404
        told(answer)
        assert json_object(answer)["time"], "Every refusal has a time."
    client.app.config["DESK"] = {101: "brass"}.get
    assert client.get("/rooms/101/key").status_code == 200
