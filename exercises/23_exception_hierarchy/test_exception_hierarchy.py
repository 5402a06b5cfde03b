"""Checks: an exception knows its code, says its text, and is the same after a journey."""

from __future__ import annotations

import os
import pickle
import sys
import time
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta

CODES = {"DeskError": 400, "NotSignedIn": 401, "NotYourRoom": 403, "NoSuchRoom": 404, "TooManyTries": 429}
#: A time may be rounded to whole seconds, in either direction.
ROUNDED = timedelta(seconds=1)
CHANGED = "One request has changed the code of a class, for everybody who comes after."
WORKS = (
    "The answer has to name the room that was asked for, and the key that DESK returned, whatever string "
    "that is."
)
#: What `attempt` says of an action that works.
NO_EXCEPTION = "no exception"


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
    """Return what an action gives and NO_EXCEPTION, or None and its exception in words."""
    try:
        return action(), NO_EXCEPTION
    except Exception as error:
        words = f": {error}" if type(error).__module__ == "builtins" else ""
        return None, f"{type(error).__name__}{words}"


def raising(client, kind, make=None, **said):
    """Ask for a key while the desk raises what `make` gives, or the class itself, and return the answer.

    What is raised is noted among the exchanges, in words that evidence can look at.
    """

    def desk(number):
        raise make() if make else kind

    client.app.config["DESK"] = desk
    client.note("raise", kind=kind.__name__, **{"message": None, "status_code": None, "headers": None} | said)
    return client.get(f"/rooms/{client.number(1, 999)}/key")


def given(client, kind, *words, **named):
    """Ask for a key while the desk raises this kind with these arguments, and return the answer."""
    said = {"message": words[0]} if words else {}
    return raising(client, kind, lambda: kind(*words, **named), **said | named)


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
    assert failure == "no exception", "str() of the exception is what the log shows, so neither may fail."
    return text


def challenge(answer):
    """Fail unless the answer carries the challenge of the desk."""
    why = "A 401 says which credentials to send. The class knows, so nobody who raises it has to."
    assert "WWW-Authenticate" in answer.headers, why
    assert answer.headers["WWW-Authenticate"] == 'Bearer realm="desk"', why


def assert_present(answer, before, why="time is the moment of the refusal."):
    """Fail unless time is a moment with an offset, between `before` and now."""
    shown = json_object(answer)["time"]
    moment, failure = attempt(lambda: datetime.fromisoformat(shown))
    form = "a moment in ISO 8601" if failure == NO_EXCEPTION else str(shown)
    assert form == "a moment in ISO 8601", "time is a text in the form of ISO 8601."
    day_only = attempt(lambda: date.fromisoformat(shown))[1] == NO_EXCEPTION
    parts = {"date", "time", "offset"} if moment.tzinfo else {"date"} if day_only else {"date", "time"}
    assert parts == {"date", "time", "offset"}, (
        f"{shown} is a day. The moment of the refusal has a time, and an offset."
        if day_only
        else f"{shown} has no offset, so every reader takes it for a time of their own zone."
    )
    now = before - ROUNDED <= moment <= datetime.now(UTC) + ROUNDED
    seen = "the moment of the refusal" if now else f"{shown}, which is another moment"
    assert seen == "the moment of the refusal", why


@contextmanager
def zone(name):
    """Let the machine stand in another time zone, where the system can do so."""
    was = os.environ.get("TZ")
    os.environ["TZ"] = name
    getattr(time, "tzset", int)()
    try:
        yield
    finally:
        os.environ.pop("TZ")
        if was is not None:
            os.environ["TZ"] = was
        getattr(time, "tzset", int)()


@contextmanager
def clock_behind(monkeypatch, late):
    """Let `datetime` and `time.time` be `late` behind, as long as this lasts."""
    shift, clock = [late], time.time

    class Behind(datetime):
        @classmethod
        def now(cls, tz=None):
            return super().now(tz) - shift[0]

        @classmethod
        def utcnow(cls):
            return cls.now(UTC).replace(tzinfo=None)

        @classmethod
        def today(cls):
            return cls.now()

    monkeypatch.setattr("datetime.datetime", Behind)
    monkeypatch.setattr(time, "time", lambda: clock() - shift[0].total_seconds())
    yield
    shift[0] = timedelta()


