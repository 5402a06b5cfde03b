"""Checks of 33_write_the_tests: the tests run against a right API, its rewrite, and eight faulty ones."""

from __future__ import annotations

from pathlib import Path

from course.grading.checks.public import Submission

META = Path(__file__).resolve().parent / ".meta"
NONSENSE = """
from flask import Flask

app = Flask(__name__)


@app.before_request
def always():
    return {answer}
"""


def app_of(folder, name):
    """Return an app that comes with the exercise."""
    return Submission(META / folder, META / folder / f"{name}.py")


def nonsense():
    """Yield apps that answer everything in one way, whatever is asked."""
    answers = {
        "always_empty_json": "{}, 200",
        "always_error_page": '"<h1>Something broke</h1>", 500',
        "always_not_found": '{"error": "nothing here"}, 404',
    }
    for name, answer in answers.items():
        source = NONSENSE.replace("{answer}", answer).encode()
        yield Submission(META / "given", META / "given" / f"{name}.py", source)


RIGHT = app_of("given", "api")
REWRITE = app_of("given", "rewrite")


def notice(suite, number, name, why):
    """Fail unless a test fails with this faulty API."""
    suite.must_notice(RIGHT, app_of("broken", name), f"faulty API {number}", why)


def note_what_is_missed(suite):
    """Note the bags that a failing test asks for in vain, and that a test before it brought."""
    brought = set()
    for test in suite.run(RIGHT).results:
        asked = [one.exchange for one in test.exchanges if one.exchange.response]
        own = {path_of_new(exchange) for exchange in asked}
        if test.outcome == "failed" and asked and asked[-1].response.status == 404:
            path = asked[-1].request.path
            if asked[-1].request.method == "GET" and path in brought - own:
                suite.note("missed", path=path)
        brought |= own - {""}


def path_of_new(exchange):
    """Return where a new bag is, "" for an exchange that made none."""
    made = exchange.request.method == "POST" and exchange.response.status == 201
    return dict(exchange.response.headers).get("Location", "") if made else ""


def test_right_api_passes(suite):
    """Every test passes with the API of api.py.

    Row: right
    Source: pytest: How to write and report assertions in tests
    Hint: 1
    Step: 19_prove_and_document#ask-like-a-client
    """
    note_what_is_missed(suite)
    suite.must_pass(
        RIGHT,
        "the API of api.py",
        "api.py keeps every promise of the table. A test that fails here is wrong about the API, and people "
        "stop looking at tests that fail without a fault.",
    )


def test_rewrite_passes(suite):
    """Every test passes with a rewrite that keeps the same promises in other words.

    Row: rewrite
    Source: RFC 9110 §10.2.2, RFC 9110 §10.2.1
    Hint: 2
    Step: 19_prove_and_document#not-too-strict
    """
    suite.must_pass(
        REWRITE,
        "the rewrite",
        "The rewrite keeps every promise of the table: its codes, headers and fields are right. What else it "
        "changed (the words of errors, an order, a Location that is a whole URL) nobody was promised.",
        rewritten=RIGHT,
    )


def test_tests_stay_outside(suite):
    """The tests know the API only by its answers.

    Row: outside
    Source: Flask: Testing Flask Applications
    Hint: 2
    Step: 19_prove_and_document#ask-like-a-client
    """
    suite.must_stay_outside(
        RIGHT,
        ("api",),
        "A client sees answers, nothing behind them. A test that looks inside tests api.py and no other app, "
        "so it can notice nothing in the faulty ones.",
    )


def test_every_test_asks(suite):
    """Every test sends at least one request with client.

    Row: asks
    Source: Flask: Testing Flask Applications
    Hint: 1
    Step: 19_prove_and_document#ask-like-a-client
    """
    suite.must_ask(RIGHT, "A test that asks the API nothing learns nothing about it, whatever it asserts.")


def test_every_test_can_fail(suite):
    """Every test fails when the API answers nonsense.

    Row: can-fail
    Source: pytest: How to write and report assertions in tests
    Hint: 1
    Step: 19_prove_and_document#tests-that-cannot-fail
    """
    suite.must_fail_somewhere(
        RIGHT,
        nonsense(),
        "It ran with an API that answers 200 and {} to everything, with one that answers an error page and "
        "500, and with one that answers 404. A test that is content with all three asserts nothing.",
    )


