"""Checks: the label, the size and the syntax of a body each have a code, and every refusal is JSON."""

from __future__ import annotations

import json

LIMIT = 2_000
JSON_TYPE = "application/json"


def new_reading(client):
    """Return a reading that the learner has not seen."""
    return {"sensor": client.unseen("weir"), "value": client.number(1, 900) / 4}


def send(client, body, content_type=JSON_TYPE):
    """Post a body as it is, labelled with a media type or with none."""
    return client.post("/ingest", data=body, content_type=content_type)


def accepted(client, reading, content_type=JSON_TYPE):
    """Send a reading and assert that it was taken."""
    answer = send(client, json.dumps(reading), content_type)
    if answer.status_code == 415:
        assert answer.status_code == 200, f"The label is {content_type}. That says JSON, and so is the body."
    assert answer.status_code == 200
    assert answer.json == reading, "The answer has to be the reading, as the sensor sent it."


def told_why(answer):
    """Assert that a refusal says in JSON what is wrong."""
    body = answer.json
    kind = "a JSON object" if isinstance(body, dict) else "JSON, but no object"
    assert kind == "a JSON object", "The sensor looks for a field `error`, and only an object has fields."
    text = body["error"]
    kind = "JSON, but no text"
    if isinstance(text, str):
        kind = "a text" if text.strip() else "an empty text"
    assert kind == "a text", "`error` goes onto a display: it has to be a string with words in it."


def same_gate(client, body, code):
    """Assert that a body gets the same code when its label ends in +json.

    An app that does not read this label at all fails another check, and says 415 here.
    """
    answer = send(client, body, "application/geo+json")
    if answer.status_code != 415:
        assert answer.status_code == code, (
            "A label that ends in +json says JSON: the gates behind it are the same."
        )
        told_why(answer)


def only_accepted(client, expected):
    """Assert that the list holds these readings and no other."""
    answer = client.get("/readings")
    assert answer.status_code == 200
    assert answer.json == expected, (
        "The list has to hold each accepted reading, as often as it came and in that order, and no "
        "refused one."
    )


def of_size(size):
    """Return a reading of exactly so many bytes of JSON."""
    empty = json.dumps({"sensor": "", "value": 1})
    return {"sensor": "s" * (size - len(empty)), "value": 1}


def test_reading_is_accepted(client):
    """A reading labelled application/json is answered 200 with the reading.

    Row: reading
    Source: RFC 9110 §15.3.1
    Hint: 3
    Step: 09_reading_the_body#what-counts-as-json
    """
    for _ in range(3):
        accepted(client, new_reading(client))


def test_reading_comes_back_as_it_was_sent(client):
    """A reading comes back and is stored as it was sent, whatever its name and its value.

    Row: reading, list
    Source: RFC 9110 §15.3.1
    Hint: 3
    Step: 09_reading_the_body#what-counts-as-json
    """
    expected = []
    for name in client.texts("blank", "quoted", "markup", "address", "letters", "case", "words"):
        expected.append({"sensor": name, "value": 1.5})
        accepted(client, expected[-1])
    for value in client.numbers("zero", "negative", "fraction", "large"):
        expected.append({"sensor": "weir", "value": value})
        accepted(client, expected[-1])
    answer = client.get("/readings")
    assert answer.status_code == 200
    assert answer.json == expected, "The list has to hold each reading as the sensor sent it, in order."


def test_parameters_and_case_do_not_matter(client):
    """A label that says JSON in upper case, or with parameters, is JSON.

    Row: reading
    Source: RFC 9110 §8.3.1
    Hint: 3
    Step: 09_reading_the_body#what-counts-as-json
    """
    for label in (
        "application/json; charset=utf-8",
        "application/json;charset=UTF-8",
        "APPLICATION/JSON",
        "Application/Json; Charset=UTF-8",
        'application/json; profile="river"',
    ):
        accepted(client, new_reading(client), label)


def test_types_made_of_json_are_accepted(client):
    """A label that ends in +json is JSON.

    Row: reading
    Source: RFC 6839 §3.1
    Hint: 3
    Step: 09_reading_the_body#what-counts-as-json
    """
    word = f"river{client.number(1, 99)}"
    for label in (
        f"application/vnd.{word}+json",
        f"Application/Vnd.{word}+JSON; v=1",
        "application/geo+json",
    ):
        accepted(client, new_reading(client), label)


def test_other_media_types_are_unsupported(client):
    """Any other label is answered 415 with a JSON error, even around good JSON.

    Row: other-type
    Source: RFC 9110 §15.5.16
    Hint: 2
    Step: 09_reading_the_body#name-what-you-take
    """
    body = json.dumps(new_reading(client))
    for label in (
        "text/plain",
        "application/x-www-form-urlencoded",
        "text/json",
        "application/jsonp",
        "application/json-seq",
        "application/jsonlines; charset=utf-8",
        "application/x-json",
        "application/json+xml",
        "application/geo+json-seq",
        "text/geo+json",
        "model/gltf+json",
        f"application/vnd.river{client.number(1, 99)}",
    ):
        answer = send(client, body, label)
        assert answer.status_code == 415
        told_why(answer)
    answer = send(client, "the water is high", "text/plain")
    assert answer.status_code == 415, (
        "The label is the first gate: whether the body is JSON is asked behind it."
    )
    told_why(answer)
    accepted(client, new_reading(client))


