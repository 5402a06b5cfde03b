"""Checks: a taken id is 409, an id that cannot be an address is refused, and two threads make one item."""

from __future__ import annotations

import sys
import threading
from collections import Counter
from itertools import pairwise

import pytest

#: How long the second request may take, in seconds, before it counts as waiting for the first.
PATIENCE = 0.5
#: The same, once a request has been seen to wait.
SHORT_PATIENCE = 0.1
#: The same, where both requests are halted. How long it is decides no verdict, only how much is tried.
PAIR_PATIENCE = 0.03
#: A line that does not exist: nobody is halted there.
NEVER = (0, 0)
#: How many places from the last one at which nobody waits yet are tried in pairs.
PAIR_PLACES = 12
#: How often a request is halted before the same line of the file: a loop runs it once for each item.
SAME_LINE = 3
#: Seconds after which a request counts as stuck for good.
STUCK = 2.0
#: More places than one request of this size has.
MOST_PLACES = 150


def kind(body):
    """Name the kind of a parsed JSON value."""
    if isinstance(body, dict):
        return "a JSON object"
    return "a JSON list" if isinstance(body, list) else "a single JSON value"


def object_in(answer):
    """Return the JSON object in a body."""
    body = answer.json
    assert kind(body) == "a JSON object", "An item is one JSON object, and so is a refusal."
    return body


def add(client, item_id, name):
    """Send an item."""
    return client.post("/items", json={"id": item_id, "name": name})


def added(client, item_id, name):
    """Send an item with a free id, assert that it was created, and return the answer."""
    answer = add(client, item_id, name)
    assert answer.status_code == 201
    return answer


def address(item_id):
    """Return the address of an item whose id needs no quoting."""
    return f"/items/{item_id}"


def free_id(client):
    """Return an id that is not in use."""
    return f"tea{client.number(10**6, 10**8)}"


def shows(client, item_id, name, why):
    """Assert that an item is there, with this name."""
    answer = client.get(address(item_id))
    assert answer.status_code == 200
    item = object_in(answer)
    assert [item["id"], item["name"]] == [item_id, name], why


def refused(client, answer):
    """Assert that a request was refused as 400 or 422, in JSON."""
    assert answer.status_code in (400, 422)
    if answer.status_code == 422:
        client.remark("422 is as right as 400: the JSON is good, what it says is not (RFC 9110 §15.5.21).")
    assert object_in(answer)["error"], "`error` says what is wrong."


def test_items_are_shown(client):
    """An item that exists is 200, and one that does not is a 404 in JSON.

    Row: show, unknown
    Source: RFC 9110 §15.5.5
    Hint: 1
    Step: 11_state_of_things#nothing-here
    """
    for item_id in ("1", "2"):
        answer = client.get(address(item_id))
        assert answer.status_code == 200
        item = object_in(answer)
        assert item["id"] == item_id, "`id` is the string in the address."
        assert item["name"], "Each item has to have a name."
    for item_id in (free_id(client), client.number(10**6, 10**8)):
        answer = client.get(address(item_id))
        assert answer.status_code == 404
        assert object_in(answer)["error"], "`error` says what is not there."


def test_new_item_is_created(client):
    """A new item is 201 with the item, and its Location leads to it.

    Row: create, follow
    Source: RFC 9110 §15.3.2
    Hint: 2
    Step: 05_precise_success#a-new-thing
    """
    tea, tin = free_id(client), client.unseen("Sencha")
    for item_id, name in ((tea, tin), (tea.upper(), ' "Löwe" & <Co> '), (free_id(client), tin)):
        answer = added(client, item_id, name)
        item = object_in(answer)
        assert [item["id"], item["name"]] == [item_id, name], (
            "The answer has to be the item, with the id and the name that were sent."
        )
        found = client.follow(answer)
        assert found.status_code == 200
        assert object_in(found)["name"] == name, "Location has to lead to the item that was just added."
        shows(client, item_id, name, "The item has its own id.")


def test_location_works_for_every_id(client):
    """Location leads to the item even when its id needs quoting in an address.

    Row: follow
    Source: RFC 9110 §10.2.2
    Hint: 2
    Step: 05_precise_success#location-leads-there
    """
    words = (
        "Earl Grey",
        "what?",
        "no#1",
        "50%25",
        "a%2Fb",
        "a&b=c",
        "Grün",
        "1+1",
        'a;b"c',
        "it's <new>",
        "a\\b",
    )
    for item_id in (*map(client.unseen, words), " tea ", "tea", "tea?", "tea#", "100%", "?", "茶"):
        name = client.unseen("tin")
        location = str(added(client, item_id, name).location)
        found = client.get(location)
        assert found.status_code == 200, (
            f"The id is `{item_id}`, and a client that goes to {location} needs it there."
        )
        item = object_in(found)
        assert [item["id"], item["name"]] == [item_id, name], "Location has to lead to exactly this item."


