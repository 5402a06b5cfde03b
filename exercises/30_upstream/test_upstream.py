"""Checks: whose fault a failure is, and which code says so when the fault lies with another server."""

from __future__ import annotations

import json
import socket
import ssl
from functools import partial
from types import SimpleNamespace
from urllib.parse import parse_qsl, urlsplit

from course.grading.checks.public import CheckFailed

FARES = "https://fares.example"
OTHER_CODES = (201, 202, 204, 206, 301, 302, 304, 400, 401, 402, 403, 405, 408, 409, 410, 418, 422)
OTHER_CODES += (451, 500, 501, 502, 504, 599)
HTTP_DATE = "Fri, 31 Dec 1999 23:59:59 GMT"


class SlowFares(TimeoutError):
    """What a library raises: a kind of TimeoutError, and not the class itself."""


class NobodyListens(ConnectionRefusedError):
    """A kind of ConnectionRefusedError."""


class Overbooked(Exception):
    """An exception that belongs to RANK."""


def flights(client):
    """Return offers that the learner has not seen, the cheapest first."""
    price = client.number(40, 90)
    return [{"flight": client.unseen("XY"), "price": price + 7.5 * step} for step in range(3)]


def rank(offers):
    """Return offers in an order that nobody guesses: the cheapest one last, behind the dearer ones."""
    ordered = sorted(offers, key=lambda offer: offer["price"])
    return ordered[1:] + ordered[:1]


def parameters(url):
    """Return the parameters of an address, each once."""
    return dict(parse_qsl(urlsplit(url).query, keep_blank_values=True))


class Fares:
    """The other server. It answers, or fails, as it is told, and keeps what it was asked."""

    def __init__(self, client):
        self.calls = []
        self.mark = f"secret{client.number(10**8, 10**9)}"
        self.key = f"{self.mark}/+&="
        self.failure = None
        #: Answers that came although this server was not asked.
        self.unasked = []
        self.note = client.note
        client.app.config["UPSTREAM"] = self
        client.app.config["KEY"] = self.key
        client.app.config["RANK"] = rank
        self.offers = flights(client)
        self.works()

    def works(self):
        """Answer with good offers from now on."""
        self.reply(200, self.offers[::-1])

    def reply(self, status, content, **headers):
        """Answer with this status from now on."""
        text = content if isinstance(content, str) else json.dumps(content)
        fields = {name.replace("_", "-"): value for name, value in headers.items()}
        self.failure = None
        self.answer = SimpleNamespace(status=status, headers=fields, text=text)

    def fail(self, error, words=""):
        """Raise this error from now on, with the address in its text, as libraries do."""
        self.failure, self.words = error, words or error.__name__

    def __call__(self, url, timeout=None):
        self.calls.append((url, timeout))
        self.note("asked", timeout=timeout, parameters=parameters(url))
        if self.failure:
            raise self.failure(f"{self.words} at {url}")
        return self.answer


def search(client, start="VIE", goal="OSL"):
    """Search for flights."""
    return client.get("/flights", query_string={"from": start, "to": goal})


def asked_all(client, fares, situations):
    """Search once in each situation; note and return what came back."""
    answers = []
    for values, set_up in situations:
        set_up()
        before = len(fares.calls)
        answer = search(client)
        if len(fares.calls) == before:
            fares.unasked.append(answer)
        wait = answer.headers["Retry-After"] if "Retry-After" in answer.headers else None
        client.note("came", **values, code=int(answer.status_code), retry_after=wait)
        answers.append(answer)
    return answers


def json_object(answer):
    """Return the JSON object in the body."""
    body = answer.json
    kind = "a JSON object" if isinstance(body, dict) else "JSON, but no object"
    assert kind == "a JSON object", "A client looks for a field by its name, and only an object has names."
    return body


def assert_refused(answer):
    """Fail unless the body is a JSON object with a text in error."""
    text = json_object(answer)["error"]
    kind = "a text" if isinstance(text, str) and text.strip() else "no text"
    assert kind == "a text", "error is read by a person, so it has to be a text with something in it."


def assert_works(client, fares):
    """Fail unless a good answer of the other server is passed on."""
    fares.works()
    answer = search(client)
    assert answer.status_code == 200
    assert json_object(answer)["flights"] == rank(fares.offers), (
        "flights has to hold all offers of the other server, in the order of the RANK that is in app.config "
        "now."
    )


