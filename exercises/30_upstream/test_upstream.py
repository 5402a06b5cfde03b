"""Checks: whose fault a failure is, and which code says so when the fault lies with another server."""

from __future__ import annotations

import json
from types import SimpleNamespace
from urllib.parse import parse_qs, urlsplit

FARES = "https://fares.example"


def flights(client):
    """Return offers that the learner has not seen, the cheapest first."""
    price = client.number(40, 90)
    return [{"flight": client.unseen("XY"), "price": price + 7.5 * step} for step in range(3)]


def rank(offers):
    """Return offers in an order that nobody guesses: the cheapest one last, behind the dearer ones."""
    ordered = sorted(offers, key=lambda offer: offer["price"])
    return ordered[1:] + ordered[:1]


class Fares:
    """The other server. It answers, or fails, as it is told, and keeps what it was asked."""

    def __init__(self, client):
        self.calls = []
        self.key = f"secret{client.number(10**8, 10**9)}"
        self.failure = None
        client.app.config["UPSTREAM"] = self
        client.app.config["KEY"] = self.key
        client.app.config["RANK"] = rank
        self.offers = flights(client)
        self.reply(200, self.offers[::-1])

    def reply(self, status, content, **headers):
        """Answer with this status from now on."""
        text = content if isinstance(content, str) else json.dumps(content)
        fields = {name.replace("_", "-"): value for name, value in headers.items()}
        self.failure = None
        self.answer = SimpleNamespace(status=status, headers=fields, text=text)

    def fail(self, error):
        """Raise this error from now on, with the address in its text, as libraries do."""
        self.failure = error

    def __call__(self, url, timeout=None):
        self.calls.append((url, timeout))
        if self.failure:
            raise self.failure(f"{self.failure.__name__} at {url}")
        return self.answer


def search(client, start="VIE", goal="OSL"):
    """Search for flights."""
    return client.get("/flights", query_string={"from": start, "to": goal})


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
    assert kind == "a text", "error is read by a person, so it is a text with something in it."


def assert_works(client, fares):
    """Fail unless a good answer of the other server is passed on."""
    fares.reply(200, fares.offers[::-1])
    answer = search(client)
    assert answer.status_code == 200
    assert json_object(answer)["flights"] == rank(fares.offers), (
        "All offers of the other server, in the order of the RANK that is in app.config now."
    )


def assert_wait(answer, expected=None):
    """Fail unless Retry-After is a number of whole seconds, or the expected value."""
    value = str(answer.headers["Retry-After"])
    if expected is not None:
        assert value == expected, "The other server says when it will be ready. Nobody knows it better."
        return
    form = "whole seconds" if value.isascii() and value.isdigit() else value
    assert form == "whole seconds", "A client can read whole seconds here, such as 30, and nothing like None."


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
    fares.reply(200, [])
    answer = search(client)
    assert answer.status_code == 200
    assert json_object(answer)["flights"] == [], "No offer for today is an answer like any other."


def test_question(client):
    """A question without from or to is answered 400 Bad Request, and the other server is not asked.

    Row: question
    Source: RFC 9110 §15.5.1
    Hint: 1
    """
    fares = Fares(client)
    for query in ({}, {"from": "VIE"}, {"to": "OSL"}, {"from": "", "to": "OSL"}):
        answer = client.get("/flights", query_string=query)
        assert answer.status_code == 400
        assert_refused(answer)
    assert len(fares.calls) == 0, "The other server need not be asked to know that the question is no good."
    assert_works(client, fares)


def test_call(client):
    """The other server is asked for this route, with the key, and with a time limit.

    Row: call
    Source: RFC 9110 §15.6.5
    Hint: 3
    """
    fares = Fares(client)
    start, goal = client.unseen("A"), client.unseen("B")
    assert search(client, start, goal).status_code == 200
    assert len(fares.calls) >= 1, "The offers come from the other server."
    for url, timeout in fares.calls:
        query = parse_qs(urlsplit(url).query)
        asked = (url.split("?")[0], query.get("from"), query.get("to"), query.get("key"))
        assert asked == (f"{FARES}/offers", [start], [goal], [fares.key]), (
            "The stub builds this address well."
        )
        number = isinstance(timeout, (int, float)) and not isinstance(timeout, bool)
        limit = "a limit up to 5 seconds" if number and 0 < timeout <= 5 else f"timeout={timeout!r}"
        assert limit == "a limit up to 5 seconds", (
            "Without a limit, your view waits as long as the other server likes, and there is no 504, ever."
        )


