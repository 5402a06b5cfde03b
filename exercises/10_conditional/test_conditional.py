"""Checks: a page that a reader has is not sent again, and a page that has changed is not overwritten."""

from __future__ import annotations

import re

BUS = "/pages/bus"
STRONG = re.compile(r'"[\x21\x23-\x7e\x80-\xff]*"')


#: Texts whose bytes are easily changed on the way.
ODD_TEXTS = (
    b" \t bus \r\r\n\n ",
    b"<b>&amp; 100% 'bus' \"\\n\"</b>",
    b"\xef\xbb\xbfbus\x00",
    b"\xff\xfe \xe9",
    b"The bus leaves at eight.\n" * 100,
    b"",
)


def around(client, tag):
    """Return further lists of tags that name this one for a reader."""
    other = other_tag(client)
    return (f"{other},{tag}", f"{other} , W/{tag}", f"W/{other}, {tag}, {other}")


def new_text(client):
    """Return the text of a page that the learner has not seen."""
    return f"{client.unseen('Bus')} leaves at {client.number(10, 23)}.".encode()


def twin_of(text):
    """Return another text of the same length that begins and ends like this one."""
    middle = len(text) // 2
    return text[:middle] + (b"#" if text[middle : middle + 1] != b"#" else b"%") + text[middle + 1 :]


def other_tag(client):
    """Return a strong tag that no page has."""
    return f'"other-{client.number(10_000_000, 99_999_999)}"'


def save(client, text, condition, path=BUS):
    """Send a page with an If-Match, or without when the condition is None."""
    headers = {} if condition is None else {"If-Match": condition}
    return client.put(path, data=text, content_type="text/plain", headers=headers)


def read(client, path=BUS):
    """Return the text and the tag of a page."""
    answer = client.get(path)
    assert answer.status_code == 200
    return answer.data, tag_of(answer)


def tag_of(answer):
    """Return the ETag of an answer, a strong one."""
    tag = answer.headers["ETag"]
    kind = f"the weak tag {tag}" if tag.startswith("W/") else "a strong tag"
    assert kind == "a strong tag", "This tag is weak, and a weak tag never matches in If-Match."
    kind = "a tag in double quotes" if STRONG.fullmatch(tag) else f"ETag: {tag}"
    assert kind == "a tag in double quotes", "The quotes belong to the tag (RFC 9110 §8.8.3)."
    return tag


def unchanged(client, before, words, path=BUS):
    """Assert that a page has the text and the tag that it had before."""
    text, tag = read(client, path)
    assert text == before[0], words
    assert tag == before[1], "The text is the one that was there, and its tag is another one."


def saved(answer):
    """Assert that a page was saved."""
    assert answer.status_code in (200, 204)
    return answer


def still_saves(client):
    """Assert that a writer who has read the page saves it, whatever its tag looks like."""
    tag = str(client.get(BUS).headers.get("ETag", "*"))
    answer = save(client, new_text(client), tag)
    assert answer.status_code in (200, 204), f"This writer has just read the page: If-Match is {tag}."


def told_why(answer):
    """Assert that a refusal says in JSON what is wrong."""
    body = answer.json
    kind = "a JSON object" if isinstance(body, dict) else "JSON, but no object"
    assert kind == "a JSON object", "The error has to be a JSON object with a field `error`."
    assert body["error"], "`error` has to tell the writer what to do now."


def test_page_has_a_strong_tag(client):
    """A page is sent with a strong ETag, the same one as long as the text is.

    Row: read
    Source: RFC 9110 §8.8.3
    Hint: 1
    Step: 08_nothing_new#mark-each-edition
    """
    for path in ("/pages/home", BUS):
        first = client.get(path)
        assert first.status_code == 200
        assert first.mimetype == "text/plain", (
            "The pages are plain texts. What is labelled as something else is shown as something else."
        )
        assert first.data, "The page has a text, and GET has to send it."
        tag = tag_of(first)
        for _ in range(2):
            unchanged(client, (first.data, tag), "Nobody has changed the page between two GETs.", path)


def test_known_page_is_not_sent_again(client):
    """A reader who names the current tag in If-None-Match gets 304, its ETag, and no content.

    Row: known, read
    Source: RFC 9110 §13.1.2
    Hint: 1
    Step: 08_nothing_new#bytes-not-work
    """
    for path in ("/pages/home", BUS):
        _, tag = read(client, path)
        for condition in (
            tag,
            f"{other_tag(client)}, {tag}",
            f"{tag}, {other_tag(client)}",
            f"W/{tag}",
            *around(client, tag),
        ):
            answer = client.get(path, headers={"If-None-Match": condition})
            assert answer.status_code == 304, (
                f"If-None-Match is {condition}: the reader has this version. 304 tells it to use what it has."
            )
            assert answer.data == b"", "304 has no content: the reader has it already."
            assert answer.headers["ETag"] == tag, (
                "304 carries the ETag that 200 would have (RFC 9110 §15.4.5)."
            )