def test_key_is_handed_out(client):
    """A key that is handed out is answered 200 OK.

    Row: key
    Source: RFC 9110 §15.3.1
    Hint: 1
    Step: 14_handlers#raised-not-returned
    """
    for number in (0, client.number(1, 999), client.number(1, 999)):
        for key in (client.unseen("copper"), "", "0", " <b> & 'c' "):
            client.app.config["DESK"] = {number: key}.get
            answer = client.get(f"/rooms/{number}/key")
            assert answer.status_code == 200
            assert json_object(answer) == {"room": number, "key": key}, WORKS


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
            assert raising(client, kind).status_code == code
            assert given(client, kind).status_code == code


def test_text_of_an_exception(client):
    """The text of an exception is in its str() and in the answer.

    Row: text, body
    Source: RFC 9110 §15.5
    Hint: 3
    Step: 14_handlers#a-family-of-errors
    """
    for kind in classes(client):
        for words in (client.unseen("no key"), " 5 % of {all} ", "<b>\"a\" & 'c'</b> \\", "0", "two\nlines"):
            for answer in (given(client, kind, words), given(client, kind, message=words)):
                assert told(answer) == words, "The guest reads what was said when the exception was raised."
            for make in (lambda kind=kind, w=words: kind(w), lambda kind=kind, w=words: kind(message=w)):
                assert as_text(make) == words, "The log shows str() of the exception, and that is its text."
        for answer, make in (
            (raising(client, kind), kind),
            (given(client, kind, status_code=409), lambda kind=kind: kind(status_code=409)),
        ):
            assert as_text(make) == told(answer), "Without a message, str() and the answer show the same."


def test_given_code_wins(client):
    """A code that is passed in wins over the code of the class, even when it is 400.

    Row: override
    Source: RFC 9110 §15.5
    Hint: 2
    Step: 14_handlers#a-family-of-errors
    """
    for kind in classes(client):
        for code in (409, 400, 423, *CODES.values()):
            words = client.unseen("no key")
            why = f"The exception was raised with status_code={code}, and so this is the code of the answer."
            answer = given(client, kind, words, status_code=code)
            assert answer.status_code == code, why
            assert told(answer) == words, "A code of its own changes nothing about the text."
            assert given(client, kind, status_code=code).status_code == code, why


def test_given_code_is_used_once(client):
    """A code that is passed in is gone with its exception.

    Row: override, bare
    Source: RFC 9110 §15.5
    Hint: 2
    Step: 14_handlers#a-family-of-errors
    """
    kinds = classes(client)
    for kind in kinds:
        assert given(client, kind, "locked", status_code=423).status_code == 423
        for other, code in kinds.items():
            answer = raising(client, other)
            assert answer.status_code == code, CHANGED if answer.status_code == 423 else ""


def test_given_headers_arrive(client):
    """Headers that are passed in arrive, but only in their own answer.

    Row: headers
    Source: RFC 9110 §10.2.3
    Hint: 3
    Step: 14_handlers#a-family-of-errors
    """
    kinds = classes(client)
    for kind in kinds:
        seconds = str(client.number(2, 900))
        headers = {"Retry-After": seconds, "X-Desk": f"desk {seconds}"}
        answer = given(client, kind, "wait", headers=headers)
        for header, value in headers.items():
            why = "Headers that were passed in belong in the answer."
            assert header in answer.headers, why
            assert answer.headers[header] == value, why
        for other in kinds:
            kept = raising(client, other).headers
            left = f"X-Desk: {kept['X-Desk']}" if "X-Desk" in kept else "no X-Desk"
            assert left == "no X-Desk", "The headers of one exception are in the answer to the next."


def test_given_headers_stay_as_they_were(client):
    """Headers that are passed in stay as they were, so that others can be given the same dict.

    Row: headers
    Source: Python documentation, dict
    Hint: 3
    Step: 14_handlers#a-family-of-errors
    """
    shared = {"X-Desk": str(client.number(1, 999))}
    for kind in classes(client):
        mine = dict(shared)
        answer = given(client, kind, "wait", headers=mine)
        assert "X-Desk" in answer.headers, "Headers that were passed in belong in the answer."
        added = ", ".join(sorted(mine.keys() - shared.keys())) or "nothing"
        assert added == "nothing", "The dict belongs to the code that raises, and may serve others."
        assert mine == shared, "The dict belongs to the code that raises, and may serve others."


