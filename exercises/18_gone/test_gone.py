"""Checks: cancelled is 410, moved is 308, never there is 404."""

from __future__ import annotations

from urllib.parse import quote

MOST_HOPS = 6
#: Names that an address cannot hold as they are.
ODD_NAMES = ("Rock & Roll?", "no 1 #live", "100%25 jazz+soul; 'live' <now>")


def page(name):
    """Return the address of an event."""
    return f"/events/{quote(name, safe='')}"


def json_object(answer):
    """Return the JSON object in the body."""
    body = answer.json
    kind = "a JSON object" if isinstance(body, dict) else "JSON, but no object"
    assert kind == "a JSON object", "A client looks for a field by its name, and only an object has names."
    return body


def assert_error(answer):
    """Fail unless the body is a JSON object with a text in error."""
    text = json_object(answer)["error"]
    kind = "a text" if isinstance(text, str) and text.strip() else "no text"
    assert kind == "a text", "error is read by a person, so it is a string with something in it."


def publish(client, name=None):
    """Publish an event, of an unseen name unless told; return its name and its title."""
    name, title = name or client.unseen("fair"), client.unseen("Title")
    answer = client.put(page(name), json={"title": title})
    assert answer.status_code == 201
    return name, title


def cancel(client, name):
    """Cancel an event that lives."""
    assert client.delete(page(name)).status_code == 204


def move(client, name, to):
    """Move an event that lives."""
    answer = client.post(f"{page(name)}/move", json={"to": to})
    assert answer.status_code == 200
    assert json_object(answer)["name"] == to, "After the move the event has the name of its new address."


def assert_shown(answer, name, title, why="This is not the title of the event that lives here."):
    """Fail unless the answer is the page of this event."""
    assert answer.status_code == 200
    event = json_object(answer)
    assert event["title"] == title, why
    assert event["name"] == name, "The name of an event is the last part of its address."


def assert_for_good(answer):
    """Fail unless this redirect is one of the two that are meant for good."""
    assert answer.status_code in (308, 301), (
        "The event has moved for good, so the link may be changed for good. Only 308 and 301 say so."
    )


def assert_leads_on(answer):
    """Fail unless the answer sends a client on for good."""
    if answer.status_code in (302, 303, 307):
        assert_for_good(answer)
    assert answer.status_code in (308, 301), (
        "The event has not been cancelled, it has another address, and the app has to remember which. 308 "
        "tells a client where, and that it may change its link."
    )


def arrive(client, name):
    """Ask for an address, follow redirects that are meant for good, and return the last answer."""
    answer = client.get(page(name))
    for _ in range(MOST_HOPS):
        if answer.status_code not in (301, 302, 303, 307, 308):
            return answer
        assert_for_good(answer)
        if answer.status_code == 301:
            client.remark("301 is right too: for GET it says the same as 308 (RFC 9110 §15.4.2).")
        answer = client.follow(answer)
    ends = f"{MOST_HOPS} redirects and no end"
    assert ends == "a page", "The addresses send a client from one to the other, and it never arrives."
    return answer


def listed(client):
    """Return the names in the list, sorted."""
    answer = client.get("/events")
    assert answer.status_code == 200
    entries = answer.json
    kind = "a JSON list" if isinstance(entries, list) else "JSON, but no list"
    assert kind == "a JSON list", "GET /events answers a JSON list of events."
    for entry in entries:
        kind = "a JSON object" if isinstance(entry, dict) else "JSON, but no object"
        assert kind == "a JSON object", "Each entry of the list has to be an object with name and title."
    return sorted(str(entry.get("name")) for entry in entries)


def titles(client):
    """Return the titles in the list, sorted."""
    return sorted(str(entry["title"]) for entry in client.get("/events").json)


def test_published_event_is_shown(client):
    """A published event is answered 200 OK at its address, and publishing it again replaces it.

    Row: publish, show
    Source: RFC 9110 §9.3.4
    Hint: 3
    Step: 05_precise_success#a-new-thing
    """
    name, title = publish(client)
    other, other_title = publish(client)
    assert_shown(client.get(page(name)), name, title)
    newer = client.unseen("Newer")
    answer = client.put(page(name), json={"title": newer})
    assert answer.status_code == 200
    assert_shown(answer, name, newer, "Publishing again gives the event the title that was sent.")
    assert_shown(client.get(page(name)), name, newer, "Publishing again gave the event another title.")
    assert_shown(client.get(page(other)), other, other_title)
    for odd in ODD_NAMES:
        _, odd_title = publish(client, odd)
        assert_shown(client.get(page(odd)), odd, odd_title)
    for text in client.texts("blank", "quoted", "markup", "letters", "case", "words"):
        if text.strip():
            assert client.put(page(name), json={"title": text}).status_code == 200
            shown = json_object(client.get(page(name)))
            assert shown["title"] == text, "The page shows the title as it was sent, character by character."


