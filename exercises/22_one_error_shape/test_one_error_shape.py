"""Checks: every error has one shape, its own code and its own headers, inside the blueprint and outside."""

from __future__ import annotations

from flask import Response, abort, redirect
from werkzeug.datastructures import WWWAuthenticate

#: The codes that abort knows (Werkzeug's default exceptions).
KNOWN = (
    *(400, 401, 403, 404, 405, 406, 408, 409, 410, 411, 412, 413, 414, 415, 416, 417, 418),
    *(421, 422, 423, 424, 428, 429, 431, 451, 500, 501, 502, 503, 504, 505),
)


class RadioSilent(Exception):
    """An exception with the code of another world."""

    code = 404


class RadioBroken(Exception):
    """An exception whose code is a text."""

    code = "E7"
    description = None


class RadioTired(RuntimeError):
    """An exception that carries what other errors carry."""

    status_code = 429
    name = "tired"


def radio(client, fail):
    """Put a radio that fails into the app."""

    def ask(name):
        return fail()

    client.app.config["RADIO"] = ask


def states(client):
    """Ask for a station and for a bike, and yield each answer."""
    yield client.get(f"/stations/{client.number(1, 9999)}")
    yield client.get(f"/bikes/{client.number(1, 9999)}")


def posts(client):
    """Return the addresses that take content."""
    return (f"/stations/{client.number(1, 9999)}/returns", "/reports")


def kind(value):
    """Name the kind of a JSON value."""
    kinds = ((dict, "a JSON object"), (list, "a list"), (str, "a text"), (bool, "true or false"))
    other = "null" if value is None else "a number"
    return next((name for type_, name in kinds if isinstance(value, type_)), other)


def json_object(answer):
    """Return the JSON object in the body."""
    body = answer.json
    assert kind(body) == "a JSON object", "A phone looks for fields by their names. Only an object has them."
    return body


def assert_error(answer, code, why=""):
    """Fail unless the answer is this error, in the one shape; why explains another code than this."""
    assert answer.status_code == code, why
    error = json_object(answer)["error"]
    assert answer.mimetype == "application/json", (
        "One voice, one media type: every error is application/json."
    )
    assert kind(error) == "a JSON object", "error is an object, with code and message in it."
    assert kind(error["code"]) == "a number", "The code in the body is a JSON number."
    assert error["code"] == code, "Body and status line tell the same code. Phones read either."
    assert kind(error["message"]) == "a text", "message is shown to a rider, so it is a text."
    seen = "a text with words" if error["message"].strip() else "an empty text"
    assert seen == "a text with words", "message is shown to a rider, so there is something in it."


def test_good_answers(client):
    """Requests that worked are answered as before.

    Row: state, report
    Source: RFC 9110 §15.3
    Hint: 1
    Step: 13_error_bodies#same-keys-every-time
    """
    state, note = client.unseen("ready"), {"note": client.unseen("chain"), "bike": client.number(1, 99)}
    radio(client, lambda: state)
    number = client.number(1, 9999)
    for thing, path in (("bike", f"/bikes/{number}"), ("station", f"/stations/{number}")):
        answer = client.get(path)
        assert answer.status_code == 200
        assert json_object(answer) == {thing: number, "state": state}, "The views are right as they are."
    report, back = (client.post(path, json=note) for path in ("/reports", f"/stations/{number}/returns"))
    assert report.status_code == 201
    assert json_object(report) == {"report": note}, "The views are right as they are."
    assert back.status_code == 201
    assert json_object(back) == {"station": number, "return": note}, "The views are right as they are."


def test_unknown_address(client):
    """An address that no route takes is answered 404, in the one shape.

    Row: unknown, shape
    Source: RFC 9110 §15.5.5
    Hint: 1
    Step: 14_handlers#blueprints-and-errors
    """
    word = client.unseen("bells")
    number = client.number(1, 99)
    for path in (f"/{word}", f"/bikes/{word}", f"/stations/{word}", f"/stations/{number}/{word}"):
        assert_error(client.get(path), 404)
        assert_error(client.post(path, json={"note": word}), 404)


