"""Checks: an absent parameter has a default, a wrong one is answered 400 and named."""

from __future__ import annotations

from urllib.parse import urlencode

TOTAL = 57
NO_CONTENT = (
    "422 speaks of the content of a request, and this one has none. What is wrong stands in its address."
)


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
    assert kind(body) == "a JSON object", "The answer is one JSON object: `bikes` and the three numbers."
    assert kind(body["bikes"]) == "a JSON list", "`bikes` is a JSON list, also when it is empty."
    return body


def ids(body):
    """Return the ids of the bikes on a page."""
    for bike in body["bikes"]:
        assert kind(bike) == "a JSON object", "Each entry of `bikes` is one bike, as in the stub."
    return [bike["id"] for bike in body["bikes"]]


def good_request_works(client):
    """Assert that a request without a mistake gets its page."""
    assert ids(listed(client, ("page", 2), ("size", 10))) == list(range(11, 21)), (
        "The good request in this check, page 2 of size 10, holds bikes 11 to 20."
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
    assert ids(listed(client)) == list(range(1, 21)), "Nobody asked for a page or a size: bikes 1 to 20."
    size = client.number(5, 50)
    assert ids(listed(client, ("size", size))) == list(range(1, size + 1)), (
        "Only the page is absent, so it is page 1 of the size that was asked for."
    )
    assert ids(listed(client, ("page", 2))) == list(range(21, 41)), (
        "Only the size is absent, so it is the second page of 20 bikes."
    )


def test_every_bike_is_on_one_page(client):
    """Walking through the pages meets every bike once, in order, whatever the size.

    Row: list
    Source: RFC 9110 §15.3.1
    Hint: 2
    """
    for size in (client.number(2, 9), client.number(10, 40), 1, 100):
        pages = -(-TOTAL // size)
        found = []
        for page in range(1, pages + 1) if size > 1 else (1, TOTAL):
            found += ids(listed(client, ("page", page), ("size", size)))
        expected = list(range(1, TOTAL + 1)) if size > 1 else [1, TOTAL]
        assert found == expected, f"These are the bikes on the pages of size {size}, one page after another."


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
        ((("size", size), ("page", 1)), [1, size, TOTAL]),
    ):
        body = listed(client, *pairs)
        assert [body["page"], body["size"], body["total"]] == numbers, (
            "`page`, `size` and `total`, in this order: a client needs them as numbers "
            "to know whether there is a next page."
        )


def test_beyond_the_end_is_an_empty_page(client):
    """A page behind the last bike is 200 with an empty list.

    Row: beyond
    Source: RFC 9110 §15.3.1
    Hint: 3
    Step: 11_state_of_things#empty-is-not-missing
    """
    good_request_works(client)
    for page in (4, client.number(5, 99), client.number(10**9, 9 * 10**9)):
        body = listed(client, ("page", page))
        assert ids(body) == [], "There is no bike so far behind, and the list says so by being empty."
        assert [body["page"], body["total"]] == [page, TOTAL], (
            "`page` and `total`: the client learns from them that it went too far."
        )


def test_text_is_no_number(client):
    """A page or a size that is no whole number is refused with 400.

    Row: not-a-number
    Source: RFC 9110 §15.5.1
    Hint: 2
    """
    good_request_works(client)
    for value in ("abc", client.unseen("undefined"), "1.5", "1e9", "²", "3x"):
        refused(client, ("page", value))
        refused(client, ("size", value))
    refused(client, ("page", "1"), ("size", "abc"))


def test_less_than_one_is_refused(client):
    """A page or a size of 0, or below, is refused with 400.

    Row: too-small
    Source: RFC 9110 §15.5.1
    Hint: 3
    """
    good_request_works(client)
    for value in (0, -1, -client.number(2, 500)):
        refused(client, ("page", value))
        refused(client, ("size", value))
    assert ids(listed(client, ("page", 1), ("size", 1))) == [1], "1 is the smallest of both."


def test_more_than_100_is_refused(client):
    """A size over 100 is refused with 400, and 100 itself is not.

    Row: too-large
    Source: RFC 9110 §15.5.1
    Hint: 3
    """
    assert len(ids(listed(client, ("size", 100)))) == TOTAL, "100 is allowed, and all bikes fit on that page."
    for value in (101, client.number(102, 5_000), 10**9):
        refused(client, ("size", value))


def test_empty_value_is_refused(client):
    """A parameter with nothing behind it is refused with 400; only an absent one has a default.

    Row: empty
    Source: RFC 9110 §15.5.1
    Hint: 1
    """
    good_request_works(client)
    refused(client, ("page", ""))
    refused(client, ("size", ""))
    refused(client, ("page", ""), ("size", 10))


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
        ((("page", 0),), ["page"]),
        ((("size", -5),), ["size"]),
        ((page, ("size", 101)), ["size"]),
        ((("page", ""), size), ["page"]),
        ((page, size, size), ["size"]),
        ((page, size, page), ["page"]),
        ((("page", "x"), ("size", "y")), ["page", "size"]),
    ):
        body = refused(client, *pairs).json
        assert kind(body) == "a JSON object", "A refusal is a JSON object with `error` and `parameter`."
        error = body["error"]
        assert kind(error) == "a text" and error.strip(), "`error` says in words what is wrong."
        assert body["parameter"] in name, (
            "A program repairs the parameter that `parameter` names. It cannot search for it in a sentence."
        )