def test_taken_id_is_a_conflict(client):
    """An id in use is 409 with a JSON error.

    Row: taken
    Source: RFC 9110 §15.5.10
    Hint: 2
    """
    item_id, name = free_id(client), client.unseen("Sencha")
    added(client, item_id, name)
    for taken, second in ((item_id, client.unseen("Assam")), (item_id, name), ("1", client.unseen("cup"))):
        answer = add(client, taken, second)
        assert answer.status_code == 409
        assert object_in(answer)["error"], (
            "`error` says what the request collides with, so that somebody can resolve it."
        )
    one_letter = free_id(client)
    added(client, one_letter, "A")
    assert add(client, one_letter, "A").status_code == 409, (
        "The id is in use, and a name of one letter makes no difference."
    )
    for odd in (" Earl  Grey ", "100%25", "what?#1", 'it\'s <new> & "best"', "茶"):
        added(client, odd, name)
        assert add(client, odd, client.unseen("Assam")).status_code == 409


def test_taken_item_keeps_its_name(client):
    """A refused item changes nothing: the item that was there keeps its name.

    Row: taken, show
    Source: RFC 9110 §15.5.10
    Hint: 3
    """
    item_id, name = free_id(client), client.unseen("Sencha")
    added(client, item_id, name)
    for _ in range(2):
        assert add(client, item_id, client.unseen("Assam")).status_code >= 400
        shows(client, item_id, name, "The second item was refused, so the first one has to keep its name.")


def test_incomplete_items_are_refused(client):
    """An item without an id or a name is refused, and nothing is stored.

    Row: missing
    Source: RFC 9110 §15.5.1
    Hint: 1
    Step: 10_shape_and_meaning#every-field-has-a-kind
    """
    added(client, free_id(client), client.unseen("Sencha"))
    names = ("", None, 5, 0, 1.5, True, False, [], ["tin"], {}, {"name": "tin"})
    for rest in ({}, {"label": "tin"}, *({"name": name} for name in names)):
        item_id = free_id(client)
        refused(client, client.post("/items", json={"id": item_id, **rest}))
        assert client.get(address(item_id)).status_code == 404, "What was refused is not on the shelf."
    added(client, item_id, client.unseen("Sencha"))
    refused(client, client.post("/items", json={"name": client.unseen("Sencha")}))
    refused(client, client.post("/items", json={}))


def test_json_that_is_no_object_is_refused(client):
    """JSON of another shape is refused with a JSON error.

    Row: missing
    Source: RFC 9110 §15.5.1
    Hint: 1
    Step: 10_shape_and_meaning#shape-comes-first
    """
    added(client, free_id(client), client.unseen("Sencha"))
    for text in ("5", "true", "null", '"id and name"', '["id", "name"]', "[]", "0", '""', "false", "1.5"):
        refused(client, client.post("/items", data=text, content_type="application/json"))


def test_id_without_an_address_is_refused(client):
    """An id that cannot be part of an address is refused.

    Row: bad-id
    Source: RFC 9110 §15.5.1
    Hint: 1
    Step: 10_shape_and_meaning#every-field-has-a-kind
    """
    added(client, free_id(client), client.unseen("Sencha"))
    texts = ("", "/", "a/b", f"/{free_id(client)}", f"{free_id(client)}/")
    for bad in (*texts, None, True, False, 1.5, [], [1], ["tea"], {}, {"a": 1}):
        for _ in range(2):
            refused(client, add(client, bad, client.unseen("Sencha")))


def test_number_is_no_second_item(client):
    """A number as an id is refused, or it is the same id as its string.

    Row: number
    Source: RFC 9110 §15.5.10
    Hint: 1
    """
    known, name = client.number(100, 9_999), client.unseen("Sencha")
    added(client, str(known), name)
    answer = add(client, known, client.unseen("Assam"))
    both = (
        f'The string "{known}" is an id in use. The number {known} counts as that string and is in use too, '
        "or it is refused."
    )
    assert answer.status_code in (400, 409, 422), both if answer.status_code == 201 else ""
    assert object_in(answer)["error"], "`error` says why the number was refused."
    shows(client, str(known), name, "There has to be one item at this address, and it has to keep its name.")
    for new in (client.number(10_000, 999_999), 0, -3, 10**30):
        name = client.unseen("cup")
        answer = add(client, new, name)
        if answer.status_code == 201:
            client.remark("You take a number for its string. Refusing it is right too.")
            assert object_in(client.follow(answer))["name"] == name, (
                "A client that got 201 can read the item."
            )
            shows(client, str(new), name, "The number became a string, so the item has that id.")
            assert add(client, str(new), client.unseen("pot")).status_code == 409
        else:
            refused(client, answer)
            assert client.get(address(new)).status_code == 404, "What was refused is not on the shelf."


