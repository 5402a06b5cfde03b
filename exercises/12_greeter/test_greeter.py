"""Checks: whatever JSON arrives, its shape is judged; a fault of the app itself stays 500."""

from __future__ import annotations

import json

REFUSED = (400, 422)
NO_OBJECTS = (
    "null",
    "5",
    "0",
    "-1.5",
    "true",
    "false",
    '""',
    '"name"',
    '"my name is"',
    "[]",
    '["name"]',
    "[[]]",
    '[{"name": "Kim"}]',
)
NO_NAMES = ("null", "5", "0", "1.5", "true", "false", "[]", '["name"]', "{}", '{"name": "Kim"}', '""')
NANS = ("NaN", "Infinity", "-Infinity")


def new_name(client):
    """Return a name that the learner has not seen."""
    return client.unseen("Kim")


def send(client, text):
    """Post a JSON text as it is."""
    return client.post("/api/data", data=text, content_type="application/json")


def told_why(answer):
    """Return the text of `error`."""
    body = answer.json
    assert isinstance(body, dict), "The error has to be a JSON object with a field `error`."
    text = body["error"]
    assert isinstance(text, str) and text.strip(), "`error` has to be a string that says what is wrong."
    return text


def greeted(client, name, greeting="Hello, %s!"):
    """Send a good request and assert that the name is greeted."""
    answer = client.post("/api/data", json={"name": name})
    assert answer.status_code == 200
    body = answer.json
    assert isinstance(body, dict), "The answer has to be a JSON object with a field `message`."
    assert body["message"] == greeting % name, (
        "`message` has to be the text of GREETING with the name at its %s."
    )


def refused_because_of_its_shape(client, text, why=""):
    """Send a body of the wrong shape, and return its answer. Say why, if it was taken for a name."""
    answer = send(client, text)
    if why and answer.status_code < 300 and '"message"' in answer.text:
        assert answer.status_code in REFUSED, why
    assert answer.status_code in REFUSED
    if answer.status_code == 422:
        client.remark("422 is right too: it could be read, its content is refused (RFC 9110 §15.5.21).")
    return answer


def not_a_name(text):
    """Say why a JSON text is not the name of somebody."""
    if text == '""':
        return 'A client that sends "" has left the name out, and is greeted as if it had one.'
    return f"{text} is not a string. A client that sends it has made a mistake, and is greeted all the same."


def test_name_is_greeted(client):
    """A name is answered 200 and greeted, whatever its characters.

    Row: greet
    Source: RFC 9110 §15.3.1
    Hint: 2
    """
    unseen = new_name(client)
    for name in (unseen, "name", "0", "null", "100 %", "%s", "{name}", '"', "Zoë 🚋", unseen):
        greeted(client, name)
    for name in client.texts("blank", "quoted", "markup", "address", "letters", "case", "words"):
        if name.strip():
            greeted(client, name)
    greeted(client, unseen * 25)
    answer = client.post("/api/data", json={"lang": "de", "name": unseen, "age": None})
    assert answer.status_code == 200, "Fields that nobody asked for have to be ignored."


def test_missing_name_is_refused(client):
    """An object without a name is answered 400 or 422, and the error says which field it is.

    Row: missing
    Source: RFC 9110 §15.5.1
    Hint: 2
    """
    word = new_name(client)
    for body in ({}, {"message": word}, {"NAME": word}, {"data": {"name": word}}, {"first": "name"}):
        text = told_why(refused_because_of_its_shape(client, json.dumps(body)))
        assert "name" in text.lower(), (
            "A client can repair its request only if `error` says which field is missing."
        )
    greeted(client, word)


def test_name_that_is_no_text_is_refused(client):
    """A name that is empty or not a string is answered 400 or 422, and the error says which field it is.

    Row: wrong-name
    Source: RFC 9110 §15.5.21
    Hint: 2
    Step: 10_shape_and_meaning#every-field-has-a-kind
    """
    for name in (*NO_NAMES, str(client.number(2, 10**6)), f'["{new_name(client)}"]'):
        text = told_why(refused_because_of_its_shape(client, f'{{"name": {name}}}', not_a_name(name)))
        assert "name" in text.lower(), (
            "A client can repair its request only if `error` says which field is wrong."
        )
    for name in client.numbers("zero", "negative", "boolean", "fraction", "large"):
        sent = json.dumps(name)
        told_why(refused_because_of_its_shape(client, f'{{"name": {sent}}}', not_a_name(sent)))
    greeted(client, new_name(client))


