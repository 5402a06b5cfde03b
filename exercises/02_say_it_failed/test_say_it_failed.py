"""Checks of 02_say_it_failed."""

import json
from urllib.parse import quote

BOOKS = {
    "9789990012347": {"title": "Mosses of the Stone Bridge", "shelf": "B4"},
    "0999001248": {"title": "Bread Without Hurry", "shelf": "C1"},
    "099900428X": {"title": "The Ferry Timetable, Explained", "shelf": "A7"},
}


OWNED = "9789990012347"

#: Labels that are almost those of the library's books.
NEARLY_OWNED = (
    "9789990012348",
    "978999001234",
    "97899900123470",
    "999001248",
    "00999001248",
    "0-999-00124-8",
    "099900428x",
    "0999004280",
    "099900428",
    " 0999001248",
    "0999001248 ",
    "-0999001248",
    "0999001248-",
    "０９９９００１２４８",
)

#: Labels that are no ISBN: each is awkward for another way of making an address, JSON or HTML.
NO_ISBN = (
    "0",
    "-1",
    "12345" * 100,
    "Fish & Chips",
    "<b>Mosses",
    'the "bread" book',
    "the bread's crust",
    "back\\slash",
    "{isbn}",
    "%s %d %(isbn)s",
    "50% off; C# + more?",
    "две книги",
    "\U0001f4da",
)


def address(label):
    """Return the address of a label, with everything escaped that an address needs escaped."""
    return f"/books/{quote(label, safe='')}"


def missing_isbn(client):
    """Return 13 digits that the library does not own."""
    return f"978{client.number(10**9, 9 * 10**9)}"


def is_json(text):
    """Tell whether a JSON parser can read a text."""
    try:
        json.loads(text)
    except ValueError:
        return False
    return True


def json_object(answer):
    """Return the JSON object in the body."""
    label = str(answer.mimetype)
    if is_json(answer.text) and not label.endswith("json"):
        assert label in {"application/json"}, (
            "The body is JSON, and Content-Type says that it is something else. A client picks its parser by "
            "Content-Type."
        )
    body = answer.json
    kind = "a JSON object" if isinstance(body, dict) else "JSON, but no object"
    assert kind == "a JSON object", (
        "A client looks for a field by its name, and only an object has names. Whatever is inside the "
        "parentheses of jsonify, or in a list, becomes body."
    )
    return body


def explanation(answer):
    """Return the text that explains a missing book."""
    body = json_object(answer)
    assert "error" in body, "A client looks for the explanation under this name, and under no other."
    text = body["error"]
    kind = "JSON, but no text"
    if isinstance(text, str):
        kind = "a text" if text.strip() else "an empty text"
    assert kind == "a text", "error is read by a person, so it is a text with something in it."
    return text


def test_owned_200(client):
    """A book that the library owns is answered 200 OK, with its data.

    Row: owned
    Source: RFC 9110 §15.3.1
    Hint: 2
    Step: 02_five_families#first-digit
    """
    for isbn, book in BOOKS.items():
        answer = client.get(f"/books/{isbn}")
        assert answer.status_code == 200
        body = json_object(answer)
        for field in ("isbn", "title", "shelf"):
            assert field in body, "200 promises the book: a client looks for its fields by name."
        assert body["isbn"] == isbn, "An ISBN is a label: it keeps its leading zero and its X."
        assert body["title"] == book["title"], "200 promises the book that was asked for."
        assert body["shelf"] == book["shelf"], "200 promises the book that was asked for."


def test_missing_404(client):
    """A book that the library does not own is answered 404 Not Found.

    Row: missing
    Source: RFC 9110 §15.5.5
    Hint: 1
    Step: 02_five_families#who-must-act
    """
    for _ in range(2):
        assert client.get(f"/books/{missing_isbn(client)}").status_code == 404
    assert client.get(f"/books/{OWNED}").status_code == 200


def test_nearly_owned_404(client):
    """An ISBN that is almost that of an owned book is a missing book: 404 Not Found.

    Row: missing
    Source: RFC 9110 §15.5.5
    Hint: 2
    Step: 02_five_families#who-must-act
    """
    for isbn in BOOKS:
        assert client.get(address(isbn)).status_code == 200
    for label in NEARLY_OWNED:
        assert client.get(address(label)).status_code == 404, (
            "The library knows a book only by its exact label, and this label is different."
        )


def test_explained(client):
    """The answer for a missing book is a JSON object with a text in error.

    Row: explained
    Source: RFC 9110 §15.5
    Hint: 2
    Step: 01_one_number#what-kind-of-body
    """
    assert client.get(f"/books/{OWNED}").status_code == 200
    explanation(client.get(f"/books/{missing_isbn(client)}"))


def test_names_isbn(client):
    """The text says which ISBN is missing.

    Row: explained
    Source: RFC 9110 §15.5
    Hint: 3
    Step: 02_five_families#who-must-act
    """
    assert client.get(f"/books/{OWNED}").status_code == 200
    for _ in range(2):
        isbn = missing_isbn(client)
        answer = client.get(f"/books/{isbn}")
        assert isbn in explanation(answer), (
            "A person who works through a list of ISBNs must see from the text which of them is missing."
        )


def test_any_label(client):
    """A label that is not an ISBN is a book that the library does not own: the same 404, the same JSON.

    Row: any-label
    Source: RFC 9110 §15.5.5
    Hint: 3
    Step: 02_five_families#who-must-act
    """
    assert client.get(f"/books/{OWNED}").status_code == 200
    for label in (client.unseen("the bread book "), *NO_ISBN):
        answer = client.get(address(label))
        assert answer.status_code == 404
        assert label in explanation(answer), "The text repeats the label as it was sent."


def test_repeated(client):
    """Asking again, in any order, gives the same code again.

    Row: repeated
    Source: RFC 9110 §9.2.1
    Hint: 3
    Step: 02_five_families#try-again
    """
    missing = missing_isbn(client)
    labels = [missing, OWNED, missing, *BOOKS, "123", OWNED, "123"]
    asked = set()
    for label in (*labels, *reversed(labels)):
        answer = client.get(address(label))
        if label in BOOKS and label in asked:
            assert answer.status_code == 200, (
                "Looking a book up must not take it out of the catalogue: it was there, and it still is."
            )
        elif label in asked:
            assert answer.status_code == 404, (
                "Looking a book up must not put it into the catalogue: it was missing, and it still is."
                if answer.status_code == 200
                else "Looking a book up changes nothing: it was missing, and it still is."
            )
        else:
            assert answer.status_code == (200 if label in BOOKS else 404)
        asked.add(label)


def test_head(client):
    """HEAD is answered with the code that GET would get, and without a body.

    Row: head
    Source: RFC 9110 §9.3.2
    Hint: 2
    Step: 01_one_number#the-body-is-separate
    """
    labels = (*BOOKS, missing_isbn(client), "123", "the bread book")
    for label in labels:
        code = 200 if label in BOOKS else 404
        head = client.head(address(label))
        assert head.status_code == code
        assert head.text == "", "An answer to HEAD has no body."
        assert client.get(address(label)).status_code == code