def test_wrong_method(client):
    """A method that the address does not take is answered 405, in the one shape and with Allow.

    Row: method, shape
    Source: RFC 9110 §15.5.6
    Hint: 3
    Step: 14_handlers#one-for-all-http
    """
    number = client.number(1, 99)
    cases = (
        ("DELETE", f"/bikes/{number}", {"GET", "HEAD", "OPTIONS"}),
        ("POST", f"/stations/{number}", {"GET", "HEAD", "OPTIONS"}),
        ("GET", "/reports", {"POST", "OPTIONS"}),
        ("GET", f"/stations/{number}/returns", {"POST", "OPTIONS"}),
    )
    for method, path, methods in cases:
        answer = client.open(path, method=method)
        assert_error(answer, 405)
        assert "Allow" in answer.headers, (
            "The exception of the router brought Allow along. It says which methods do work here."
        )
        assert ", ".join(sorted(answer.allow)) == ", ".join(sorted(methods)), (
            "Allow names the methods of this address. Without it a client knows only what does not work."
        )


def test_unreadable_content(client):
    """Content that is not JSON is answered 415 or 400, in the one shape.

    Row: content, shape
    Source: RFC 9110 §15.5.16, RFC 9110 §15.5.1
    Hint: 2
    Step: 13_error_bodies#beyond-your-helper
    """
    note = client.unseen("chain")
    for path in posts(client):
        assert_error(client.post(path, data=f"note={note}", content_type="text/plain"), 415)
        assert_error(client.post(path, data={"note": note}), 415)
        for broken in ('{"note": ', "", "{'note': 1}"):
            assert_error(client.post(path, data=broken, content_type="application/json"), 400)
        assert client.post(path, json={"note": note}).status_code == 201


def test_too_much_content(client):
    """Content above the limit is answered 413, in the one shape.

    Row: content, shape
    Source: RFC 9110 §15.5.14
    Hint: 2
    Step: 04_what_flask_says#parser-speaks
    """
    for path in posts(client):
        for size in (2000, client.number(30, 1999)):
            taken = client.post(path, data=content_of(size), content_type="application/json")
            assert taken.status_code == 201, "Up to 2000 bytes are taken."
        for size in (2001, client.number(2002, 9000)):
            assert_error(client.post(path, data=content_of(size), content_type="application/json"), 413)


def content_of(size):
    """Return a JSON object of so many bytes."""
    return '{"note": "' + "x" * (size - 12) + '"}'


def test_every_abort(client):
    """Whatever code abort is called with, it arrives, in the one shape.

    Row: abort, shape
    Source: RFC 9110 §15
    Hint: 2
    Step: 03_in_flask#abort-leaves
    """
    for code in KNOWN:
        radio(client, lambda code=code: abort(code))
        for answer in states(client):
            assert_error(answer, code, f"RADIO called abort({code}): this code is what the phone is to get.")
    radio(client, lambda: abort(409, f'The "{client.unseen("dock")}" is jammed.\nLift it \\ push it.'))
    for answer in states(client):
        assert_error(answer, 409)


def test_retry_after_arrives(client):
    """The time to wait arrives with 429 and 503.

    Row: headers, shape
    Source: RFC 9110 §10.2.3, RFC 6585 §4
    Hint: 3
    Step: 14_handlers#one-for-all-http
    """
    for code in (429, 503):
        seconds = client.number(2, 900)
        radio(client, lambda code=code, seconds=seconds: abort(code, retry_after=seconds))
        for answer in states(client):
            assert_error(answer, code)
            assert "Retry-After" in answer.headers, (
                "The exception brought the time to wait along. Without it a phone asks again at once."
            )
            assert answer.headers["Retry-After"] == str(seconds), (
                "A phone waits as long as Retry-After says. It is the exception that knows the time."
            )


