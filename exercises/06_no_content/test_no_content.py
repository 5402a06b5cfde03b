"""Checks: a deletion is answered 204 without content, and what is not there is 404."""

from __future__ import annotations

import re

#: Texts that somebody may tidy up or escape.
ODD_TEXTS = ("  2  tickets ", 'Kim\'s "big" \\ day', "<b>milk</b> & {bread} 50%", "Łódź 港 🚢")


def kind(body):
    """Name the kind of a parsed JSON body."""
    if isinstance(body, dict):
        return "a JSON object"
    return "a JSON list" if isinstance(body, list) else "a single JSON value"


def new_note(client, text=None):
    """Store a note that the learner has not seen, and return its address and its text."""
    text = client.unseen("Tickets") if text is None else text
    answer = client.post("/notes", json={"text": text})
    assert answer.status_code == 201, "POST /notes works in the stub. Keep it: this check starts with it."
    return str(answer.location), text


def text_at(client, address):
    """Return the text of the note at an address."""
    answer = client.get(address)
    assert answer.status_code == 200
    note = answer.json
    assert kind(note) == "a JSON object", "A note is a JSON object."
    return note["text"]


def texts_in_the_list(client):
    """Return the texts of GET /notes, sorted."""
    answer = client.get("/notes")
    assert answer.status_code == 200
    notes = answer.json
    assert kind(notes) == "a JSON list", "GET /notes answers a JSON list of notes."
    for note in notes:
        assert kind(note) == "a JSON object", "Each entry of the list is a note, so it is a JSON object."
    return sorted(str(note["text"]) for note in notes)


def place_of(text, client):
    """Say whether a note with this text is in the list."""
    return "in the list" if text in texts_in_the_list(client) else "not in the list"


def says_what_is_missing(answer):
    """Assert that an answer is a JSON object with an error."""
    body = answer.json
    assert kind(body) == "a JSON object", "The error is a JSON object with a field `error`."
    assert "error" in body, "A client looks for the reason under this name."
    text = body["error"]
    what = "JSON, but no text"
    if isinstance(text, str):
        what = "a text" if text.strip() else "an empty text"
    assert what == "a text", "`error` says in words what is not there."


def what_is_still_there(answer, text, others):
    """Say what a phone reads at the address of a deleted note, from the text of the note that is there."""
    found = answer.json.get("text") if isinstance(answer.json, dict) else None
    if found == text:
        return "The phone has sent DELETE for this note, and it is still there."
    if found in others:
        return "The phone remembers this address as that of a deleted note. Now another note is there."
    return "The phone has sent DELETE for this note. At 200 there is still something to read here."


def is_gone(client, address, text, others=()):
    """Assert that neither this note nor another one is at the address of a deleted note."""
    answer = client.get(address)
    if answer.status_code == 200:
        assert answer.status_code in (404, 410), what_is_still_there(answer, text, others)
    assert answer.status_code in (404, 410)


def says_that_it_is_missing(client, address):
    """Assert that deleting what never existed is answered 404 with an error."""
    answer = client.delete(address)
    assert answer.status_code == 404
    says_what_is_missing(answer)


def test_deletion_is_answered_204(client):
    """A deletion that worked is answered 204 No Content.

    Row: delete
    Source: RFC 9110 §9.3.5
    Hint: 2
    Step: 05_precise_success#done-and-silent
    """
    first, wordless, second, last = (new_note(client, text)[0] for text in (None, "", None, None))
    for address in (last, second):
        assert client.delete(address).status_code == 204
    assert client.delete(wordless).status_code == 204, "A note without words is a note like any other."
    assert client.delete(first).status_code == 204


def test_answer_to_a_deletion_has_no_content(client):
    """The answer to a deletion ends with its head: it has no content.

    Row: delete
    Source: RFC 9110 §15.3.5
    Hint: 2
    Step: 05_precise_success#done-and-silent
    """
    address, text = new_note(client)
    assert text_at(client, address) == text
    answer = client.delete(address)
    assert answer.status_code < 300
    body = "a JSON list" if re.match(r"\[.*\b204\s*\]", answer.text, re.DOTALL) else "no list"
    assert body == "no list", (
        "Whatever is inside the parentheses of jsonify becomes content, even a number. The code comes "
        "after the body and a comma."
    )
    found = "no content" if answer.text == "" else "content"
    assert found == "no content", (
        "There is nothing to tell about a note that is gone. The code has said it all."
    )
    if answer.mimetype == "application/json":
        client.remark(
            "Your view returned JSON beside the 204. It never left the server: a 204 cannot have content "
            "(RFC 9110 §15.3.5)."
        )