def test_never_there_is_404(client):
    """An address where no event ever lived is answered 404 Not Found.

    Row: never
    Source: RFC 9110 §15.5.5
    Hint: 1
    Step: 11_state_of_things#nothing-here
    """
    name, title = publish(client)
    cancelled, _ = publish(client)
    cancel(client, cancelled)
    for unknown in (
        client.unseen("nobody"),
        name + "x",
        cancelled + "x",
        "move",
        name.swapcase(),
        cancelled.swapcase(),
    ):
        for answer in (client.get(page(unknown)), client.delete(page(unknown))):
            assert answer.status_code == 404
            assert_error(answer)
    assert_shown(client.get(page(name)), name, title)


def test_cancelled_is_gone(client):
    """The address of a cancelled event is answered 410 Gone, to GET and to HEAD.

    Row: cancel, gone
    Source: RFC 9110 §15.5.11
    Hint: 2
    """
    kept, title = publish(client)
    for odd in (None, None, *ODD_NAMES):
        name, _ = publish(client, odd)
        longer, longer_title = publish(client, name + "s")
        cancel(client, name)
        assert_shown(client.get(page(longer)), longer, longer_title)
        for _ in range(2):
            answer = client.get(page(name))
            assert answer.status_code == 410
            assert_error(answer)
        answer = client.head(page(name))
        assert answer.status_code == 410
        assert answer.text == "", "A client that sends HEAD does not read content."
    assert_shown(client.get(page(kept)), kept, title)
    move(client, kept, client.unseen("new"))
    assert client.get(page(name)).status_code == 410, "Another event has moved. This one is still cancelled."


def test_cancelling_again(client):
    """Cancelling an event that is cancelled already is answered 410 Gone, and changes nothing.

    Row: gone
    Source: RFC 9110 §9.2.2
    Hint: 2
    Step: 06_safe_to_repeat#delete-twice
    """
    name, _ = publish(client)
    cancel(client, name)
    for _ in range(2):
        answer = client.delete(page(name))
        assert answer.status_code == 410, (
            "There is nothing left to delete, and the app has to know that there was. DELETE is still "
            "idempotent: that is about what a repetition does, not about its code."
        )
        assert_error(answer)
    assert client.get(page(name)).status_code == 410


def test_unknown_leaves_no_trace(client):
    """Asking for, or deleting, what never existed does not make it gone.

    Row: never
    Source: RFC 9110 §15.5.11
    Hint: 2
    """
    unknown = client.unseen("nobody")
    for _ in range(2):
        assert client.delete(page(unknown)).status_code == 404
        assert client.get(page(unknown)).status_code == 404, (
            "No event ever lived here. A DELETE that can make any page look gone makes search engines "
            "drop addresses that the town may need tomorrow."
        )
    publish(client, unknown)
    cancel(client, unknown)
    assert client.get(page(unknown)).status_code == 410


def test_list_holds_what_lives(client):
    """The list holds the events that live now, and nothing that is gone or has moved.

    Row: list, cancel, move
    Source: RFC 9110 §15.3.1
    Hint: 3
    """
    kept, title = publish(client)
    cancelled, _ = publish(client)
    old, old_title = publish(client)
    new = client.unseen("new")
    assert listed(client) == sorted([kept, cancelled, old]), "Each published event is in the list once."
    cancel(client, cancelled)
    move(client, old, new)
    client.get(page(cancelled))
    client.get(page(old))
    assert listed(client) == sorted([kept, new]), (
        "The list is for people who plan an evening. It holds the events that take place, each at the "
        "address where it lives now."
    )
    assert titles(client) == sorted([title, old_title]), "Each event in the list has its title."
    assert_shown(client.get(page(kept)), kept, title)
    same = client.unseen("fair")
    assert client.put(page(same), json={"title": title}).status_code == 201
    assert listed(client) == sorted([kept, new, same]), "Two events may have the same title."
    cancel(client, kept)
    assert listed(client) == sorted([new, same]), "Only one of the two events with this title was cancelled."
    assert_shown(client.get(page(same)), same, title)


def test_nothing_to_move(client):
    """A move of an event that never was is answered 404 Not Found or 409 Conflict, and makes nothing.

    Row: nothing-to-move, move
    Source: RFC 9110 §15.5.5
    Hint: 1
    Step: 11_state_of_things#nothing-here
    """
    name, _ = publish(client)
    move(client, name, client.unseen("new"))
    unknown, to = client.unseen("nobody"), client.unseen("nowhere")
    answer = client.post(f"{page(unknown)}/move", json={"to": to})
    assert answer.status_code in (404, 409)
    if answer.status_code == 409:
        client.remark("409 is right too: in this state there is nothing to move (RFC 9110 §15.5.10).")
    assert_error(answer)
    for nothing in (to, unknown):
        assert client.get(page(nothing)).status_code == 404, "Nothing has moved, so nothing has arrived."