def assert_wait(answer, expected=None):
    """Fail unless Retry-After is a number of whole seconds, or the expected value."""
    value = str(answer.headers["Retry-After"])
    if expected is not None:
        assert value == expected, "The other server says when it will be ready. Nobody knows it better."
        return
    form = "whole seconds" if value.isascii() and value.isdigit() else value
    assert form == "whole seconds", "A client can read whole seconds here, such as 30, and nothing like None."


def told(fares, answer, sentence):
    """Return the sentence about what the other server did, if it was asked for this answer."""
    if any(answer is one for one in fares.unasked):
        return "Your code gave this answer without asking the other server."
    return sentence


def not_this(answer):
    """Return what is wrong with an answer to a reply that cannot be used."""
    if int(answer.status_code) == 500:
        return "500 is for a fault of your own code, and this one began with them: 502."
    if int(answer.status_code) < 400:
        return "The code says that all went well."
    return "They answered, but wrongly; that is what 502 says."


def not_their_code(answer):
    """Return what is wrong with an answer to another code of the other server."""
    return {
        404: "Only its 404 says that nobody flies there.",
        500: "500 is for a fault of your own code. An answer of theirs that is of no use is 502.",
        503: "503 says that waiting helps. Of the codes of the other server, only 429 and 503 say so.",
    }.get(
        int(answer.status_code),
        "It spoke to you and about your request to it. Your client has never seen that request.",
    )


def not_later(answer):
    """Return what is wrong with an answer to a 429 or 503 of the other server."""
    return {
        429: "429 blames your client, and it has sent one request. ",
        502: "502 says that this answer cannot be used. It can: it says that waiting helps. ",
    }.get(int(answer.status_code), "")


def not_in_time(answer):
    """Return what is wrong with a code after a TimeoutError, "" where the codes say it themselves."""
    if int(answer.status_code) != 502:
        return ""
    return (
        "502 says that the other server answered wrongly. It gave no answer in time, and nobody knows why: "
        "504. Python takes the first except that fits, and TimeoutError is a kind of OSError."
    )


def not_there(answer):
    """Return what is wrong with a code after a ConnectionRefusedError, "" where the codes say it."""
    if int(answer.status_code) != 502:
        return ""
    return (
        "502 says that the other server answered wrongly. Nothing listens there now, and waiting helps: "
        "503. Python takes the first except that fits, and ConnectionRefusedError is a kind of "
        "ConnectionError and of OSError."
    )


def test_offers(client):
    """A good answer of the other server becomes 200 OK with its offers.

    Row: offers
    Source: RFC 9110 §15.3.1
    Hint: 1
    """
    fares = Fares(client)
    for _ in range(2):
        assert_works(client, fares)
        fares.offers = flights(client)
    offers = [{"flight": client.unseen("XY"), "price": price} for price in (0, 0.0, 0.5, -5, 10**30)]
    offers.append({"flight": "", "price": 70})
    answers = asked_all(
        client, fares, (({"price": offer["price"]}, partial(fares.reply, 200, [offer])) for offer in offers)
    )
    for offer, answer in zip(offers, answers, strict=True):
        assert answer.status_code == 200, (
            f"The price {offer['price']} is a number like any other."
            if offer["flight"]
            else "The contract asks for a string, and an empty one is a string."
        )
        assert json_object(answer)["flights"] == [offer], "The offer has to go out as it came."
    fares.reply(200, [{**offers[0], "seats": 9}])
    assert search(client).status_code == 200, (
        "An offer may say more than the contract asks for. Nothing in it is unusable."
    )
    fares.reply(200, [])
    answer = search(client)
    assert answer.status_code == 200, "No offer for today is an answer like any other."
    assert json_object(answer)["flights"] == [], "No offer for today is an answer like any other."


def test_question(client):
    """A question without from or to is answered 400 Bad Request, and the other server is not asked.

    Row: question
    Source: RFC 9110 §15.5.1
    Hint: 1
    """
    fares = Fares(client)
    places = ({}, {"from": "VIE"}, {"to": "OSL"}, {"from": "", "to": "OSL"}, {"from": "VIE", "to": ""})
    for query in (*places, {"from": "", "to": ""}):
        answer = client.get("/flights", query_string=query)
        assert answer.status_code == 400
        assert_refused(answer)
        asked = "the other server was asked" if fares.calls else "no call"
        assert asked == "no call", (
            "You need not ask the other server to know that the question is incomplete."
        )
    assert_works(client, fares)