def test_missing_media_type_is_unsupported(client):
    """A body without a label is answered 415 with a JSON error.

    Row: no-type
    Source: RFC 9110 §8.3
    Hint: 2
    Step: 09_reading_the_body#name-what-you-take
    """
    for _ in range(2):
        answer = send(client, json.dumps(new_reading(client)), None)
        assert answer.status_code == 415, (
            "Nothing said that these bytes are JSON. An app that guesses it teaches the sender to leave the "
            "label out."
            if answer.status_code < 300
            else "The label is missing, so a label is what the technician has to set."
        )
        told_why(answer)
    accepted(client, new_reading(client))


def test_broken_json_is_a_bad_request(client):
    """A body that is labelled as JSON but is not JSON is answered 400 with a JSON error.

    Row: broken
    Source: RFC 9110 §15.5.1
    Hint: 2
    Step: 09_reading_the_body#syntax-is-400
    """
    name = client.unseen("weir")
    for body in (
        "the water is high",
        f'{{"sensor": "{name}", "value": ',
        f"{{'sensor': '{name}', 'value': 3}}",
        f'{{"sensor": "{name}", "value": 3,}}',
        f'{{"sensor": "{name}", "value": 3}} and more',
        f'{{"sensor": "{name}", "value": 03}}',
        f'{{sensor: "{name}", "value": 3}}',
        f'{{"sensor": "{name}", "value": 3}} // weir',
        " ",
    ):
        answer = send(client, body.encode())
        assert answer.status_code == 400
        told_why(answer)
    same_gate(client, f'{{"sensor": "{name}", "value": ', 400)
    accepted(client, new_reading(client))


def test_empty_body_is_a_bad_request(client):
    """An empty body that is labelled as JSON is answered 400 with a JSON error.

    Row: empty
    Source: RFC 9110 §15.5.1
    Hint: 1
    Step: 09_reading_the_body#syntax-is-400
    """
    for _ in range(2):
        answer = send(client, b"")
        assert answer.status_code == 400, (
            "The label is right, but the body is empty, and empty text is not JSON."
        )
        told_why(answer)
    same_gate(client, b"", 400)
    accepted(client, new_reading(client))


def test_bytes_that_are_not_utf_8_are_a_bad_request(client):
    """A body with bytes that are not UTF-8 is answered 400 with a JSON error.

    Row: broken
    Source: RFC 8259 §8.1
    Hint: 2
    Step: 09_reading_the_body#syntax-is-400
    """
    for wrong in (b"\xff", b"\xc3", b"\xe2\x82", b"\xc0\xaf"):
        answer = send(client, b'{"sensor": "weir' + wrong + b'", "value": 3}')
        assert answer.status_code == 400, (
            "These bytes are not text. An app that replaces them stores a name that no sensor has."
            if answer.status_code < 300 and "weir" in answer.text
            else "These bytes are not text, and what is not text is not JSON."
        )
        told_why(answer)
    accepted(client, new_reading(client))


def test_too_large_body_is_refused(client):
    """More than 2,000 bytes are answered 413 with a JSON error; 2,000 are not too many.

    Row: large, reading
    Source: RFC 9110 §15.5.14
    Hint: 3
    Step: 09_reading_the_body#length-and-limit
    """
    answer = send(client, json.dumps(of_size(LIMIT)))
    assert answer.status_code == 200, "This body has exactly 2,000 bytes. That is not more than 2,000."
    for size in (LIMIT + 1, LIMIT + client.number(2, 5000)):
        answer = send(client, json.dumps(of_size(size)))
        assert answer.status_code == 413
        told_why(answer)
    in_bytes = {"sensor": "水" * 600 + "s" * (LIMIT - 1_800 - 27), "value": 1}
    body = json.dumps(in_bytes, ensure_ascii=False).encode()
    answer = send(client, body)
    assert answer.status_code == 200, f"This body has {len(body):,} bytes. That is not more than 2,000."
    answer = send(client, json.dumps({"sensor": "水" * 900, "value": 1}, ensure_ascii=False).encode())
    assert answer.status_code == 413, "The limit is 2,000 bytes. A character outside ASCII is more than one."
    told_why(answer)
    answer = send(client, "{" + "x" * LIMIT)
    assert answer.status_code == 413, (
        "An app that reads more than 2,000 bytes to find a syntax error has no limit."
    )
    same_gate(client, json.dumps(of_size(LIMIT + 1)), 413)
    accepted(client, new_reading(client))


def test_refused_readings_are_not_stored(client):
    """GET /readings lists what was accepted, in order, and nothing else.

    Row: list, reading
    Source: RFC 9110 §9.3.1
    Hint: 3
    Step: 09_reading_the_body#silent-and-force
    """
    expected = []
    first = client.get("/readings")
    assert first.status_code == 200
    assert first.json == expected, "Nothing was sent yet, so the list is empty."
    same = new_reading(client)
    for reading in (same, same, new_reading(client), same, {"sensor": same["sensor"], "value": -1}):
        accepted(client, reading)
        expected.append(reading)
        send(client, json.dumps(new_reading(client)), "text/plain")
        send(client, json.dumps(new_reading(client)), None)
        send(client, b'{"sensor": "weir\xff", "value": 3}')
        send(client, b"")
        send(client, b"the water is high")
        send(client, json.dumps(of_size(LIMIT + 100)))
        only_accepted(client, expected)
    other = new_reading(client)
    if send(client, json.dumps(other), "application/geo+json").status_code == 200:
        expected.append(other)
    only_accepted(client, expected)
