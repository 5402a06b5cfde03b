"""Checks: an absent parameter has a default, a wrong one is answered 400 and named."""

from __future__ import annotations

from urllib.parse import urlencode

TOTAL = 57
NO_CONTENT = "422 is about the content of a request, and this one has none. What is wrong is in its address."

#: Texts in which a part at most is a number.
NO_NUMBERS = ("abc", "undefined", "1.5", "-1.5", "1e9", "²", "3x", "x3", "1 2", "1,2", "-", "0x10", " ")


def kind(body):
    """Name the kind of a parsed JSON value."""
    if isinstance(body, dict):
        return "a JSON object"
    if isinstance(body, list):
        return "a JSON list"
    return "a text" if isinstance(body, str) else "a single JSON value"


def address(*pairs):
    """Return the address of the list with a query string of these pairs."""
    return f"/bikes?{urlencode(pairs)}" if pairs else "/bikes"


def listed(client, *pairs):
    """Return the object that a good request is answered with."""
    answer = client.get(address(*pairs))
    assert answer.status_code == 200
    body = answer.json
    assert kind(body) == "a JSON object", (
        "The answer has to be one JSON object: `bikes` and the three numbers."
    )
    assert kind(body["bikes"]) == "a JSON list", "`bikes` has to be a JSON list, even when it is empty."
    return body


def ids(body):
    """Return the ids of the bikes on a page."""
    for bike in body["bikes"]:
        assert kind(bike) == "a JSON object", "Each entry of `bikes` is one bike, as in the stub."
    return [bike["id"] for bike in body["bikes"]]


def says(body, page, size, total, why):
    """Assert that a page says its number, its size and how many bikes there are."""
    told = {name: body[name] for name in ("page", "size", "total")}
    assert told == {"page": page, "size": size, "total": total}, why


def good_request_works(client):
    """Assert that a request without a mistake gets its page."""
    assert ids(listed(client, ("page", 2), ("size", 10))) == list(range(11, 21)), (
        "The good request in this check, page 2 of size 10, has to hold bikes 11 to 20."
    )


def refused(client, *pairs):
    """Assert that a query string is refused, and return the answer."""
    answer = client.get(address(*pairs))
    unprocessable = int(answer.status_code) == 422
    assert answer.status_code == 400, NO_CONTENT if unprocessable else ""
    return answer


def test_absent_parameters_have_defaults(client):
    """Without a page it is page 1, without a size there are 20 bikes on it.

    Row: defaults
    Source: RFC 9110 §15.3.1
    Hint: 1
    """
    assert ids(listed(client)) == list(range(1, 21)), (
        "Nobody asked for a page or a size: it has to be bikes 1 to 20."
    )
    for size in (5, 30, client.number(5, 50)):
        assert ids(listed(client, ("size", size))) == list(range(1, size + 1)), (
            "Only the page is absent, so it has to be page 1 of the size that was asked for."
        )
    assert ids(listed(client, ("page", 2))) == list(range(21, 41)), (
        "Only the size is absent, so it has to be the second page of 20 bikes."
    )