def test_call(client):
    """The other server is asked for this route, with the key, and with a time limit.

    Row: call
    Source: RFC 9110 §15.6.5
    Hint: 3
    """
    routes = ((client.unseen("A"), client.unseen("B")), ("Brno & Wien", "50%+#1?a=b"), ("a/b;c", "d e"))
    for start, goal in routes:
        # Another server, another key: both are looked up in each request.
        fares = Fares(client)
        assert search(client, start, goal).status_code == 200
        seen = "a call" if fares.calls else "no call of UPSTREAM"
        assert seen == "a call", "The offers have to come from the UPSTREAM that is in app.config now."
        for url, timeout in fares.calls:
            asked = (url.split("?")[0], parameters(url))
            assert asked == (f"{FARES}/offers", {"from": start, "to": goal, "key": fares.key}), (
                "The stub builds this address well, whatever the places and the key in app.config hold."
            )
            number = isinstance(timeout, (int, float)) and not isinstance(timeout, bool)
            limit = "a limit up to 5 seconds" if number and 0 < timeout <= 5 else f"timeout={timeout}"
            assert limit == "a limit up to 5 seconds", (
                "Beyond five seconds, your client waits longer than the contract says."
                if number and timeout > 5
                else "Without a limit, your view waits as long as the other server likes, and there is no "
                "504, ever."
                if timeout is None
                else "The limit has to be a number of seconds, more than 0."
            )


def test_no_route(client):
    """A 404 of the other server becomes 404 Not Found.

    Row: no-route
    Source: RFC 9110 §15.5.5
    Hint: 2
    """
    fares = Fares(client)
    for content in ({"message": "no such route"}, "<h1>No such route</h1>", "", [], fares.offers):
        fares.reply(404, content)
        answer = search(client)
        assert answer.status_code == 404, (
            "The contract of the two servers says what this 404 means: nobody flies there. That is true for "
            "your client as well."
        )
        assert_refused(answer)
    assert_works(client, fares)


def test_bad_answer(client):
    """An answer of the other server that cannot be used becomes 502 Bad Gateway.

    Row: bad-answer
    Source: RFC 9110 §15.6.3
    Hint: 3
    """
    fares = Fares(client)
    name = client.unseen("XY")
    unusable = {
        "no text at all": "",
        "an HTML page": "<!doctype html><title>Fares</title>",
        "a list that breaks off": json.dumps(fares.offers)[:-5],
        "null": None,
        "an object with the list in it": {"offers": fares.offers},
        "a list with a number in it": [5],
        "a list with null in it": [None],
        "an offer without a price": [{"flight": name}],
        "an offer without a flight": [{"price": 40}],
        'the price "40", a string': [{"flight": name, "price": "40"}],
        "a flight that is a number": [{"flight": 7, "price": 40}],
        "a flight that is null": [{"flight": None, "price": 40}],
        "the price true": [{"flight": name, "price": True}],
        "a price that is a list": [{"flight": name, "price": [40]}],
        "the price NaN, which JSON does not know": f'[{{"flight": "{name}", "price": NaN}}]',
        "the price Infinity, which JSON does not know": f'[{{"flight": "{name}", "price": Infinity}}]',
        "a list in a list": [fares.offers],
        "a number": "5",
        "good offers, and one with the price null": [*fares.offers, {"flight": name, "price": None}],
    }
    answers = asked_all(
        client,
        fares,
        (
            (
                {"text": content if isinstance(content, str) else json.dumps(content)},
                partial(fares.reply, 200, content),
            )
            for content in unusable.values()
        ),
    )
    for what, answer in zip(unusable, answers, strict=True):
        assert answer.status_code == 502, told(
            fares,
            answer,
            f"The other server sent {what}: no list of offers that can be used. {not_this(answer)}",
        )
    for content in unusable.values():
        fares.reply(200, content)
        assert_refused(search(client))
        assert_works(client, fares)


