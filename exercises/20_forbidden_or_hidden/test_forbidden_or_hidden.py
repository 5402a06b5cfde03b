"""Checks: 401 for the unknown, 404 for what is not theirs to know, 403 for what is not theirs to do."""

from __future__ import annotations

import re
from types import SimpleNamespace

QUOTED = r'"(?:[^"\\]|\\.)*"'

GONE = "410 tells everybody that there was a record. From now on this is a number that no record has."
OTHERS_STAY = "The office has deleted another record. This one must still be there."
NOBODYS = "403 says that the record is there and may not be touched. There is none, and 404 says so."


def fill(client, key, values):
    """Put these values into one of the two dicts of the app."""
    place = client.app.config.setdefault(key, {})
    kind = "a dict" if isinstance(place, dict) else type(place).__name__
    assert kind == "a dict", f"app.config[{key!r}] is the dict that the clinic fills."
    place.clear()
    place.update(values)


def clinic(client):
    """Fill the app with people and records that the learner has not seen."""
    start = client.number(100, 9000)
    # The name of the one is the beginning of the other's.
    one, other = f"P-{start}", f"P-{start}1"
    tokens = SimpleNamespace(patient=f"t{start}a", other=f"t{start}b", desk=f"t{start}c")
    people = {
        tokens.patient: {"name": one, "role": "patient"},
        tokens.other: {"name": other, "role": "patient"},
        tokens.desk: {"name": f"desk-{start}", "role": "office"},
    }
    owners = {start + 3: one, start + 7: one, start + 20: other}
    records = {
        number: {"id": number, "patient": patient, "note": client.unseen("note")}
        for number, patient in owners.items()
    }
    fill(client, "PEOPLE", people)
    fill(client, "RECORDS", {number: dict(record) for number, record in records.items()})
    return SimpleNamespace(
        **vars(tokens),
        records=records,
        own=(start + 3, start + 7),
        foreign=start + 20,
        hidden=((start + 20, tokens.patient), (start + 3, tokens.other), (start + 7, tokens.other)),
        absent=(start + 1, start + 21, client.number(10**5, 10**6)),
    )


def ask(client, number, token=None, method="GET"):
    """Send a request for a record, with a token or without."""
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    return client.open(f"/records/{number}", method=method, headers=headers)


def anonymous(client, place, number, method="GET"):
    """Send the request of somebody unknown, in each form."""
    yield ask(client, number, None, method)
    good = place.desk
    for value in (
        "",
        "Bearer",
        f"Bearer {good}x",
        f"Bearer {good} {good}",
        f"Token {good}",
        f"Basic {good}",
        good,
    ):
        yield client.open(f"/records/{number}", method=method, headers={"Authorization": value})


def assert_shown(client, place, number, token):
    """Fail unless the record is shown to the person with this token."""
    answer = ask(client, number, token)
    assert answer.status_code == 200
    assert answer.json == place.records[number], "The answer is the record, as the clinic keeps it."


def assert_error(answer):
    """Fail unless the body is a JSON object with a text in error."""
    body = answer.json
    kind = "a JSON object" if isinstance(body, dict) else "JSON, but no object"
    assert kind == "a JSON object", "A client looks for a field by its name, and only an object has names."
    text = body["error"]
    kind = "a text" if isinstance(text, str) and text.strip() else "no text"
    assert kind == "a text", "error is read by a person, so it is a text with something in it."


def unquoted_challenges(answer):
    """Return WWW-Authenticate, spread over several lines or not, without what stands in quotation marks."""
    return re.sub(QUOTED, '""', ", ".join(answer.headers.get_all("WWW-Authenticate")))


def headers_of(answer):
    """Return the headers of an answer, sorted, without the date."""
    pairs = answer.response.headers
    return sorted(f"{name}: {value}" for name, value in pairs if name.lower() != "date")


def without(client, place, number, question):
    """Put the question while there is no record of this number, and return its answers."""
    records = client.app.config["RECORDS"]
    records.pop(number, None)
    answers = [*question()]
    records[number] = dict(place.records[number])
    return answers