def test_every_bike_is_on_one_page(client):
    """Walking through the pages meets every bike once, in order, whatever the size.

    Row: list
    Source: RFC 9110 §15.3.1
    Hint: 2
    """
    for size in (7, 10, 19, 20, 56, 57, 58, 99, 100, client.number(5, 50)):
        found = []
        for page in range(1, -(-TOTAL // size) + 1):
            found += ids(listed(client, ("page", page), ("size", size)))
        assert found == list(range(1, TOTAL + 1)), (
            f"These bikes have to be on the pages of size {size}, one page after another."
        )
    ends = [ids(listed(client, ("page", page), ("size", 1))) for page in (1, 2, TOTAL)]
    assert ends == [[1], [2], [TOTAL]], "These have to be the pages 1, 2 and 57 of size 1."


def test_page_says_where_it_is(client):
    """A page says its number, its size and how many bikes there are in all.

    Row: list, defaults
    Source: RFC 9110 §15.3.1
    Hint: 2
    """
    page, size = client.number(2, 4), client.number(7, 14)
    for pairs, numbers in (
        ((), [1, 20, TOTAL]),
        ((("page", page), ("size", size)), [page, size, TOTAL]),
        ((("page", 3), ("size", 10)), [3, 10, TOTAL]),
        ((("page", 2), ("size", 50)), [2, 50, TOTAL]),
        ((("size", size), ("page", 1)), [1, size, TOTAL]),
    ):
        body = listed(client, *pairs)
        says(body, *numbers, "A client needs them as numbers to know whether there is a next page.")


def test_beyond_the_end_is_an_empty_page(client):
    """A page beyond the last bike is 200 with an empty list.

    Row: beyond
    Source: RFC 9110 §15.3.1
    Hint: 3
    Step: 11_state_of_things#empty-is-not-missing
    """
    good_request_works(client)
    for page, size in (
        (4, 20),
        (4, 19),
        (2, 57),
        (2, 100),
        (58, 1),
        (client.number(59, 999), 1),
        (1_001, 20),
        (10**9, 20),
        (10**20, 100),
        (10**30 - 1, 7),
    ):
        body = listed(client, ("page", page), ("size", size))
        assert ids(body) == [], "There are not that many bikes, and the list has to say so by being empty."
        says(body, page, size, TOTAL, "The client learns from them that it went too far.")


def test_text_is_no_number(client):
    """A page or a size that is not a whole number is refused with 400.

    Row: not-a-number
    Source: RFC 9110 §15.5.1
    Hint: 2
    """
    good_request_works(client)
    for value in NO_NUMBERS:
        refused(client, ("page", value))
        refused(client, ("size", value))
    for value in ("abc", "1.5", client.unseen("undefined")):
        refused(client, ("page", "1"), ("size", value))
        refused(client, ("page", value), ("size", "20"))


def test_less_than_one_is_refused(client):
    """A page or a size of 0, or below, is refused with 400.

    Row: too-small
    Source: RFC 9110 §15.5.1
    Hint: 3
    """
    good_request_works(client)
    for value in (0, -1, -3, -57, -client.number(2, 500), -(10**20)):
        refused(client, ("page", value))
        refused(client, ("size", value))
    refused(client, ("page", 0), ("size", 10))
    refused(client, ("page", 2), ("size", 0))
    assert ids(listed(client, ("page", 1), ("size", 1))) == [1], "1 is the smallest of both."


def test_more_than_100_is_refused(client):
    """A size over 100 is refused with 400, and 100 itself is not.

    Row: too-large
    Source: RFC 9110 §15.5.1
    Hint: 3
    """
    assert len(ids(listed(client, ("size", 100)))) == TOTAL, "100 is allowed, and all bikes fit on that page."
    for value in (101, client.number(102, 5_000), 1_000, 10**9, 10**20):
        refused(client, ("size", value))
    refused(client, ("page", 2), ("size", 101))


def test_empty_value_is_refused(client):
    """A parameter with nothing after it is refused with 400; only an absent one has a default.

    Row: empty
    Source: RFC 9110 §15.5.1
    Hint: 1
    """
    good_request_works(client)
    refused(client, ("page", ""))
    refused(client, ("size", ""))
    refused(client, ("page", ""), ("size", 10))
    refused(client, ("page", 2), ("size", ""))
    refused(client, ("page", ""), ("size", ""))


def test_repeated_parameter_is_refused(client):
    """A parameter that comes more than once is refused with 400.

    Row: repeated
    Source: RFC 9110 §15.5.1
    Hint: 1
    """
    good_request_works(client)
    refused(client, ("page", 1), ("page", 2))
    refused(client, ("size", 10), ("size", 20))
    refused(client, ("page", 2), ("size", 10), ("page", 2))
    refused(client, ("size", 20), ("page", 1), ("size", 20))
    refused(client, ("page", 1), ("page", 1), ("page", 1))
    refused(client, ("page", ""), ("page", 1))
    refused(client, ("size", 10), ("size", ""))


def test_refusal_names_the_parameter(client):
    """A refusal says in JSON what is wrong, and names the parameter at fault.

    Row: named
    Source: RFC 9110 §15.5
    Hint: 3
    Step: 10_shape_and_meaning#one-entry-per-field
    """
    good_request_works(client)
    page, size = ("page", client.number(1, 3)), ("size", client.number(1, 100))
    for pairs, name in (
        ((("page", "abc"), size), ["page"]),
        ((page, ("size", "abc")), ["size"]),
        ((("page", "1.5"),), ["page"]),
        ((("size", "3x"),), ["size"]),
        ((("page", 0),), ["page"]),
        ((("page", -1), size), ["page"]),
        ((page, ("size", 0)), ["size"]),
        ((("size", -5),), ["size"]),
        ((page, ("size", 101)), ["size"]),
        ((("page", ""), size), ["page"]),
        ((page, ("size", "")), ["size"]),
        ((page, size, size), ["size"]),
        ((page, size, page), ["page"]),
        ((("page", "x"), ("size", "y")), ["page", "size"]),
    ):
        body = refused(client, *pairs).json
        assert kind(body) == "a JSON object", (
            "A refusal has to be a JSON object with `error` and `parameter`."
        )
        error = body["error"]
        assert kind(error) == "a text", "`error` has to say in words what is wrong."
        seen = "a text with words" if error.strip() else "an empty text"
        assert seen == "a text with words", "`error` has to say in words what is wrong."
        assert body["parameter"] in name, (
            "A program repairs the parameter that `parameter` names. It cannot search for it in a sentence."
        )