def test_moved(client):
    """The old address of a moved event is a permanent redirect to the new one.

    Row: move, moved
    Source: RFC 9110 §15.4.9
    Hint: 2
    Step: 07_redirects#for-good-or-for-now
    """
    moves = []
    for new in (client.unseen("new"), client.unseen("new"), *ODD_NAMES):
        old, title = publish(client)
        move(client, old, new)
        moves.append((old, new, title))
        assert_shown(client.get(page(new)), new, title)
        assert_leads_on(client.get(page(old)))
        assert_shown(arrive(client, old), new, title)
    for old, new, title in moves:
        assert_shown(arrive(client, old), new, title)


def test_moved_twice(client):
    """An event that has moved twice is found from each of its old addresses.

    Row: moved
    Source: RFC 9110 §15.4
    Hint: 2
    Step: 07_redirects#for-good-or-for-now
    """
    first, title = publish(client)
    second, third, fourth = client.unseen("second"), client.unseen("third"), client.unseen("fourth")
    move(client, first, second)
    move(client, second, third)
    assert_shown(client.get(page(third)), third, title)
    for old in (second, first):
        assert_leads_on(client.get(page(old)))
        assert_shown(arrive(client, old), third, title)
    move(client, third, fourth)
    for old in (third, second, first):
        assert_shown(arrive(client, old), fourth, title)


def test_moved_back(client):
    """An event that moves back lives at its first address again, and the second leads there.

    Row: again, moved
    Source: RFC 9110 §15.4
    Hint: 3
    Step: 07_redirects#for-good-or-for-now
    """
    first, title = publish(client)
    second = client.unseen("second")
    move(client, first, second)
    move(client, second, first)
    assert_shown(arrive(client, first), first, title)
    assert client.get(page(first)).status_code == 200
    assert_leads_on(client.get(page(second)))
    assert_shown(arrive(client, second), first, title)
    third = client.unseen("third")
    move(client, first, second)
    assert_shown(arrive(client, first), second, title)
    move(client, second, third)
    move(client, third, first)
    for address in (first, second, third):
        assert_shown(arrive(client, address), first, title)


def test_moved_and_cancelled(client):
    """The old address of a cancelled event leads to the answer that it is gone.

    Row: moved-gone, gone
    Source: RFC 9110 §15.5.11
    Hint: 3
    """
    old, _ = publish(client)
    new = client.unseen("new")
    move(client, old, new)
    assert arrive(client, old).status_code == 200
    cancel(client, new)
    assert client.get(page(new)).status_code == 410
    answer = arrive(client, old)
    assert answer.status_code == 410
    assert_error(answer)
    _, title = publish(client, old)
    assert_shown(client.get(page(old)), old, title)
    assert client.get(page(new)).status_code == 410
    there, _ = publish(client)
    back = client.unseen("back")
    move(client, there, back)
    move(client, back, there)
    cancel(client, there)
    for address in (there, back):
        assert arrive(client, address).status_code == 410, (
            "The event moved back to its first address and was cancelled there. It is gone, wherever it was."
        )


def test_published_again(client):
    """An event published where one was cancelled is answered 201 Created and lives there.

    Row: again, publish, moved
    Source: RFC 9110 §9.3.4
    Hint: 3
    """
    name, _ = publish(client)
    for _ in range(2):
        cancel(client, name)
        assert client.get(page(name)).status_code == 410
        title = client.unseen("Again")
        answer = client.put(page(name), json={"title": title})
        assert answer.status_code == 201
        assert_shown(client.get(page(name)), name, title)
        assert listed(client) == [name], "The event lives again, so it is in the list."
    new = client.unseen("new")
    move(client, name, new)
    assert_leads_on(client.get(page(name)))
    assert_shown(arrive(client, name), new, title)


def test_address_taken_over(client):
    """An event that arrives at the old address of another one lives there, and each keeps its own page.

    Row: again
    Source: RFC 9110 §9.3.4
    Hint: 3
    """
    left, title = publish(client)
    new = client.unseen("new")
    move(client, left, new)
    newcomer = client.unseen("Newcomer")
    assert client.put(page(left), json={"title": newcomer}).status_code == 201
    assert_shown(client.get(page(left)), left, newcomer)
    assert_shown(client.get(page(new)), new, title)
    cancelled, _ = publish(client)
    cancel(client, cancelled)
    move(client, new, cancelled)
    assert_shown(client.get(page(cancelled)), cancelled, title)
    cancel(client, left)
    assert client.get(page(left)).status_code == 410, "The last event that lived here was cancelled."
    assert_shown(client.get(page(cancelled)), cancelled, title)
    last = client.unseen("last")
    move(client, cancelled, last)
    assert_leads_on(client.get(page(cancelled)))
    assert_shown(arrive(client, cancelled), last, title)
    third, third_title = publish(client, left)
    away = client.unseen("away")
    move(client, third, away)
    assert_shown(arrive(client, left), away, third_title)
