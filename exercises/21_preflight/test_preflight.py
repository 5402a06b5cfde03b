"""Checks: a preflight is answered, and the token is asked for where there is something to protect."""

from __future__ import annotations

import re

BOARD = "https://board.example"
QUOTED = r'"(?:[^"\\]|\\.)*"'
ADDRESSES = (("/house", "GET"), ("/house/degrees", "PUT"), ("/house/silence", "POST"))
WRONG_METHODS = (
    ("/house/degrees", "GET"),
    ("/house/silence", "GET"),
    ("/house", "POST"),
    ("/house", "PUT"),
    ("/house", "DELETE"),
)
ANY_ORIGIN = "With * every page in a browser may read this. The contract names one: the dashboard."
OTHER_ORIGIN = (
    "A browser hands an answer to the page only when this header names the page's origin. "
    "Without it the page cannot even read the code."
)
NO_TYPE = "Content-Type describes content. There is no content, so there is no type."
#: Why a door that opens without a token may not open for other headers either.
NO_TOKEN = (
    "Only a browser is bound to what these headers mean. Everybody else writes into them whatever opens the "
    "door."
)


def new_token(client):
    """Put a token that the learner has not seen into the app, and return it."""
    token = f"aB{client.number(10**6, 10**7)}.kale"
    client.app.config["TOKENS"] = {token: client.unseen("shift")}
    return token


def bearer(token, **more):
    """Return the headers of a request from the dashboard with this token."""
    return {"Origin": BOARD, "Authorization": f"Bearer {token}", **more}


def preflights(client, path):
    """Ask as a browser does before it sends a request, with further headers in mind and without."""
    for method in ("GET", "PUT", "POST"):
        asked = {"Origin": BOARD, "Access-Control-Request-Method": method}
        yield method, client.options(path, headers=asked)
        asked["Access-Control-Request-Headers"] = "authorization,content-type"
        yield method, client.options(path, headers=asked)


def json_object(answer):
    """Return the JSON object in the body."""
    body = answer.json
    kind = "a JSON object" if isinstance(body, dict) else "JSON, but no object"
    assert kind == "a JSON object", "The page looks for a field by its name, and only an object has names."
    return body


def house(client, token):
    """Return the house, as a dashboard with a good token sees it."""
    answer = client.get("/house", headers=bearer(token))
    assert answer.status_code == 200
    body = json_object(answer)
    return {"degrees": body["degrees"], "alarm": body["alarm"]}


def bad_headers(client, token):
    """Return headers without a good token."""
    return (
        {},
        {"Authorization": ""},
        {"Authorization": "Bearer"},
        {"Authorization": f"Bearer {token}x"},
        {"Authorization": f"Bearer {token.swapcase()}"},
        {"Authorization": f"Bearer {token} more"},
        {"Authorization": f"Basic {token}"},
        {"Authorization": f"Token {token}"},
        {"Authorization": f"Bearers {token}"},
        {"Authorization": token},
    )


def protected(client, headers):
    """Send one by one what needs a token, and yield method and answer."""
    degrees = client.number(30, 90)
    yield "GET", client.get("/house", headers=headers)
    yield "HEAD", client.head("/house", headers=headers)
    yield "PUT", client.put("/house/degrees", json={"degrees": degrees}, headers=headers)
    yield "PUT", client.put("/house/degrees", data="warm", content_type="text/plain", headers=headers)
    yield "POST", client.post("/house/silence", headers=headers)
    yield "POST", client.post("/house/silence", json={}, headers=headers)


def contents():
    """Return the options of requests with no content, JSON, and something else."""
    return ({}, {"json": {"degrees": 3}}, {"data": "warm", "content_type": "text/plain"})


def set_with_other_types(client, token):
    """Send a temperature that is not labelled as JSON, and yield each answer."""
    headers = bearer(token)
    types = ("text/plain", "application/x-www-form-urlencoded", "text/json", "application/json-seq", None)
    for content_type in types:
        body = f'{{"degrees": {client.number(30, 90)}}}'
        yield client.put("/house/degrees", data=body, content_type=content_type, headers=headers)


def listed(answer, header):
    """Return the words of a list, in small letters; it may be on several lines (RFC 9110 §5.3)."""
    assert header in answer.headers, f"The browser looks for {header} before it sends the real request."
    return {word.strip().lower() for line in answer.headers.get_all(header) for word in line.split(",")}


def test_preflight_is_answered(client):
    """A preflight is answered 200 or 204, at every address and without a token.

    Row: preflight
    Source: RFC 9110 §9.3.7
    Hint: 1
    Step: 12_401_403_404#where-the-guard-stands
    """
    new_token(client)
    for path, _method in ADDRESSES:
        for method, answer in preflights(client, path):
            assert answer.status_code in (200, 204), (
                f"The browser asks whether the page may send {method}. It can send no token with this "
                "question. After an answer that is not 2xx it never sends the real request."
            )