def assert_same(answer, absent):
    """Fail unless an answer is that of the same number without a record."""
    compare = "Anybody who compares them knows which records exist."
    assert answer.status_code == absent.status_code, (
        f"Without a record of this number, the same request is answered {absent.status_code}. {compare}"
    )
    other_body = f"Without a record of this number, the same request gets the other body. {compare}"
    if answer.mimetype == absent.mimetype == "application/json":
        assert answer.json == absent.json, other_body
    assert answer.text == str(absent.text), other_body
    assert headers_of(answer) == headers_of(absent), (
        f"Without a record of this number, the same request gets the other headers. {compare}"
    )


def assert_both_ask(answer, absent):
    """Fail when only one of two answers to somebody unknown is a 401, at the one that is none."""
    if answer.status_code != absent.status_code:
        other = absent if answer.status_code == 401 else answer
        assert other.status_code == 401, (
            f"With a record of this number the request is answered {int(answer.status_code)}, without one "
            f"{int(absent.status_code)}. Anybody who compares them knows which records exist."
        )


def test_own_record(client):
    """A patient reads their own record: 200 OK.

    Row: own
    Source: RFC 9110 §15.3.1
    Hint: 3
    """
    place = clinic(client)
    for number in (*place.own, place.own[0]):
        assert_shown(client, place, number, place.patient)
    assert_shown(client, place, place.foreign, place.other)


def test_office_reads(client):
    """The office reads every record: 200 OK.

    Row: office
    Source: RFC 9110 §15.3.1
    Hint: 3
    """
    place = clinic(client)
    for number in place.records:
        assert_shown(client, place, number, place.desk)


def test_anonymous_is_asked_who_it_is(client):
    """A request without a good token is answered 401 Unauthorized.

    Row: anonymous
    Source: RFC 9110 §15.5.2
    Hint: 2
    Step: 12_401_403_404#known-and-refused
    """
    place = clinic(client)
    for number in (place.own[0], place.absent[0]):
        for answer in anonymous(client, place, number):
            assert answer.status_code == 401
            assert_error(answer)
    assert_shown(client, place, place.own[0], place.patient)


def test_anonymous_deletes_nothing(client):
    """A DELETE without a good token is answered 401 Unauthorized, and the record stays.

    Row: anonymous
    Source: RFC 9110 §15.5.2
    Hint: 2
    Step: 12_401_403_404#where-the-guard-stands
    """
    place = clinic(client)
    for number in (place.own[0], place.absent[0]):
        for answer in anonymous(client, place, number, "DELETE"):
            assert answer.status_code == 401
            assert_error(answer)
    assert_shown(client, place, place.own[0], place.patient)


def test_every_401_has_a_challenge(client):
    """Every 401 names the scheme Bearer in WWW-Authenticate.

    Row: challenge
    Source: RFC 9110 §11.6.1
    Hint: 2
    Step: 12_401_403_404#the-challenge
    """
    place = clinic(client)
    for method in ("GET", "DELETE"):
        for answer in anonymous(client, place, place.foreign, method):
            assert answer.status_code == 401
            there = "WWW-Authenticate" in answer.headers
            seen = "a 401 with WWW-Authenticate" if there else "a 401 without WWW-Authenticate"
            assert seen == "a 401 with WWW-Authenticate", (
                "A 401 asks for credentials, and WWW-Authenticate has to say which."
            )
            found = re.search(r"(?:^|,)\s*bearer(?=\s|,|$)", unquoted_challenges(answer), re.IGNORECASE)
            seen = "a challenge of the scheme Bearer" if found else "no challenge of the scheme Bearer"
            assert seen == "a challenge of the scheme Bearer", (
                "The scheme is the first word of a challenge. The clinic takes Bearer, so that is the word."
            )


def test_anonymous_learns_nothing(client):
    """Without a good token the answer is the same whether the record exists or not.

    Row: nothing-learned
    Source: RFC 9110 §15.5.4
    Hint: 1
    Step: 11_state_of_things#what-a-code-gives-away
    """
    place = clinic(client)
    for method in ("GET", "DELETE"):
        for number in place.records:

            def question(method=method, number=number):
                return anonymous(client, place, number, method)

            absent = without(client, place, number, question)
            for answer, other in zip(question(), absent, strict=True):
                assert_both_ask(answer, other)
                assert_same(answer, other)
    assert_shown(client, place, place.foreign, place.other)