def test_six_tests(suite):
    """The file contains at least six tests.

    Row: six
    Source: pytest: Anatomy of a test
    Hint: 1
    Step: 19_prove_and_document#tests-that-cannot-fail
    """
    suite.must_have(
        RIGHT,
        6,
        "The name of a failing test is the first thing that people read. One test that tries everything "
        "stops at its first assert, and its name says nothing.",
    )


def test_notices_a_bag_that_nobody_left(suite):
    """A test notices when the clerk is shown a bag that nobody left.

    Row: faulty
    Source: RFC 9110 §15.5.5
    Hint: 2
    Step: 19_prove_and_document#break-it-on-purpose
    """
    notice(
        suite,
        1,
        "unknown_is_ok",
        "A traveller mistypes a tag. The clerk's screen reads 200, shows an empty card, and the clerk looks "
        "along the shelves for a bag that does not exist.",
    )


def test_notices_a_label_for_another_address(suite):
    """A test notices when the label of a new bag leads elsewhere.

    Row: faulty
    Source: RFC 9110 §10.2.2
    Hint: 3
    Step: 19_prove_and_document#break-it-on-purpose
    """
    notice(
        suite,
        2,
        "location_of_the_list",
        "The printer puts the Location of the new bag on its label, as a code to scan. Whoever scans it does "
        "not arrive at this bag.",
    )


def test_notices_a_page_instead_of_json(suite):
    """A test notices when the screen gets a page where it can show only JSON.

    Row: faulty
    Source: RFC 9110 §8.3
    Hint: 2
    Step: 19_prove_and_document#break-it-on-purpose
    """
    notice(
        suite,
        3,
        "error_page",
        "The clerk's screen looks for the text in error. It cannot read a page of HTML, so it stays as it "
        "was, and the clerk believes that the last bag is the one asked for.",
    )


def test_notices_a_bag_that_is_written_over(suite):
    """A test notices when a bag vanishes from the books because another came with its tag.

    Row: faulty
    Source: RFC 9110 §15.5.10
    Hint: 3
    Step: 19_prove_and_document#break-it-on-purpose
    """
    notice(
        suite,
        4,
        "conflict_overwrites",
        "The kiosk hears that the tag is in use and takes another one. But the books now describe the second "
        "bag under the first tag, and the first traveller is told that a suitcase was never theirs.",
    )


def test_notices_an_office_brought_down_by_odd_json(suite):
    """A test notices when a confused kiosk makes the office crash.

    Row: faulty
    Source: RFC 9110 §15.6.1, RFC 8259 §3
    Hint: 2
    Step: 19_prove_and_document#break-it-on-purpose
    """
    notice(
        suite,
        5,
        "odd_json_crashes",
        "A kiosk sends JSON of a kind that nobody thought of. It is told that the server is broken, waits, "
        "and sends the same again, all night. The alarm wakes somebody who can repair nothing.",
    )


def test_notices_a_bag_still_on_the_shelf(suite):
    """A test notices when a bag that was handed out is still in the books.

    Row: faulty
    Source: RFC 9110 §9.3.5
    Hint: 3
    Step: 19_prove_and_document#break-it-on-purpose
    """
    notice(
        suite,
        6,
        "delete_does_nothing",
        "The clerk hands out the bag and reads that it is off the books. It is not: the tag stays taken, and "
        "in the evening somebody searches for a bag that has left by train.",
    )


def test_notices_a_refusal_that_names_no_way(suite):
    """A test notices when a program is refused and not told what it may do instead.

    Row: faulty
    Source: RFC 9110 §15.5.6
    Hint: 2
    Step: 19_prove_and_document#break-it-on-purpose
    """
    notice(
        suite,
        7,
        "allow_is_lost",
        "A program of the railway uses a method that the address does not take. It reads Allow to find one "
        "that does, finds nothing, and gives up.",
    )


def test_notices_a_search_for_another_tag(suite):
    """A test notices when a kiosk is told to take another tag, and the tag was fine.

    Row: faulty
    Source: RFC 9110 §15.5.1, RFC 9110 §15.5.10
    Hint: 3
    Step: 19_prove_and_document#break-it-on-purpose
    """
    notice(
        suite,
        8,
        "blank_is_a_conflict",
        "The traveller left the description blank. The kiosk reads a conflict, draws another tag and sends "
        "the same again, until the roll of tags is empty.",
    )