def test_preflight_says_what_may_be_sent(client):
    """The answer to a preflight names the method and the headers that the page will send.

    Row: may
    Source: Fetch standard, CORS preflight
    Hint: 2
    Step: 12_401_403_404#where-the-guard-stands
    """
    new_token(client)
    for path, _method in ADDRESSES:
        for _method, answer in preflights(client, path):
            assert answer.status_code in (200, 204)
            seen = "PUT is named" if "put" in listed(answer, "Access-Control-Allow-Methods") else "no PUT"
            assert seen == "PUT is named", (
                "Access-Control-Allow-Methods has to name PUT, or the browser will not send it."
            )
            for header in ("Authorization", "Content-Type"):
                there = header.lower() in listed(answer, "Access-Control-Allow-Headers")
                seen = "it is named" if there else f"no {header}"
                assert seen == "it is named", (
                    f"The browser sends {header} only when Access-Control-Allow-Headers names it."
                )


def requests_of_the_table(client, token):
    """Send from the dashboard what the table of the contract names, and yield each answer."""
    good, bad = bearer(token), {"Origin": BOARD}
    degrees = client.number(5, 30)
    for path, _method in ADDRESSES:
        for _method, answer in preflights(client, path):
            yield answer
    for headers in (good, bad, bearer(token + "x")):
        yield client.put("/house/degrees", json={"degrees": degrees}, headers=headers)
        for _method, answer in protected(client, headers):
            yield answer
        for path, method in WRONG_METHODS:
            yield client.open(path, method=method, headers=headers)
        for method in ("GET", "POST", "PUT", "DELETE"):
            yield client.open("/" + client.unseen("attic"), method=method, headers=headers)


def test_page_can_read_every_answer(client):
    """Every answer names the origin of the dashboard, so the page can read it.

    Row: readable
    Source: Fetch standard, CORS check
    Hint: 2
    Step: 12_401_403_404#where-the-guard-stands
    """
    token = new_token(client)
    for answer in requests_of_the_table(client, token):
        assert "Access-Control-Allow-Origin" in answer.headers, OTHER_ORIGIN
        allowed = answer.headers["Access-Control-Allow-Origin"]
        assert allowed == BOARD, ANY_ORIGIN if allowed == "*" else OTHER_ORIGIN


def test_house_is_shown_and_set(client):
    """With a good token the house is shown, and its temperature is set with JSON.

    Row: show, set
    Source: RFC 9110 §9.3.4
    Hint: 3
    Step: 09_reading_the_body#what-counts-as-json
    """
    first, token = new_token(client), new_token(client)
    client.app.config["TOKENS"][first] = "gardener"
    for good in (token, first, token):
        assert house(client, good) == {"degrees": 21, "alarm": "ringing"}, "Nobody has changed the house yet."
    assert client.head("/house", headers=bearer(token)).status_code == 200
    types = ("application/json", "application/json; charset=utf-8", "APPLICATION/JSON", "application/json")
    for content_type, degrees in zip(types, (client.number(5, 90), 0, -3, 21), strict=True):
        body = f'{{"degrees": {degrees}}}'
        answer = client.put("/house/degrees", data=body, content_type=content_type, headers=bearer(token))
        assert answer.status_code == 200
        assert json_object(answer)["degrees"] == degrees, (
            "The answer has to show the degrees that were sent, 0 and -3 too."
        )
        assert json_object(answer)["alarm"] == "ringing", (
            "The answer has to be the whole house, with its alarm."
        )
        assert house(client, token) == {"degrees": degrees, "alarm": "ringing"}, (
            "The house has to keep what was set."
        )


def test_alarm_is_silenced_without_content(client):
    """With a good token the alarm is silenced by a POST without content.

    Row: silence, show
    Source: RFC 9110 §8.3
    Hint: 3
    Step: 09_reading_the_body#what-counts-as-json
    """
    token = new_token(client)
    assert house(client, token)["alarm"] == "ringing"
    for why in ("", "An alarm that is silent already stays silent, and the answer says so."):
        answer = client.post("/house/silence", headers=bearer(token))
        assert answer.status_code == 200, NO_TYPE if answer.status_code == 415 else why
        assert json_object(answer)["alarm"] == "silent", (
            why or "The answer has to show the house as it is now: silent."
        )
        assert json_object(answer)["degrees"] == 21, "The answer has to be the whole house, with its degrees."
    assert house(client, token) == {"degrees": 21, "alarm": "silent"}, "The house has to keep what was set."


def test_no_good_token(client):
    """Without a good token every address is answered 401 Unauthorized, with a challenge.

    Row: token
    Source: RFC 9110 §15.5.2
    Hint: 2
    Step: 12_401_403_404#the-challenge
    """
    token = new_token(client)
    for headers in bad_headers(client, token):
        for _method, answer in protected(client, headers):
            assert answer.status_code == 401
            assert "WWW-Authenticate" in answer.headers, "A 401 has to say which credentials to send."
            # It may hold several challenges (RFC 9110 §11.6.1); what is in quotation marks is none.
            text = re.sub(QUOTED, '""', ", ".join(answer.headers.get_all("WWW-Authenticate")))
            found = re.search(r"(?:^|,)\s*bearer(?=\s|,|$)", text, re.IGNORECASE)
            seen = "a challenge of the scheme Bearer" if found else "no challenge of the scheme Bearer"
            assert seen == "a challenge of the scheme Bearer", "A 401 has to say which credentials to send."
    assert client.get("/house", headers=bearer(token)).status_code == 200


