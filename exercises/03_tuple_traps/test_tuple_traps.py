"""Checks of 03_tuple_traps."""

METERS = range(1, 61)
JAMMED = (4, 19, 33)


#: What the meter makes of another code than 409; the general table knows the rest.
WHY_409 = {
    200: "At 200 the meter counts a coin that fell into a jammed slot. 409 says: the request is right, but "
    "the meter cannot take it until the slot is clear.",
    404: "At 404 there is no such meter, and nobody looks for it. 409 says: the request is right, but the "
    "meter cannot take it until the slot is clear.",
}


def coin(client, number):
    """Push a coin into a meter."""
    return client.post(f"/meters/{number}/coin")


def working_meter(client):
    """Return the number of a meter that works."""
    working = [number for number in METERS if number not in JAMMED]
    return working[client.number(0, len(working) - 1)]


def unknown_meter(client):
    """Return a number that no meter has."""
    return client.number(61, 10**6)


def json_object(answer):
    """Return the JSON object in the body."""
    body = answer.json
    kind = "a JSON object" if isinstance(body, dict) else "JSON, but no object"
    assert kind == "a JSON object", (
        "The meter looks for a field by its name, and only an object has names. Whatever stands in a list or "
        "inside the parentheses of jsonify becomes body, the code too."
    )
    return body


def test_coin(client):
    """A coin in a meter that works is answered 200 OK, with the meter and its minutes.

    Row: coin
    Source: RFC 9110 §15.3.1
    Hint: 2
    Step: 03_in_flask#body-code-headers
    """
    chosen = working_meter(client)
    for number in (chosen, 1, 60, chosen):
        answer = coin(client, number)
        assert answer.status_code == 200
        body = json_object(answer)
        assert body["meter"] == number, "The answer names the meter that took the coin, as a number."
        assert body["minutes"] == 12, "A coin buys twelve minutes, as a number that the meter can count down."


def test_coin_meter(client):
    """The answer to a coin names the meter in the header X-Meter.

    Row: own-number
    Source: Flask: About Responses
    Hint: 3
    Step: 03_in_flask#body-code-headers
    """
    chosen = working_meter(client)
    for number in (chosen, 1, 60, chosen):
        headers = coin(client, number).headers
        assert "X-Meter" in headers, "A meter finds its number in the header, and takes no answer without it."
        assert headers["X-Meter"] == str(number), (
            "A meter takes no answer that is marked with another number."
        )


def test_jammed(client):
    """A coin for a jammed meter is answered 409 Conflict.

    Row: jammed
    Source: RFC 9110 §15.5.10
    Hint: 2
    Step: 03_in_flask#not-a-response
    """
    for number in (*JAMMED, *JAMMED):
        answer = coin(client, number)
        assert answer.status_code == 409, WHY_409.get(int(answer.status_code), "")
    assert coin(client, working_meter(client)).status_code == 200


def test_jammed_meter(client):
    """The answer of a jammed meter names the meter in X-Meter as well.

    Row: jammed-number
    Source: Flask: About Responses
    Hint: 3
    Step: 03_in_flask#body-code-headers
    """
    for number in (*JAMMED, working_meter(client)):
        headers = coin(client, number).headers
        assert "X-Meter" in headers, "A meter finds its number in the header, and takes no answer without it."
        assert headers["X-Meter"] == str(number), (
            "A meter takes no answer that is marked with another number."
        )


def test_unknown(client):
    """A coin for a meter that does not exist is answered 404 Not Found.

    Row: unknown
    Source: RFC 9110 §15.5.5
    Hint: 2
    Step: 03_in_flask#not-a-response
    """
    for number in (0, 61, unknown_meter(client)):
        assert coin(client, number).status_code == 404
    assert coin(client, working_meter(client)).status_code == 200


def test_errors(client):
    """Refusals carry a JSON object with a text in error.

    Row: jammed, unknown
    Source: RFC 9110 §15.5
    Hint: 3
    Step: 03_in_flask#jsonify-is-one-way
    """
    for number in (*JAMMED, 0, unknown_meter(client)):
        body = json_object(coin(client, number))
        assert "error" in body, "Whoever reads the answer looks for the reason under this name."
        text = body["error"]
        kind = "a text" if isinstance(text, str) and text.strip() else "no text"
        assert kind == "a text", "error is read by a person, so it is a text with something in it."
    assert "error" not in json_object(coin(client, working_meter(client))), "A good coin is no error."


def test_never_500(client):
    """Every meter number gets an answer that the view chose: 200, 404 or 409.

    Row: always
    Source: RFC 9110 §15.6.1
    Hint: 1
    Step: 03_in_flask#not-a-response
    """
    for number in (*range(65), unknown_meter(client), 10**12):
        assert coin(client, number).status_code in (200, 404, 409)