def test_no_route(client):
    """A 404 of the other server becomes 404 Not Found.

    Row: no-route
    Source: RFC 9110 §15.5.5
    Hint: 2
    """
    fares = Fares(client)
    for content in ({"message": "no such route"}, "<h1>No such route</h1>", ""):
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
    unusable = (
        "",
        "<!doctype html><title>Fares</title>",
        json.dumps(fares.offers)[:-5],
        None,
        {"offers": fares.offers},
        [5],
        [None],
        [{"flight": name}],
        [{"price": 40}],
        [{"flight": name, "price": "40"}],
        [{"flight": 7, "price": 40}],
        [*fares.offers, {"flight": name, "price": None}],
    )
    for content in unusable:
        fares.reply(200, content)
        answer = search(client)
        assert answer.status_code == 502, (
            f"The other server sent {json.dumps(content)[:50]} where a list of offers should be. Your code "
            "is not broken, and nobody knows whether waiting helps."
        )
        assert_refused(answer)
        assert_works(client, fares)


def test_error_of_theirs(client):
    """Another code of the other server becomes 502 Bad Gateway.

    Row: their-code
    Source: RFC 9110 §15.6.3
    Hint: 2
    Step: 16_our_fault#blame-the-right-side
    """
    fares = Fares(client)
    for status in (500, 502, 400, 401, 403, 301, 204, 418):
        fares.reply(status, fares.offers)
        answer = search(client)
        assert answer.status_code == 502, (
            f"The other server answered {status}. It spoke to you and about your request to it. Your client "
            "has never seen that request."
        )
        assert_refused(answer)
    assert_works(client, fares)


def test_busy(client):
    """A 429 or 503 of the other server becomes 503 Service Unavailable with Retry-After.

    Row: busy
    Source: RFC 9110 §15.6.4
    Hint: 2
    Step: 15_slow_down#whole-seconds
    """
    fares = Fares(client)
    for status in (429, 503):
        wait = str(client.number(40, 400))
        for headers, expected in (({"Retry_After": wait}, wait), ({}, None)):
            fares.reply(status, "later", **headers)
            answer = search(client)
            assert answer.status_code == 503, (
                f"The other server answered {status}: later. 429 blames your client, and it has sent one "
                "request. 503 says what is true for it: not now."
            )
            assert_refused(answer)
            assert_wait(answer, expected)
    assert_works(client, fares)


def test_timeout(client):
    """When the other server gives no answer in time, the answer is 504 Gateway Timeout.

    Row: timeout
    Source: RFC 9110 §15.6.5
    Hint: 1
    """
    fares = Fares(client)
    for _ in range(2):
        fares.fail(TimeoutError)
        answer = search(client)
        assert answer.status_code == 504
        assert_refused(answer)
        assert_works(client, fares)


def test_refused_connection(client):
    """When nobody answers the call at all, the answer is 503 Service Unavailable with Retry-After.

    Row: refused
    Source: RFC 9110 §10.2.3
    Hint: 1
    """
    fares = Fares(client)
    for _ in range(2):
        fares.fail(ConnectionRefusedError)
        answer = search(client)
        assert answer.status_code == 503
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
    for error in (ConnectionResetError, BrokenPipeError, OSError):
        fares.fail(error)
        answer = search(client)
        assert answer.status_code == 502, (
            f"The call ended with {error.__name__}. Something was there, but it gave no whole answer."
        )
        assert_refused(answer)
    assert_works(client, fares)


def test_our_own_bug(client):
    """When our own code crashes, the answer is 500 Internal Server Error.

    Row: ours
    Source: RFC 9110 §15.6.1
    Hint: 3
    Step: 14_handlers#too-wide-a-net
    """
    fares = Fares(client)
    for error in (ValueError, KeyError, TypeError, TimeoutError, ConnectionRefusedError, OSError):

        def broken(offers, error=error):
            raise error(f"planted: {fares.key}")

        client.app.config["RANK"] = broken
        answer = search(client)
        assert answer.status_code == 500, (
            f"RANK raised {error.__name__}, after the other server had answered well. 502, 503 and 504 send "
            "people to look there, and nobody looks at RANK."
        )
        seen = "the key" if fares.key in answer.text else "no key"
        assert seen == "no key", "The text of an exception is for the log."
        client.app.config["RANK"] = rank
    assert_works(client, fares)


def test_nothing_leaks(client):
    """No error shows the key, the address or the words of the other server.

    Row: secret
    Source: RFC 9110 §15.6
    Hint: 2
    """
    fares = Fares(client)
    words = f"table fares_{client.number(10**5, 10**6)} is locked"
    situations = [lambda error=error: fares.fail(error) for error in (TimeoutError, ConnectionRefusedError)]
    situations += [lambda: fares.fail(ConnectionResetError)]
    situations += [
        lambda status=status: fares.reply(status, f"{words} {fares.key} {FARES}")
        for status in (200, 400, 404, 429, 500, 503)
    ]
    for set_up in situations:
        set_up()
        answer = search(client)
        assert answer.status_code >= 400, "The other server failed, so there is nothing to show."
        everything = answer.text + str(answer.response.headers)
        for secret, name in ((fares.key, "the key"), ("fares.example", "the address"), (words, "its words")):
            seen = f"{name} in the answer" if secret in everything else "nothing of the other server"
            assert seen == "nothing of the other server", (
                "Whoever has the key can ask in your name, at your cost. And what the other server says "
                "about itself was never meant for your client."
            )
    assert_works(client, fares)