def test_other_headers_open_nothing(client):
    """No other header replaces a token.

    Row: token
    Source: RFC 9110 §15.5.2
    Hint: 2
    Step: 12_401_403_404#where-the-guard-stands
    """
    token = new_token(client)
    disguises = (
        {"Origin": BOARD},
        {"Origin": BOARD, "Access-Control-Request-Method": "PUT"},
        {"X-HTTP-Method-Override": "OPTIONS", "X-Requested-With": "XMLHttpRequest"},
        {"Origin": BOARD, "Referer": f"{BOARD}/", "Access-Control-Request-Headers": "authorization"},
    )
    plain = [answer.status_code for _method, answer in protected(client, {})]
    for headers in disguises:
        for before, (_method, answer) in zip(plain, protected(client, headers), strict=True):
            opened = before == 401 and answer.status_code < 300
            assert answer.status_code == 401, NO_TOKEN if opened else ""
    assert client.get("/house", headers=bearer(token)).status_code == 200


def test_refused_changes_nothing(client):
    """A request without a good token, or with content that is not JSON, changes nothing.

    Row: token, type
    Source: RFC 9110 §15.5.2, RFC 9110 §15.5.16
    Hint: 3
    Step: 12_401_403_404#where-the-guard-stands
    """
    token = new_token(client)
    answers = [answer for headers in bad_headers(client, token) for _, answer in protected(client, headers)]
    answers += set_with_other_types(client, token)
    assert house(client, token) == {"degrees": 21, "alarm": "ringing"}, (
        "The request was refused, but the house has still changed. Refuse first, act afterwards."
        if all(answer.status_code >= 400 for answer in answers)
        else "A request that is to be refused has changed the house."
    )
    client.put("/house/degrees", json={"degrees": 4}, headers=bearer(token))
    assert house(client, token)["degrees"] == 4, "What is not refused does change the house."


def test_other_types_are_unsupported(client):
    """Content whose Content-Type is not JSON is answered 415 Unsupported Media Type.

    Row: type
    Source: RFC 9110 §15.5.16
    Hint: 3
    Step: 09_reading_the_body#what-counts-as-json
    """
    token = new_token(client)
    for answer in set_with_other_types(client, token):
        assert answer.status_code == 415
    degrees = client.number(5, 90)
    assert client.put("/house/degrees", json={"degrees": degrees}, headers=bearer(token)).status_code == 200


def test_unknown_address(client):
    """An address that does not exist is answered 404 Not Found, with or without a token.

    Row: unknown
    Source: RFC 9110 §15.5.5
    Hint: 2
    Step: 12_401_403_404#where-the-guard-stands
    """
    token = new_token(client)
    paths = ("/", "/" + client.unseen("attic"), "/house/" + client.unseen("roof"), "/house/silence/now")
    for path in paths:
        for headers in ({}, bearer(token), bearer(token + "x")):
            for method in ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"):
                for options in contents():
                    answer = client.open(path, method=method, headers=headers, **options)
                    assert answer.status_code == 404
    assert client.get("/house", headers=bearer(token)).status_code == 200


def test_wrong_method(client):
    """A method that the address does not take is answered 405 Method Not Allowed, with or without a token.

    Row: method
    Source: RFC 9110 §15.5.6
    Hint: 2
    Step: 04_what_flask_says#router-says-405
    """
    token = new_token(client)
    for path, method in WRONG_METHODS:
        right = dict(ADDRESSES)[path]
        for headers in ({}, bearer(token), bearer(token + "x")):
            for options in contents():
                answer = client.open(path, method=method, headers=headers, **options)
                assert answer.status_code == 405, (
                    f"No token and no content would help: nobody can use {method} here. 405 says so at once, "
                    "and says what can be used instead."
                )
                seen = right if right in answer.allow else f"Allow without {right}"
                assert seen == right, "With 405 comes Allow. It names the methods that the address does take."


def test_refusal_is_json(client):
    """A 401 and a 415 are explained in a JSON object with a message in error.

    Row: text
    Source: RFC 9110 §15.5
    Hint: 3
    Step: 09_reading_the_body#name-what-you-take
    """
    token = new_token(client)
    answers = [answer for method, answer in protected(client, {"Origin": BOARD}) if method != "HEAD"]
    typed = list(set_with_other_types(client, token))
    for answer in answers:
        assert answer.status_code in (401, 415), "It comes without a good token, and is to be refused."
    for answer in typed:
        assert answer.status_code in (401, 415), "It is not labelled as JSON, and is to be refused."
    for answer in (*answers, *typed):
        text = json_object(answer)["error"]
        kind = "a text" if isinstance(text, str) and text.strip() else "no text"
        assert kind == "a text", "error is read by a person, so it is a text with something in it."