def test_error_of_theirs(client):
    """Another code of the other server becomes 502 Bad Gateway.

    Row: their-code
    Source: RFC 9110 §15.6.3
    Hint: 2
    Step: 16_our_fault#blame-the-right-side
    """
    fares = Fares(client)
    contents = ((fares.offers, {}), ("", {}), ([], {"Retry_After": "30"}))
    for content, headers in contents:
        answers = asked_all(
            client,
            fares,
            (
                ({"status": status, "wait": bool(headers)}, partial(fares.reply, status, content, **headers))
                for status in OTHER_CODES
            ),
        )
        for status, answer in zip(OTHER_CODES, answers, strict=True):
            assert answer.status_code == 502, told(
                fares, answer, f"The other server answered {status}. {not_their_code(answer)}"
            )
    for status in OTHER_CODES:
        fares.reply(status, fares.offers)
        assert_refused(search(client))
    assert_works(client, fares)


def test_busy(client):
    """A 429 or 503 of the other server becomes 503 Service Unavailable with Retry-After.

    Row: busy
    Source: RFC 9110 §15.6.4
    Hint: 2
    Step: 15_slow_down#whole-seconds
    """
    fares = Fares(client)
    waits = (str(client.number(40, 400)), "0", HTTP_DATE, None)
    replies = [(status, wait) for status in (429, 503) for wait in waits]

    def busy(status, wait, content="later"):
        fares.reply(status, content, **({"Retry_After": wait} if wait else {}))

    answers = asked_all(
        client,
        fares,
        (({"status": status, "wait": wait}, partial(busy, status, wait)) for status, wait in replies),
    )
    for (status, _wait), answer in zip(replies, answers, strict=True):
        assert answer.status_code == 503, told(
            fares,
            answer,
            f"The other server answered {status}: later. {not_later(answer)}503 says what is true for your "
            "client: not now.",
        )
    for status, wait in replies:
        for content in ("later", fares.offers):
            busy(status, wait, content)
            answer = search(client)
            assert answer.status_code == 503
            assert_refused(answer)
            assert_wait(answer, wait)
    assert_works(client, fares)


def test_timeout(client):
    """When the other server gives no answer in time, the answer is 504 Gateway Timeout.

    Row: timeout
    Source: RFC 9110 §15.6.5
    Hint: 1
    """
    fares = Fares(client)
    errors = (TimeoutError, SlowFares, TimeoutError)
    answers = asked_all(
        client, fares, (({"error": error.__name__}, partial(fares.fail, error)) for error in errors)
    )
    for answer in answers:
        assert answer.status_code == 504, told(fares, answer, not_in_time(answer))
    for error in errors:
        fares.fail(error)
        answer = search(client)
        assert_refused(answer)
        assert_works(client, fares)


def test_refused_connection(client):
    """When nothing listens at the other end, the answer is 503 Service Unavailable with Retry-After.

    Row: refused
    Source: RFC 9110 §10.2.3
    Hint: 1
    """
    fares = Fares(client)
    errors = (ConnectionRefusedError, NobodyListens, ConnectionRefusedError)
    answers = asked_all(
        client, fares, (({"error": error.__name__}, partial(fares.fail, error)) for error in errors)
    )
    for answer in answers:
        assert answer.status_code == 503, told(fares, answer, not_there(answer))
    for error in errors:
        fares.fail(error)
        answer = search(client)
        assert_refused(answer)
        assert_wait(answer)
        assert_works(client, fares)


def test_broken_line(client):
    """When the line breaks before the answer is there, the answer is 502 Bad Gateway.

    Row: broken-line
    Source: RFC 9110 §15.6.3
    Hint: 1
    """
    fares = Fares(client)
    errors = (ConnectionResetError, BrokenPipeError, ConnectionAbortedError, OSError)
    errors += (socket.gaierror, ssl.SSLError, FileNotFoundError)
    answers = asked_all(
        client, fares, (({"error": error.__name__}, partial(fares.fail, error)) for error in errors)
    )
    for error, answer in zip(errors, answers, strict=True):
        assert answer.status_code == 502, told(
            fares,
            answer,
            f"The call ended with {error.__name__}. Of the kinds of OSError only TimeoutError and "
            "ConnectionRefusedError have a code of their own; for every other one it is 502.",
        )
    for error in errors:
        fares.fail(error)
        assert_refused(search(client))
        assert_works(client, fares)