def test_changed_page_is_sent_again(client):
    """A reader who names only other tags gets 200 and the text.

    Row: changed
    Source: RFC 9110 §13.1.2
    Hint: 1
    Step: 08_nothing_new#bytes-not-work
    """
    text, old = read(client)
    for condition in (other_tag(client), f"{other_tag(client)}, W/{other_tag(client)}"):
        answer = client.get(BUS, headers={"If-None-Match": condition})
        assert answer.status_code == 200
        assert answer.data == text, "The reader does not have this text yet."
        assert tag_of(answer) == old, "The page has to have one tag, whatever the reader has."
    for newer in (new_text(client), twin_of(text), b"Bus", b"bus", b"", " bus €".encode()):
        saved(save(client, newer, old))
        answer = client.get(BUS, headers={"If-None-Match": old})
        if answer.status_code == 304:
            assert answer.status_code == 200, (
                f"Another text was saved with success since the reader got {old}. 304 keeps the old one."
            )
        assert answer.status_code == 200
        assert answer.data == newer, "The page was changed since the reader got its tag."
        assert tag_of(answer) != old, "A new text needs a new tag, or readers keep the old text for good."
        old = tag_of(answer)


def test_save_without_a_condition_is_refused(client):
    """A save without If-Match is answered 428 Precondition Required with a JSON error.

    Row: unconditional
    Source: RFC 6585 §3
    Hint: 2
    Step: 08_nothing_new#require-a-condition
    """
    for path in ("/pages/home", BUS):
        answer = save(client, new_text(client), None, path)
        assert answer.status_code == 428
        told_why(answer)
    still_saves(client)


def test_stale_tag_is_refused(client):
    """A save that names only other tags in If-Match is answered 412 Precondition Failed with a JSON error.

    Row: stale
    Source: RFC 9110 §13.1.1
    Hint: 2
    Step: 08_nothing_new#lost-update
    """
    _, home = read(client, "/pages/home")
    _, old = read(client)
    if home == old:  # tags that count the versions of a page begin alike
        saved(save(client, new_text(client), home, "/pages/home"))
        _, home = read(client, "/pages/home")
        _, old = read(client)
    part = f'{old[:-2]}{"x" if old[-2] != "x" else "y"}"'
    for condition in (
        other_tag(client),
        f"{other_tag(client)}, {other_tag(client)}",
        *((home,) if home != old else ()),
        part,
        f'"x{old[1:]}',
        '""',
    ):
        answer = save(client, new_text(client), condition)
        if answer.status_code < 300:
            assert answer.status_code == 412, (
                f"If-Match is {condition}, but the page has the tag {old}: the writer names another version."
            )
        assert answer.status_code == 412
        told_why(answer)
    text = new_text(client)
    told = saved(save(client, text, old)).headers.get("ETag")
    answer = save(client, new_text(client), old)
    assert answer.status_code == 412, (
        "Another writer has saved since, but the answer to that save still names this tag."
        if told == old
        else "This tag named the page a moment ago. Another writer has saved since; 412 tells you to look."
    )
    answer = save(client, text, old)
    assert answer.status_code == 412, "The tag is an old one, even when the text is the one that is there."


def state_of(tag, condition):
    """Say what a page is like for a writer who names an older version, or none."""
    if condition is None:
        return "This writer does not say which version was read."
    kept = f"A new text was saved with success, but the page still has the tag {tag}."
    return kept if condition == tag else f"The page has the tag {tag}."


def test_refused_save_changes_nothing(client):
    """A save that is refused leaves text and tag as they were.

    Row: stale, unconditional
    Source: RFC 9110 §13.1.1
    Hint: 3
    Step: 08_nothing_new#lost-update
    """
    _, old = read(client)
    saved(save(client, new_text(client), old))
    before = read(client)
    for condition in (old, other_tag(client), None, other_tag(client)):
        sent = "no If-Match" if condition is None else f"If-Match {condition}"
        answer = save(client, new_text(client), condition)
        assert answer.status_code >= 300, (
            f"{state_of(before[1], condition)} A save with {sent} must be refused."
        )
        unchanged(
            client,
            before,
            f"The save with {sent} was refused, but the page has changed. Look at the condition before you "
            "store.",
        )
    still_saves(client)


