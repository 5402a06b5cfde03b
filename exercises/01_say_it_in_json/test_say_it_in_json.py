"""Checks of 01_say_it_in_json."""

import json

FIELDS = ("station", "celsius", "humidity", "raining", "gust_kmh")

WHY = {
    "no JSON": "A JSON parser stops at this body. JSON puts names and texts in double quotation marks, and "
    "says true, false and null; True, False and None are Python's words.",
    "a JSON text": "The whole reading is one long text, packed into quotation marks: it was a text before it "
    "became JSON. A client finds no field in it.",
    "a JSON list": "The reading is one thing, so it is one object. A client that looks for a field in a list "
    "finds none.",
}


def kind_of(text):
    """Say what a JSON parser finds in a text."""
    try:
        value = json.loads(text)
    except ValueError:
        return "no JSON"
    kinds = {dict: "a JSON object", list: "a JSON list", str: "a JSON text"}
    return kinds.get(type(value), "a JSON value")


def reading_in(answer):
    """Return the reading in the body, whatever its label."""
    assert answer.status_code < 300, "The board reads a reading only where the code says that there is one."
    kind = kind_of(answer.text)
    assert kind == "a JSON object", WHY.get(kind, "A client finds no field in a bare value.")
    reading = json.loads(answer.text)
    for name in FIELDS:
        assert name in reading, "The board looks for every field of a reading by its name."
    return reading


def what_breaks(answer):
    """Say what the name of a station has done to a body that a JSON parser cannot read."""
    try:
        answer.data.decode()
    except UnicodeDecodeError:
        return (
            "The bytes of this name are not UTF-8, and JSON is sent in nothing else, whatever the label says."
        )
    return (
        "The name of this station breaks the body. Inside a JSON string some characters are written with a "
        "backslash before them, such as a quotation mark; whatever writes JSON for you knows which."
    )


def named_as_asked(client, station):
    """Ask for the reading of a station and assert that it comes under this name."""
    answer = client.get("/reading", query_string={"station": station})
    assert answer.status_code == 200
    assert kind_of(answer.text) == "a JSON object", what_breaks(answer)
    named = reading_in(answer)["station"]
    assert named != "Harbour", "The request named another station, but this reading is Harbour's."
    assert {"station": named} == {"station": station}, (
        "The board asks for many stations and files each reading under the name it gets back."
    )


def test_reading_is_answered_200(client):
    """A reading that the station can give is answered 200 OK.

    Row: reading
    Source: RFC 9110 §15.3.1
    Hint: 1
    Step: 01_one_number#the-status-line
    """
    for _ in range(2):
        answer = client.get("/reading")
        assert answer.status_code == 200
        assert "Harbour" in answer.text, (
            "200 promises the reading: that of Harbour, when no station is named."
        )


def test_label_is_json(client):
    """The answer says in Content-Type that its body is JSON.

    Row: label
    Source: RFC 9110 §8.3
    Hint: 2
    Step: 01_one_number#what-kind-of-body
    """
    for path in ("/reading", "/reading?station=Pier"):
        answer = client.get(path)
        assert answer.status_code < 300, "Without a reading there is nothing to label."
        assert answer.mimetype == "application/json", (
            "A client picks its parser by Content-Type. Whatever is in the body: labelled as a page, it is "
            "shown as a page."
            if answer.mimetype == "text/html"
            else "Content-Type isn't application/json. The board runs its JSON parser for this registered "
            "type, and for no other."
        )


def test_body_is_one_object(client):
    """The body is one JSON object that any JSON parser can read.

    Row: object
    Source: Flask: APIs with JSON
    Hint: 2
    Step: 01_one_number#what-kind-of-body
    """
    for _ in range(2):
        reading = reading_in(client.get("/reading"))
        assert reading["station"] == "Harbour", (
            "Without a station in the query the reading is that of Harbour."
        )


def test_values_keep_their_types(client):
    """Numbers arrive as numbers, false as false, and a missing gust as null.

    Row: values
    Source: Flask: APIs with JSON
    Hint: 3
    Step: 01_one_number#what-kind-of-body
    """
    reading = reading_in(client.get("/reading"))
    for name, measured in (("celsius", 3.5), ("humidity", 81)):
        assert reading[name] == measured, (
            "The board calculates with it, and a string is not a number."
            if isinstance(reading[name], str)
            else "The board calculates with the number that the sensor gave."
        )
    assert reading["raining"] is False, (
        "raining is true or false. A string is not empty, whatever it says: a client that tests it sees rain."
        if isinstance(reading["raining"], str)
        else "raining is true or false, and the sensor says false."
    )
    assert reading["gust_kmh"] is None, (
        "The gust sensor is frozen: null says that there is no value. Anything else would be one."
    )


def test_station_name_survives(client):
    """The station comes back as it was asked for, whatever is in its name.

    Row: station
    Source: Flask: APIs with JSON
    Hint: 3
    Step: 01_one_number#what-kind-of-body
    """
    reading_in(client.get("/reading"))
    plain = client.unseen("Pier")
    quoted = f'{client.unseen("Buoy")} "North"'
    owned = f"{client.unseen('Skipper')}'s mast"
    for station in (
        plain,
        quoted,
        owned,
        plain,
        "null",
        "false",
        "0",
        "harbour",
        "x\\qy",
        "Pier " * 60 + "7",
    ):
        named_as_asked(client, station)
    for station in client.texts("blank", "quoted", "markup", "address", "letters", "case", "words"):
        named_as_asked(client, station)
    assert reading_in(client.get("/reading"))["station"] == "Harbour", (
        "Without a name the reading is that of Harbour, whatever an earlier request asked for."
    )


def test_head(client):
    """HEAD is answered like GET, with the same code and Content-Type, and without a body.

    Row: head
    Source: RFC 9110 §9.3.2
    Hint: 1
    Step: 01_one_number#the-body-is-separate
    """
    full = client.get("/reading")
    assert full.status_code == 200
    assert full.text != "", "GET sends the reading; only HEAD leaves it out."
    head = client.head("/reading")
    assert head.status_code == 200
    assert head.mimetype == full.mimetype, (
        "HEAD tells a client what GET would send, so both name the same type."
    )
    assert head.text == "", "An answer to HEAD has no body."
