"""Checks of 04_route_converters."""

from urllib.parse import quote

STOPS = {3: "Mill Gate", 7: "Old Harbour", 12: "Botanical Garden", 108: "Depot"}
#: The methods that no stop has.
REFUSED = ("POST", "PUT", "DELETE")


def json_object(answer):
    """Return the JSON object in the body."""
    body = answer.json
    kind = "a JSON object" if isinstance(body, dict) else "JSON, but no object"
    assert kind == "a JSON object", "A sign looks for a field by its name, and only an object has names."
    return body


def assert_line_works(client):
    """Fail unless a stop of the line is still found."""
    assert client.get("/stops/7").status_code == 200


def test_stop(client):
    """A stop of the line is answered 200 OK, with its name.

    Row: stop
    Source: Flask: Variable Rules
    Hint: 1
    Step: 04_what_flask_says#converters
    """
    for number, name in (*STOPS.items(), (7, "Old Harbour")):
        answer = client.get(f"/stops/{number}")
        assert answer.status_code == 200
        assert json_object(answer)["name"] == name, "A sign shows the name that it gets."


def test_id(client):
    """The id of a stop is a JSON number.

    Row: stop
    Source: Flask: Variable Rules
    Hint: 2
    Step: 04_what_flask_says#converters
    """
    for number in STOPS:
        body = json_object(client.get(f"/stops/{number}"))
        assert "id" in body, "A sign compares the id with its own number, and finds none under this name."
        assert body["id"] == number, (
            "A sign compares the id with its own number, and a string never equals a number."
            if isinstance(body["id"], str)
            else "A sign compares the id with its own number, so it has to be the number in the address."
        )


def test_no_such_stop(client):
    """An id that no stop has is answered 404 Not Found, with a text that names it.

    Row: no-such-stop
    Source: RFC 9110 §15.5.5
    Hint: 3
    Step: 04_what_flask_says#errors-in-html
    """
    for number in (0, 1, 8, 70, 1087, 999_999_999_999_999, client.number(109, 10**6)):
        answer = client.get(f"/stops/{number}")
        assert answer.status_code == 404
        body = json_object(answer)
        assert "error" in body, "The person who put up the sign looks for the explanation under this name."
        text = body["error"]
        kind = "a text" if isinstance(text, str) else "JSON, but no text"
        assert kind == "a text", "error is read by a person, so it is a text."
        assert str(number) in text, "The person who put up the sign must see which id is wrong."
    assert_line_works(client)


def test_words(client):
    """A word where the id belongs is not the address of a stop: 404 Not Found.

    Row: no-id
    Source: RFC 9110 §15.5.5
    Hint: 3
    Step: 04_what_flask_says#converters
    """
    for word in ("depot", client.unseen("stop"), "7a", "a7", "0x7", "²", "inf", "None", "{stop_id}", "<7>"):
        assert client.get(f"/stops/{quote(word)}").status_code == 404
    assert_line_works(client)


def test_near_numbers(client):
    """A number that is not an id, like -1 or 7.0, is not the address of a stop: 404 Not Found.

    Row: no-id
    Source: Flask: Variable Rules
    Hint: 3
    Step: 04_what_flask_says#converters
    """
    for word in ("-1", "-7", "+7", "7.0", "7.5", "12.0", "7e0", "1_2", "7,0", " 7", "7 "):
        assert client.get(f"/stops/{quote(word)}").status_code == 404, (
            "An id is digits and nothing else, so no stop has this address. If 7.0 were "
            "stop 7, one stop would have many addresses."
        )
    assert_line_works(client)


def test_elsewhere(client):
    """An address that belongs to no stop is answered 404 Not Found.

    Row: elsewhere
    Source: RFC 9110 §15.5.5
    Hint: 3
    Step: 04_what_flask_says#router-says-404
    """
    outside = ("/", "/7", "/stops", "/stop/7", "/Stops/7", f"/{quote(client.unseen('line'))}", "/trams/7")
    for path in (*outside, "/stops/7/platform", "/stops/7/7", "/stops/108/platform/2"):
        assert client.get(path).status_code == 404, (
            "Nothing is at this address, and 404 is how a client learns it."
        )
    assert_line_works(client)


def test_method(client):
    """A method that stops do not have is answered 405 Method Not Allowed, with the methods that they have.

    Row: method
    Source: RFC 9110 §15.5.6
    Hint: 3
    Step: 04_what_flask_says#router-says-405
    """
    assert_line_works(client)
    for number in STOPS:
        for method in REFUSED:
            answer = client.open(f"/stops/{number}", method=method)
            assert answer.status_code == 405
            assert "Allow" in answer.headers, (
                "405 says that another method would work. Without Allow a client cannot know which."
            )
            assert "GET" in answer.allow, "405 says that another method would work, and Allow says which."
            promised = ", ".join(sorted(answer.allow & set(REFUSED))) or "none that is refused"
            assert promised == "none that is refused", "Allow promises only methods that work here."
    assert_line_works(client)