def test_absent(client):
    """A number that no record has is answered 404 Not Found to everybody with a token.

    Row: absent
    Source: RFC 9110 §15.5.5
    Hint: 3
    Step: 11_state_of_things#nothing-here
    """
    place = clinic(client)
    for number in place.absent:
        for token in (place.patient, place.other, place.desk):
            answer = ask(client, number, token)
            assert answer.status_code == 404, NOBODYS if answer.status_code == 403 else ""
            assert_error(answer)
        answer = ask(client, number, place.desk, "DELETE")
        assert answer.status_code == 404, NOBODYS if answer.status_code == 403 else ""
        assert_error(answer)
    assert_shown(client, place, place.own[0], place.patient)


def test_record_of_another_is_hidden(client):
    """Another patient's record is answered 404 Not Found.

    Row: hidden
    Source: RFC 9110 §15.5.4
    Hint: 3
    """
    place = clinic(client)
    for number, token in place.hidden:
        answer = ask(client, number, token)
        assert answer.status_code == 404
        assert_error(answer)
    assert_shown(client, place, place.own[0], place.patient)
    assert_shown(client, place, place.foreign, place.other)


def test_hidden_and_absent_are_the_same(client):
    """A hidden record and an absent one get the same answer: code, body and headers.

    Row: hidden
    Source: RFC 9110 §15.5.5
    Hint: 3
    """
    place = clinic(client)
    for number, token in place.hidden:

        def question(number=number, token=token):
            yield ask(client, number, token)

        (absent,) = without(client, place, number, question)
        for _ in range(2):
            assert_same(ask(client, number, token), absent)
    assert_shown(client, place, place.foreign, place.other)


def test_patient_may_not_delete(client):
    """A patient who deletes their own record is answered 403 Forbidden, and the record stays.

    Row: own-delete
    Source: RFC 9110 §15.5.4
    Hint: 3
    Step: 12_401_403_404#known-and-refused
    """
    place = clinic(client)
    owned = [(number, place.patient) for number in place.own] + [(place.foreign, place.other)]
    for number, token in owned:
        answer = ask(client, number, token, "DELETE")
        assert answer.status_code == 403
        assert_error(answer)
        assert_shown(client, place, number, token)
    assert ask(client, place.own[0], place.desk, "DELETE").status_code == 204


def test_delete_tells_nothing(client):
    """A patient's DELETE on another record says the same whether it exists or not, and deletes nothing.

    Row: hidden-delete
    Source: RFC 9110 §15.5.4
    Hint: 3
    """
    place = clinic(client)
    codes = set()
    for number, token in place.hidden:

        def question(number=number, token=token):
            yield ask(client, number, token, "DELETE")

        (absent,) = without(client, place, number, question)
        (hidden,) = question()
        assert hidden.status_code in (404, 403)
        assert_same(hidden, absent)
        assert_error(hidden)
        codes.add(int(hidden.status_code))
    for number in place.absent:
        answer = ask(client, number, place.patient, "DELETE")
        assert answer.status_code in (404, 403)
        assert_error(answer)
        codes.add(int(answer.status_code))
    seen = "one code for all numbers" if len(codes) == 1 else "403 for one number, 404 for another"
    assert seen == "one code for all numbers", (
        "403 or 404 is your choice. It has to be the same for every number."
    )
    if codes == {403}:
        client.remark("403 is right too: it comes for every number, so it reveals none (RFC 9110 §15.5.4).")
    for number, token in ((place.foreign, place.other), (place.own[0], place.patient)):
        assert_shown(client, place, number, token)


def test_office_deletes(client):
    """The office deletes a record: 204 No Content, and from then on it is absent.

    Row: delete, absent
    Source: RFC 9110 §9.3.5
    Hint: 3
    Step: 05_precise_success#done-and-silent
    """
    place = clinic(client)
    first, second = place.own
    assert_shown(client, place, first, place.patient)
    assert ask(client, first, place.desk, "DELETE").status_code == 204
    for token in (place.patient, place.other, place.desk):
        answer = ask(client, first, token)
        assert answer.status_code == 404, {410: GONE, 403: NOBODYS}.get(answer.status_code, "")
    assert ask(client, first, place.desk, "DELETE").status_code == 404
    for number, token in ((second, place.patient), (place.foreign, place.other)):
        assert ask(client, number, token).status_code == 200, OTHERS_STAY
        assert_shown(client, place, number, token)
    client.app.config["RECORDS"][first] = dict(place.records[first])
    assert_shown(client, place, first, place.patient)