def test_weak_tag_never_saves(client):
    """A weak tag in If-Match matches nothing: 412, and the page stays as it is.

    Row: weak
    Source: RFC 9110 §8.8.3.2
    Hint: 2
    Step: 08_nothing_new#require-a-condition
    """
    before = read(client)
    answer = save(client, new_text(client), f"W/{before[1]}")
    assert answer.status_code == 412, (
        "If-Match compares strongly: a weak tag cannot say that nothing at all has changed."
    )
    told_why(answer)
    unchanged(client, before, "The weak tag matched nothing, but the page has changed.")
    answer = save(client, new_text(client), f"{other_tag(client)}, W/{before[1]}")
    assert answer.status_code == 412, "One of these tags is the page's own, and it is weak."
    saved(save(client, new_text(client), before[1]))


def test_current_tag_saves(client):
    """A save that names the current tag is answered 200 or 204, and the text is saved byte for byte.

    Row: save, read
    Source: RFC 9110 §9.3.4
    Hint: 3
    Step: 08_nothing_new#lost-update
    """
    text = new_text(client)
    for path in ("/pages/home", BUS):
        for body in (text + b"\n", new_text(client) + "\nGröße: 3 €\r\n".encode(), *ODD_TEXTS, text, text):
            _, tag = read(client, path)
            answer = save(client, body, tag, path)
            assert answer.status_code in (200, 204)
            assert read(client, path)[0] == body, "GET has to give back what was saved, byte for byte."
    before = read(client, "/pages/home")
    saved(save(client, new_text(client), read(client)[1]))
    assert read(client, "/pages/home")[1] == before[1], (
        "Only bus was saved. The text of home is the same, so its tag has to be."
    )


def test_saved_page_has_a_new_tag(client):
    """The answer to a save carries the new ETag, and the next save can name it.

    Row: save, read
    Source: RFC 9110 §8.8.3
    Hint: 3
    Step: 08_nothing_new#lost-update
    """
    _, tag = read(client)
    seen = {tag}
    text = new_text(client)
    for newer in (text, twin_of(text), text + b"\n", b"Bus", b"bus", "\u00e9".encode()):
        told = tag_of(saved(save(client, newer, tag)))
        assert told not in seen, "The text that was sent is new, but the tag is one that the page had before."
        assert read(client)[1] == told, "The answer to PUT and the next GET have to name the same version."
        seen.add(told)
        tag = told


def test_one_tag_of_several_is_enough(client):
    """A save that names the current tag among others is a save.

    Row: save
    Source: RFC 9110 §13.1.1
    Hint: 2
    Step: 08_nothing_new#lost-update
    """
    for form in ("{tag}, {other}", "{other}, {tag}", "{other},{tag},W/{other}", "W/{other} , {tag}"):
        _, tag = read(client)
        condition = form.format(tag=tag, other=other_tag(client))
        text = new_text(client)
        answer = save(client, text, condition)
        assert answer.status_code in (200, 204), (
            f"If-Match is {condition}. One of these tags is the page's own, and one is enough."
        )
        assert client.get(BUS).data == text, "The text has to be saved."


def test_star_saves_over_any_version(client):
    """A save with If-Match: * is answered 200 or 204, whatever the version.

    Row: any
    Source: RFC 9110 §13.1.1
    Hint: 2
    """
    for path in (BUS, BUS, "/pages/home"):
        text = new_text(client)
        answer = save(client, text, "*", path)
        assert answer.status_code in (200, 204), "* means: there is such a page, whichever version it has."
        now = client.get(path)
        assert now.data == text, "The text has to be saved."
        assert answer.headers["ETag"] == now.headers["ETag"], (
            "The answer to PUT has to name the tag of the page now."
        )


def test_unknown_page_is_not_made(client):
    """A page that does not exist is 404 for a reader, and no condition of a writer makes it.

    Row: unknown, unknown-put
    Source: RFC 9110 §13.2.1
    Hint: 3
    """
    path = f"/pages/fair{client.number(1000, 9999)}"
    known = str(client.get(BUS).headers.get("ETag", "*"))
    for condition in ("*", other_tag(client), known, "*"):
        text = new_text(client)
        answer = save(client, text, condition, path)
        assert answer.status_code in (404, 412), (
            f"If-Match is {condition}, but no page is there whose version it names: nothing may be saved."
        )
        told_why(answer)
        if answer.status_code == 412:
            client.remark("412 is right too: no page is there, so If-Match is false (RFC 9110 §13.1.1).")
        answer = client.get(path)
        if answer.status_code == 200 and answer.data == text:
            assert answer.status_code == 404, "The save was refused, but a page was made."
        assert answer.status_code == 404
        told_why(answer)
    still_saves(client)
