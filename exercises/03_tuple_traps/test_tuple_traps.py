"""Checks of 03_tuple_traps."""

METERS = range(1, 61)
JAMMED = (4, 19, 33)
WORKING = tuple(number for number in METERS if number not in JAMMED)


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


def unknown_meter(client):
    """Return a number that no meter has."""
    return client.number(61, 10**6)


def json_object(answer):
    """Return the JSON object in the body."""
    body = answer.json
    kind = "a JSON object" if isinstance(body, dict) else "JSON, but no object"
    assert kind == "a JSON object", (
        "The meter looks for a field by its name, and only an object has names. Whatever is in a list or "
        "inside the parentheses of jsonify becomes body, even the code."
    )
    return body


def kind(value):
    """Name the kind of a JSON value that should be a number."""
    return "a number" if isinstance(value, int | float) and not isinstance(value, bool) else "no number"


def assert_names_its_meter(answer, number):
    """Fail unless X-Meter holds the number, and nothing else."""
    assert "X-Meter" in answer.headers, (
        "A meter finds its number in the header, and takes no answer without it."
    )
    assert answer.headers["X-Meter"] == str(number), "A meter takes no answer whose X-Meter isn't its number."
    meters_named = answer.headers.get_all("X-Meter")
    assert len(meters_named) == 1, "A meter compares one number, so the header is there once."


def test_coin(client):
    """A coin in a meter that works is answered 200 OK, with the meter and its minutes.

    Row: coin
    Source: RFC 9110 §15.3.1
    Hint: 2
    Step: 03_in_flask#body-code-headers
    """
    for number in WORKING:
        answer = coin(client, number)
        assert answer.status_code == 200
        body = json_object(answer)
        assert kind(body["meter"]) == "a number", "A meter compares this field with its own number."
        assert body["meter"] == number, "The answer names the meter that took the coin."
        assert kind(body["minutes"]) == "a number", "A meter counts the minutes down, so they are a number."
        assert body["minutes"] == 12, "A coin buys twelve minutes."


def test_next_coin(client):
    """The next coin in the same meter is answered like the first.

    Row: coin
    Source: RFC 9110 §15.3.1
    Hint: 2
    Step: 03_in_flask#body-code-headers
    """
    for number in (7, 8, *[7] * 9):
        answer = coin(client, number)
        assert answer.status_code == 200
        minutes = json_object(answer)["minutes"]
        assert kind(minutes) == "a number", "A meter counts the minutes down, so they are a number."
        assert minutes == 12, "Every coin buys twelve minutes. The meter adds them up itself."


def test_coin_meter(client):
    """The answer to a coin names the meter in the header X-Meter.

    Row: own-number
    Source: Flask: About Responses
    Hint: 3
    Step: 03_in_flask#body-code-headers
    """
    for number in (*WORKING, 1):
        answer = coin(client, number)
        assert answer.status_code == 200
        assert_names_its_meter(answer, number)


def test_jammed(client):
    """A coin for a jammed meter is answered 409 Conflict, each time.

    Row: jammed
    Source: RFC 9110 §15.5.10
    Hint: 2
    Step: 03_in_flask#not-a-response
    """
    for number in JAMMED * 11:
        answer = coin(client, number)
        assert answer.status_code == 409, WHY_409.get(int(answer.status_code), "")
        assert coin(client, number + 1).status_code == 200


def test_jammed_meter(client):
    """The answer of a jammed meter names the meter in X-Meter as well.

    Row: jammed-number
    Source: Flask: About Responses
    Hint: 3
    Step: 03_in_flask#body-code-headers
    """
    for number in JAMMED:
        answer = coin(client, number)
        assert answer.status_code == 409, WHY_409.get(int(answer.status_code), "")
        assert_names_its_meter(answer, number)


def test_unknown(client):
    """A coin for a meter that does not exist is answered 404 Not Found.

    Row: unknown
    Source: RFC 9110 §15.5.5
    Hint: 2
    Step: 03_in_flask#not-a-response
    """
    for number in (0, 61, 100, 10**12, unknown_meter(client), 61):
        assert coin(client, number).status_code == 404
        assert coin(client, 60).status_code == 200


def test_errors(client):
    """Refusals carry a JSON object with a text in error.

    Row: jammed, unknown
    Source: RFC 9110 §15.5
    Hint: 3
    Step: 03_in_flask#jsonify-is-one-way
    """
    for number in (*JAMMED, 0, 61, unknown_meter(client)):
        answer = coin(client, number)
        if number in JAMMED:
            assert answer.status_code == 409, WHY_409.get(int(answer.status_code), "")
        else:
            assert answer.status_code == 404
        body = json_object(answer)
        assert "error" in body, "The reader of the answer looks for the reason under this name."
        text = body["error"]
        what = "JSON, but no text"
        if isinstance(text, str):
            what = "a text" if text.strip() else "an empty text"
        assert what == "a text", "error is read by a person, so it is a text with something in it."
    assert "error" not in json_object(coin(client, 1)), "A good coin is not an error."


def test_never_500(client):
    """Every meter number gets an answer that the view chose: 200, 404 or 409.

    Row: always
    Source: RFC 9110 §15.6.1
    Hint: 1
    Step: 03_in_flask#not-a-response
    """
    for number in (*range(65), unknown_meter(client), 2**31, 2**63, 10**29):
        assert coin(client, number).status_code in (200, 404, 409)