def test_challenge_arrives(client):
    """The challenge arrives with 401.

    Row: headers, shape
    Source: RFC 9110 §15.5.2
    Hint: 3
    Step: 14_handlers#one-for-all-http
    """
    challenge = WWWAuthenticate("bearer", {"realm": f"radio {client.number(1, 999)}"})
    radio(client, lambda: abort(401, www_authenticate=challenge))
    for answer in states(client):
        assert_error(answer, 401)
        assert "WWW-Authenticate" in answer.headers, (
            "The exception brought the challenge along. Without it nobody knows what to send."
        )
        assert answer.headers["WWW-Authenticate"] == str(challenge), (
            "A 401 says which credentials to send. The exception brings that along."
        )
    other = WWWAuthenticate("basic", {"realm": f"desk {client.number(1, 999)}"})
    radio(client, lambda: abort(401, www_authenticate=[challenge, other]))
    for answer in states(client):
        assert_error(answer, 401)
        arrived = ", ".join(answer.headers.get_all("WWW-Authenticate"))
        both = f"{challenge}, {other}"
        assert arrived == both, (
            "The exception brought two challenges along: a phone picks the one that it can meet. Each may "
            "have a WWW-Authenticate of its own, so this header comes twice."
        )


def test_crash(client):
    """An exception that nobody expected is answered 500, in the one shape.

    Row: fault, shape
    Source: RFC 9110 §15.6.1
    Hint: 2
    Step: 14_handlers#too-wide-a-net
    """
    kinds = (RuntimeError, KeyError, ValueError, TimeoutError, FileNotFoundError, PermissionError)
    for kind in (*kinds, RadioSilent, RadioBroken, RadioTired, ConnectionError, NotImplementedError):

        def fail(kind=kind):
            raise kind("no answer")

        radio(client, fail)
        for answer in states(client):
            assert_error(answer, 500)

    def fail_without_a_word():
        raise RuntimeError

    radio(client, fail_without_a_word)
    for answer in states(client):
        assert_error(answer, 500)
    radio(client, lambda: "ready")
    for answer in states(client):
        assert answer.status_code == 200


def test_finished_answer(client):
    """An answer that was finished elsewhere arrives as it is.

    Row: finished
    Source: RFC 9110 §15.5.10
    Hint: 2
    Step: 14_handlers#one-for-all-http
    """
    for mimetype in ("text/plain", "application/json"):
        text = f'{{"jam": {client.number(1, 99)}}}'
        mark = str(client.number(1, 9999))

        def fail(text=text, mark=mark, mimetype=mimetype):
            abort(Response(text, 409, {"X-Radio": mark}, mimetype=mimetype))

        radio(client, fail)
        for answer in states(client):
            assert answer.status_code == 409
            assert answer.headers["X-Radio"] == mark, "The headers of a finished answer are part of it."
            assert answer.mimetype == mimetype, "A finished answer keeps its media type."
            assert answer.text == text, "A finished answer keeps its content. It is not yours to rewrite."
    radio(client, lambda: "ready")
    for answer in states(client):
        assert answer.status_code == 200


def test_redirect(client):
    """A redirect arrives as it is.

    Row: redirect
    Source: RFC 9110 §15.4
    Hint: 2
    Step: 14_handlers#too-wide-a-net
    """
    answer = client.get("/stations")
    assert answer.status_code == 308
    assert answer.location == "/stations/", "The redirect leads where it led before."
    found = client.follow(answer)
    assert found.status_code == 200
    assert json_object(found)["stations"] == [1, 2, 3], "The redirect leads to the list of stations."
    for code in (303, 307):
        target = f"/bikes/{client.number(1, 9999)}"
        radio(client, lambda code=code, target=target: abort(redirect(target, code)))
        for answer in states(client):
            assert answer.status_code == code
            assert answer.location == target, "The redirect leads where it led before."
            assert answer.mimetype == "text/html", "A redirect is not an error. It keeps its content."