def test_deleted_note_is_gone(client):
    """A deleted note is answered 404 with a JSON error.

    Row: gone
    Source: RFC 9110 §15.5.5
    Hint: 3
    Step: 06_safe_to_repeat#delete-twice
    """
    address, text = new_note(client)
    assert text_at(client, address) == text
    client.delete(address)
    is_gone(client, address, text)
    says_what_is_missing(client.get(address))


def test_deleted_note_leaves_the_list(client):
    """A deleted note is missing from the list.

    Row: gone
    Source: RFC 9110 §9.3.5
    Hint: 3
    Step: 06_safe_to_repeat#delete-twice
    """
    address, text = new_note(client)
    assert place_of(text, client) == "in the list", "A note that was just stored is in the list."
    client.delete(address)
    assert place_of(text, client) == "not in the list", (
        "The phone has sent DELETE for this note, but the list still shows it."
    )


def test_other_notes_stay(client):
    """A deletion leaves every other note unchanged and at its own address.

    Row: others
    Source: RFC 9110 §9.3.5
    Hint: 3
    Step: 06_safe_to_repeat#delete-twice
    """
    twins = client.unseen("Milk")
    notes = [new_note(client, text) for text in ("", twins, "", twins, *ODD_TEXTS, "", "")]
    assert texts_in_the_list(client) == sorted(text for _, text in notes), (
        "Nothing is deleted yet, so the list holds each note once, character by character as it was sent."
    )
    written = {address: client.get(address).json for address, _ in notes}
    for position in (3, 0, -1):
        doomed, _ = notes.pop(position)
        client.delete(doomed)
        assert texts_in_the_list(client) == sorted(text for _, text in notes), (
            "Exactly one note leaves the list with each deletion: the one at the address that was asked for."
        )
        for address, text in notes:
            assert text_at(client, address) == text, "Every other note has to stay at its address."
            assert client.get(address).json == written[address], (
                "Every other note stays as it was: what it says besides its text is not changed either."
            )


def test_later_note_has_its_own_address(client):
    """A note that is written after a deletion does not take the place of another note.

    Row: others, gone
    Source: RFC 9110 §9.3.5
    Hint: 3
    Step: 06_safe_to_repeat#delete-twice
    """
    notes, deleted = [new_note(client) for _ in range(3)], []
    for position in (0, -1):
        doomed, gone = notes.pop(position)
        deleted.append((doomed, gone))
        assert client.delete(doomed).status_code < 300
        notes.append(new_note(client))
        is_gone(client, doomed, gone, [text for _, text in notes])
        assert texts_in_the_list(client) == sorted(text for _, text in notes), (
            "A new note joins the others. None of them makes room for it."
        )
        for address, text in notes:
            assert text_at(client, address) == text, "Every other note has to stay at its address."
    for address, _ in notes:
        assert client.delete(address).status_code < 300
    _, late = new_note(client)  # the first one after the list was empty
    for address, text in (*deleted, *notes):
        is_gone(client, address, text, [late])


def test_unknown_note_is_answered_404(client):
    """Deleting a note that never existed is answered 404 with a JSON error.

    Row: unknown
    Source: RFC 9110 §15.5.5
    Hint: 1
    Step: 03_in_flask#silence-is-200
    """
    unknown = [f"/notes/{number}" for number in (client.number(1_000_000, 9_000_000), 10**12)]
    says_that_it_is_missing(client, unknown[0])
    assert client.delete(new_note(client)[0]).status_code < 300
    for address in unknown * 2:
        says_that_it_is_missing(client, address)


def test_unknown_note_touches_nothing(client):
    """Deleting a note that never existed leaves the notes as they are.

    Row: unknown, others
    Source: RFC 9110 §15.5.5
    Hint: 3
    Step: 03_in_flask#silence-is-200
    """
    notes = [new_note(client) for _ in range(2)]
    client.delete(f"/notes/{client.number(1_000_000, 9_000_000)}")
    assert texts_in_the_list(client) == sorted(text for _, text in notes), (
        "No note has this id, so no note may change."
    )
    client.delete(notes[0][0])
    assert texts_in_the_list(client) == [notes[1][1]], "An id that exists is still deleted after that."


def test_second_deletion_is_answered_404(client):
    """Deleting the same note a second time is answered 404 with a JSON error.

    Row: again
    Source: RFC 9110 §15.5.5
    Hint: 1
    Step: 06_safe_to_repeat#delete-twice
    """
    address, _ = new_note(client)
    new_note(client)
    assert client.delete(address).status_code < 300
    for _ in range(2):
        answer = client.delete(address)
        assert answer.status_code in (404, 410)
        says_what_is_missing(answer)
    client.remark(
        "204 and then 404, and DELETE is still idempotent: the effect of two is the effect of one, "
        "but the answers may differ (RFC 9110 §9.2.2)."
    )
    if answer.status_code == 410:
        client.remark("410 is right too: the server knows that this note stays away (RFC 9110 §15.5.11).")