class Halt:
    """A trace function that halts its thread at one place of a file until it is let go.

    A place is the number of a line, and how often the thread has come to it.
    """

    def __init__(self, file, place):
        self.file = file
        self.place = place
        self.visits = Counter()
        self.places = []
        self.reached = threading.Event()
        self.go = threading.Event()

    def __call__(self, frame, event, _arg):
        """Note each line of the file, and wait before the one that was asked for."""
        if frame.f_code.co_filename != self.file:
            return None
        if event == "line":
            self.visits[frame.f_lineno] += 1
            self.places.append((frame.f_lineno, self.visits[frame.f_lineno]))
            if self.places[-1] == self.place:
                self.reached.set()
                self.go.wait(STUCK)
        return self


def at_the_same_moment(client, halts, items, patience):
    """Send two items, each halted at its place; return the answers and whether the second waited.

    The first one is halted; the second one runs to its own place, or to its end; the first one goes on, and
    then the second.
    """
    answers = [None, None]

    def run(number):
        sys.settrace(halts[number])
        try:
            answers[number] = add(client, *items[number])
        finally:
            sys.settrace(None)
            halts[number].reached.set()

    threads = [threading.Thread(target=run, args=(number,), daemon=True) for number in (0, 1)]
    threads[0].start()
    halts[0].reached.wait(STUCK)
    threads[1].start()
    waited = not halts[1].reached.wait(patience)
    halts[0].go.set()
    threads[0].join(patience)
    halts[1].go.set()
    for thread in threads:
        thread.join(STUCK)
    return answers, waited


def both_answered(client, places, items, patience):
    """Send two items at the same moment; return the answers, the places of the first, whether one waited."""
    halts = [Halt(str(client.record.submission.file), place) for place in places]
    answers, waited = at_the_same_moment(client, halts, items, patience)
    assert None not in answers, (
        "One of the two requests got no answer: it waits for something that never happens."
    )
    return answers, ([place for place in halts[0].places if place[1] <= SAME_LINE], waited)


def two_ids_both_win(client, place, number, patience):
    """Send two items with different ids at the same moment, and assert that both are created."""
    earlier = len(client.record.exchanges)
    items = [(f"left{number}", "Sencha"), (f"right{number}", "Assam")]
    answers, _ = both_answered(client, (place, NEVER), items, patience)
    for answer in answers:
        assert answer.status_code == 201, (
            "Two requests came at the same moment, for two ids that nobody has. Nothing collides."
        )
    for item in items:
        shows(client, *item, "The till that read 201 owns this item.")
    del client.record.exchanges[earlier:]


def one_wins(client, places, item_id, patience):
    """Send an item twice at the same moment, assert that one of them wins; return what the first one ran.

    That is the places that it came to, and whether the second one had to wait for it.
    """
    names = ["Sencha", "Assam"]
    earlier = len(client.record.exchanges)
    answers, ran = both_answered(client, places, [(item_id, name) for name in names], patience)
    for answer in answers:
        assert answer.status_code in (201, 409)
    first, second = answers
    if first.status_code == 201:
        assert second.status_code == 409, (
            "Both tills read 201 for the same id. Each request was halted between two lines of your file "
            "while the other one ran: what it found free may be taken when it stores."
        )
    else:
        assert second.status_code == 201, "Both requests were refused, though the id was free."
    winner = [name for name, answer in zip(names, answers, strict=True) if answer.status_code == 201]
    shows(client, item_id, winner[0], "The till that read 201 owns this item, so it has that till's name.")
    # Hundreds of rounds: only the one that fails is worth keeping.
    del client.record.exchanges[earlier:]
    return ran


@pytest.mark.threads
def test_two_requests_at_the_same_moment_make_one_item(client):
    """Of two requests that add the same id at the same moment, one is 201 and the other 409.

    Row: same-moment
    Source: RFC 9110 §15.5.10
    Hint: 3
    Step: 11_state_of_things#two-at-once
    """
    known, _ = one_wins(client, (NEVER, NEVER), "one0", PATIENCE)
    patience, waits = PATIENCE, {}
    while (place := next((one for one in known if one not in waits), None)) and len(waits) < MOST_PLACES:
        number = len(waits) + 1
        ran, waits[place] = one_wins(client, (place, NEVER), f"one{number}", patience)
        patience = SHORT_PATIENCE if waits[place] else patience
        if not waits[place]:
            two_ids_both_win(client, place, number, patience)
        known += [one for one in ran if one not in known]
    # Whoever makes others wait may have looked before making them: there both are halted.
    tried = list(waits)
    doors = [at for at, (one, after) in enumerate(pairwise(tried)) if waits[after] and not waits[one]]
    for at in doors[-2:]:
        for other in tried[at : at + PAIR_PLACES]:
            one_wins(client, (tried[at], other), f"pair{at}-{tried.index(other)}", PAIR_PATIENCE)