def test_body_that_is_no_object_is_refused(client):
    """JSON that is not an object is answered 400 or 422, with a JSON error.

    Row: no-object
    Source: RFC 9110 §15.5.21
    Hint: 1
    """
    unseen = (str(client.number(2, 10**6)), f'"{new_name(client)} name"', f'["{new_name(client)}", "name"]')
    for text in (*NO_OBJECTS, *unseen):
        told_why(refused_because_of_its_shape(client, text))
    for value in client.shapes("null", "scalar", "nested"):
        if not isinstance(value, dict):
            told_why(refused_because_of_its_shape(client, json.dumps(value)))
    greeted(client, new_name(client))


def test_nan_is_refused(client):
    """NaN and the infinities are answered 400 or 422, with a JSON error.

    Row: nan
    Source: RFC 8259 §6
    Hint: 2
    Step: 10_shape_and_meaning#every-field-has-a-kind
    """
    for word in NANS:
        for text in (word, f'{{"name": {word}}}', f"[{word}]"):
            answer = send(client, text)
            assert answer.status_code in REFUSED
            told_why(answer)
    greeted(client, new_name(client))


def test_one_code_for_every_wrong_shape(client):
    """Every wrong shape gets the same code, 400 or 422.

    Row: one-code, missing, wrong-name, no-object
    Source: RFC 9110 §15.5.21
    Hint: 2
    Step: 10_shape_and_meaning#bad-or-unprocessable
    """
    first = int(refused_because_of_its_shape(client, "{}").status_code)
    shapes = (
        *NO_OBJECTS,
        *(f'{{"name": {name}}}' for name in NO_NAMES),
        '{"NAME": "Kim"}',
        '{"a": {"name": "Kim"}}',
    )
    for text in shapes:
        answer = send(client, text)
        assert answer.status_code == first, (
            f"An empty object was answered {first}. This is the same kind of fault, so it has the same code."
        )
    greeted(client, new_name(client))


def test_deep_nesting_is_refused(client):
    """Lists nested too deeply to be read are answered 400, 413 or 422, never 500.

    Row: deep
    Source: RFC 8259 §9
    Hint: 3
    """
    for depth in (1_500, 100_000, 900):
        nested = "[" * depth + "]" * depth
        for text in (nested, f'{{"name": {nested}}}'):
            answer = send(client, text)
            assert answer.status_code in (*REFUSED, 413)
            told_why(answer)
            if answer.status_code == 413:
                client.remark("413 is right too: a limit on the size is a limit on the depth.")
    greeted(client, new_name(client))


def test_greeting_can_be_changed(client):
    """The greeting is the text that GREETING holds now.

    Row: greeting
    Source: Flask: Configuration Handling
    Hint: 3
    """
    name = new_name(client)
    greeted(client, name)
    for _ in range(2):
        greeting = f"{client.unseen('Salut')}, %s."
        client.app.config["GREETING"] = greeting
        greeted(client, name, greeting)
        greeted(client, new_name(client), greeting)


def test_own_fault_stays_500(client):
    """A TypeError or a ValueError inside the app is answered 500, though the request came from a client.

    Row: own-fault
    Source: RFC 9110 §15.6.1
    Hint: 3
    Step: 09_reading_the_body#syntax-is-400
    """
    greeted(client, new_name(client))
    texts = (f"{client.unseen('Hello')}!", "Hello, %d!", "Hello, %s and %s!", "Hello, 100%", "Hello, %y!")
    for broken in (None, *texts, client.number(1, 9)):
        client.app.config["GREETING"] = broken
        answer = client.post("/api/data", json={"name": new_name(client)})
        assert answer.status_code == 500, (
            f"GREETING is {broken!r}, so compose as you got it fails. The request is good, the fault ours. "
            "Only 500 says so, and only 500 wakes somebody up."
        )
    client.app.config["GREETING"] = "Hello again, %s!"
    greeted(client, new_name(client), "Hello again, %s!")