def test_challenge_of_the_class(client):
    """NotSignedIn always brings its challenge.

    Row: challenge, headers
    Source: RFC 9110 §15.5.2
    Hint: 3
    Step: 12_401_403_404#the-challenge
    """
    kind = next(kind for kind, code in classes(client).items() if code == 401)
    mark = str(client.number(1, 999))
    challenge(raising(client, kind))
    challenge(given(client, kind, "who?"))
    challenge(given(client, kind, headers={"X-Desk": mark}))
    challenge(given(client, kind, headers={}))
    challenge(given(client, kind, status_code=403))
    challenge(raising(client, kind))
    both = given(client, kind, "who?", status_code=403, headers={"X-Desk": mark})
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
            assert failure == "no exception", "A new class holds a code and nothing else, and that is enough."
            newer = type("Fresher", (new,), {})
            assert raising(client, new).status_code == code, f"The new class holds status_code = {code}."
            why = f"The class above the new one holds status_code = {code}."
            assert given(client, newer, "closed").status_code == code, why
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
            lambda kind=kind, m=mark: kind(status_code=409, headers={"X-Desk": m}),
        )
        for make in makes:
            before = raising(client, kind, make)
            copy, failure = attempt(lambda make=make: packed(packed(make())))
            assert failure == "no exception", (
                "The process that unpacks it gets this error, instead of your exception."
            )
            after = raising(client, kind, lambda copy=copy: copy)
            assert after.status_code == int(before.status_code), "The copy has to have the same code."
            assert json_object(after)["error"] == json_object(before)["error"], (
                "The copy has to have the same text."
            )
            assert as_text(lambda copy=copy: copy) == as_text(make), "str() of the copy has to be the same."
            for header in ("X-Desk", "WWW-Authenticate"):
                kept = after.headers.get(header, "none")
                assert kept == before.headers.get(header, "none"), "The copy has to have the same headers."


def packed(error):
    """Return what another process gets when this exception is packed here and unpacked there."""
    return pickle.loads(pickle.dumps(error))


def test_time_has_an_offset(client):
    """The time of every refusal is the current time, with its offset.

    Row: body
    Source: ISO 8601
    Hint: 3
    Step: 14_handlers#a-family-of-errors
    """
    for kind in classes(client):
        for ask in (
            lambda kind=kind: raising(client, kind),
            lambda kind=kind: given(client, kind, "no key"),
            lambda kind=kind: given(client, kind, "locked", status_code=423),
            lambda kind=kind: given(client, kind, headers={"X-Desk": "1"}),
            lambda kind=kind: raising(client, type("Fresh", (kind,), {"status_code": 410})),
        ):
            before = datetime.now(UTC)
            assert_present(ask(), before)


def test_time_in_other_zones(client):
    """The time is the same moment, whatever the time zone of the machine.

    Row: body
    Source: ISO 8601
    Hint: 3
    Step: 14_handlers#a-family-of-errors
    """
    for name in ("AAA-5:30", "BBB+7", "UTC0"):
        with zone(name):
            before = datetime.now(UTC)
            assert_present(
                raising(client, next(iter(classes(client)))),
                before,
                "Here the machine is in another time zone, but the moment is the same everywhere.",
            )


def test_time_of_each_refusal(client, monkeypatch):
    """The time is read again for each refusal.

    Row: body
    Source: ISO 8601
    Hint: 3
    Step: 14_handlers#a-family-of-errors
    """
    with clock_behind(monkeypatch, timedelta(hours=2)):
        later = client.fresh()
        for kind in classes(later):
            raising(later, kind)
    for kind in classes(later):
        before = datetime.now(UTC)
        assert_present(
            raising(later, kind),
            before,
            "When the app was started and asked for the first time, the clock stood two hours earlier. Since "
            "then it was put right, and each refusal tells its own time.",
        )


def test_unknown_address(client):
    """An address that no route takes is answered 404 Not Found, in the shape of every refusal.

    Row: unknown, body
    Source: RFC 9110 §15.5.5
    Hint: 1
    Step: 14_handlers#who-gets-it
    """
    for path in (
        "/" + client.unseen("pool"),
        "/rooms/" + client.unseen("roof"),
        "/rooms/101",
        "/rooms/-1/key",
    ):
        for ask in (client.get, client.post):
            answer = ask(path)
            assert answer.status_code == 404
            told(answer)
    client.app.config["DESK"] = {101: "brass"}.get
    assert client.get("/rooms/101/key").status_code == 200


def test_time_of_unknown_address(client):
    """The refusal of an unknown address has a time as well: the current time, with its offset.

    Row: unknown, body
    Source: ISO 8601
    Hint: 3
    Step: 14_handlers#who-gets-it
    """
    for path in ("/" + client.unseen("pool"), "/rooms/101"):
        before = datetime.now(UTC)
        answer = client.get(path)
        assert answer.status_code == 404
        assert_present(answer, before)