def test_our_own_bug(client):
    """When our own code crashes, the answer is 500 Internal Server Error.

    Row: ours
    Source: RFC 9110 §15.6.1
    Hint: 3
    Step: 14_handlers#too-wide-a-net
    """
    fares = Fares(client)
    errors = (ValueError, KeyError, TypeError, TimeoutError, ConnectionRefusedError, OSError)
    errors += (
        RuntimeError,
        AttributeError,
        IndexError,
        ZeroDivisionError,
        AssertionError,
        Exception,
        Overbooked,
    )
    config = client.app.config
    calls, ranked = [], []
    answers = []
    for error in errors:
        config["RANK"] = failing_rank(error, calls=calls)
        before = len(calls)
        answers += asked_all(client, fares, [({"error": error.__name__}, fares.works)])
        ranked += answers[-1:] if len(calls) > before else []
    for error, answer in zip(errors, answers, strict=True):
        assert answer.status_code == 500, (
            f"RANK raised {error.__name__}, after the other server had answered well. {not_ours(answer)}"
            if any(answer is one for one in ranked)
            else "The other server has answered well, and your code gave this answer without calling RANK."
        )
    config["RANK"] = rank
    assert_works(client, fares)


def not_ours(answer):
    """Return what is wrong with a code after a bug in RANK."""
    if int(answer.status_code) in (502, 503, 504):
        return f"{int(answer.status_code)} sends people to look there, and nobody looks at RANK."
    return "It is our own code that failed, and 500 is the code that says so."


def failing_rank(error, words="a bug", calls=None):
    """Return a RANK that raises this error, and says in `calls` that it was called."""

    def broken(offers):
        if calls is not None:
            calls.append(offers)
        raise error(words)

    return broken


def failures(client, fares, their_words, words_of_error):
    """Yield all failures by name, each with a call that sets it up and marks whatever could leak."""
    for error in (TimeoutError, ConnectionRefusedError, ConnectionResetError, OSError):
        yield error.__name__, partial(fares.fail, error, words_of_error)
    said = f"{their_words} {fares.mark} {FARES}"
    texts = (said, {"error": said, "message": said, "detail": said, "title": said}, [{"flight": said}])
    marked = {"Server": said, "Location": f"{FARES}/{fares.mark}", "X_Fault": said, "Set_Cookie": f"f={said}"}
    for status in (200, 400, 401, 404, 429, 500, 503):
        for text in texts:
            yield f"reply {status}", partial(fares.reply, status, text, **marked)

    def bug():
        fares.works()
        client.app.config["RANK"] = failing_rank(ValueError, f"{words_of_error} {fares.key} {FARES}")

    yield "RANK", bug


def test_nothing_leaks(client):
    """No error shows the key, the address or the words of the other server or of an exception.

    Row: secret
    Source: RFC 9110 §15.6
    Hint: 2
    """
    fares = Fares(client)
    their_words, words_of_error = (f"{word}{client.number(10**5, 10**6)}" for word in ("table", "socket"))
    secrets = {
        "the key": (fares.mark,),
        "the address": ("fares.example",),
        "words of the reply": (their_words,),
        # What stands behind the first marks how JSON's own exceptions end.
        "words of an exception": (words_of_error, "line 1 column"),
    }
    leaks = []
    for name, set_up in failures(client, fares, their_words, words_of_error):
        set_up()
        answer = search(client)
        assert answer.status_code >= 400, "The search failed, so there is nothing to show."
        shown = {"body": answer.text, "headers": str(answer.response.headers)}
        for secret, marks in secrets.items():
            for place, text in shown.items():
                if any(mark in text for mark in marks):
                    client.note("leak", at=name, secret=secret, place=place)
                    leaks.append((answer, secret, place))
    if leaks:
        answer, secret, place = leaks[0]
        raise CheckFailed(
            f"{secret} in the {place} of the answer",
            "nothing of the other server",
            why="Anybody who has the key can ask in your name, at your cost. And what the other server or an "
            "exception says was never meant for your client.",
            symptom=f"{secret} in the {place}",
            recorded=answer.recorded,
        )
    client.app.config["RANK"] = rank
    assert_works(client, fares)
