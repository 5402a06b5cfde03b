"""Checks: wrong data is answered field by field, without the password; state conflicts are 409."""

from __future__ import annotations

import re
import warnings

#: So many addresses are looked at, at most, between those of two accounts.
MOST_BETWEEN = 12


def kind(body):
    """Name the kind of a parsed JSON value."""
    if isinstance(body, dict):
        return "a JSON object"
    if isinstance(body, list):
        return "a JSON list"
    return "a text" if isinstance(body, str) else "a single JSON value"


def secret(client):
    """Return a password that occurs nowhere else."""
    return f"Zq{client.number(10_000, 99_999)}xW{client.number(100, 999)}"


def address(client):
    """Return an e-mail address that the learner has not seen."""
    return f"reader{client.number(10_000, 99_999)}@post{client.number(100, 999)}.org"


def reader(client, **changed):
    """Return a good sign-up, with some fields changed; None as a change leaves the field out."""
    fields = {"email": address(client), "name": client.unseen("Kim"), "password": secret(client)} | changed
    return {name: value for name, value in fields.items() if value is not None}


def object_in(answer):
    """Return the JSON object in a body: an account, or why there is none."""
    body = answer.json
    assert kind(body) == "a JSON object", "An account is one JSON object, and so is a refusal."
    return body


def signed_up(client, sent, why=""):
    """Send a good sign-up and return the answer. Say why it is good, where that may surprise."""
    answer = client.post("/accounts", json=sent)
    assert answer.status_code == 201, why if answer.status_code in (400, 422) else ""
    return answer


def refused(client, sent):
    """Send a bad sign-up, assert that it is refused in JSON, and return the body."""
    answer = client.post("/accounts", json=sent)
    assert answer.status_code in (400, 422)
    if answer.status_code == 422:
        client.remark("422 is as right as 400: the JSON is good, what it says is not (RFC 9110 §15.5.21).")
    body = object_in(answer)
    assert body["error"], "`error` says in one sentence what happened."
    return body


def fields_in(body):
    """Return the fields that a refusal complains about, sorted."""
    entries = body["errors"]
    assert kind(entries) == "a JSON list", "`errors` is a list with one entry for each field at fault."
    return sorted(field_of(entry) for entry in entries)


def field_of(entry):
    """Return the field that an entry of `errors` is about."""
    assert kind(entry) == "a JSON object", "An entry of `errors` is an object with `loc` and `msg`."
    place, message = entry["loc"], entry["msg"]
    assert kind(message) == "a text", "`msg` tells a person what is wrong with the field."
    seen = "a text with words" if message.strip() else "an empty text"
    assert seen == "a text with words", "`msg` tells a person what is wrong with the field."
    field = place[-1] if kind(place) == "a JSON list" and len(place) else place
    assert kind(field) == "a text", "`loc` names the field, so that the form can mark it."
    return str(field)


def hides(answer, password):
    """Assert that an answer does not hold a password."""
    everything = "\n".join([*answer.headers.values(), answer.text])
    before, found, _ = everything.partition(str(password))
    line = before.rpartition("\n")[2]
    seen = f"…{line[-40:]}{found}" if found else "no password"
    assert seen == "no password", (
        "A password never belongs in an answer: browsers, proxies and logs keep what they see."
    )


def test_good_sign_up_is_created(client):
    """A good sign-up is 201 with the account and its Location, and Location leads to the same account.

    Row: create, follow
    Source: RFC 9110 §15.3.2
    Hint: 2
    Step: 05_precise_success#a-new-thing
    """
    answers = []
    for changed in (
        {"name": "Kim & <Löwe>"},
        {"name": '  "O\'Neil" \\ '},
        {"email": "o'neil+books&co%1/2=?#{x}~@mail.example-1.co.uk"},
        {"email": "k@b.museum"},
        {},
    ):
        sent = reader(client, **changed)
        answer = signed_up(client, sent)
        answers.append(answer)
        account = object_in(answer)
        assert account["email"] == sent["email"], "The account has to have the address that was sent."
        assert account["name"] == sent["name"], "The account has to have the name that was sent."
        assert account["roles"] == ["reader"], "A new account is a reader's."
        found = client.follow(answer)
        assert found.status_code == 200
        shown = object_in(found)
        for field in ("id", "email", "name", "roles"):
            assert shown[field] == account[field], f"POST and GET must agree about {field!r}."
    for answer in answers:
        assert object_in(client.follow(answer))["email"] == object_in(answer)["email"], (
            "An account has to stay at its address when others come."
        )
    for name in client.texts("blank", "quoted", "markup", "address", "letters", "case", "words"):
        if name.strip():
            answer = signed_up(client, reader(client, name=name))
            assert object_in(answer)["name"] == name, "The account has to have the name that was sent."
            shown = object_in(client.follow(answer))["name"]
            assert shown == name, "POST and GET must agree about 'name'."


def test_good_answers_hide_the_password(client):
    """No answer about an account holds its password.

    Row: secret, create, follow, taken
    Source: RFC 9110 §17.7
    Hint: 2
    Step: 10_shape_and_meaning#never-send-it-back
    """
    sent = reader(client)
    answer = signed_up(client, sent)
    hides(answer, sent["password"])
    hides(client.follow(answer), sent["password"])
    hides(client.post("/accounts", json=sent), sent["password"])


def test_refusals_hide_the_password(client):
    """A refusal does not repeat the password, whichever field is at fault.

    Row: secret, invalid
    Source: RFC 9110 §17.7
    Hint: 1
    Step: 10_shape_and_meaning#never-send-it-back
    """
    signed_up(client, reader(client))
    number, short, long = (
        client.number(10_000_000, 99_999_999),
        f"q{client.number(1000, 9999)}",
        secret(client),
    )
    for password, sent in (
        (long, reader(client, password=long, name=None)),
        (long, reader(client, password=long, email=None)),
        (long, reader(client, password=long, email="kim")),
        (long, reader(client, password=long, name=7, email=[])),
        (short, reader(client, password=short)),
        (short, reader(client, password=short, email=None)),
        (number, reader(client, password=number)),
        (long, reader(client, password=[long])),
        (long, reader(client, password={"value": long})),
        (long, reader(client, password=long, roles=["librarian"])),
        (long, ["kim", long]),
        (long, long),
    ):
        answer = client.post("/accounts", json=sent)
        # Unknown fields may be ignored; what a good answer shows is the rule of another check.
        if int(answer.status_code) != 201:
            hides(answer, password)
    cut_off = f'{{"password": "{long}", "name": '
    hides(client.post("/accounts", data=cut_off, content_type="application/json"), long)


def test_bad_address_is_refused(client):
    """An address that is not valid is refused with an entry for email.

    Row: invalid
    Source: RFC 9110 §15.5.1
    Hint: 3
    Step: 10_shape_and_meaning#never-send-it-back
    """
    good = address(client)
    signed_up(client, reader(client, email=good))
    for email in (
        "",
        "  ",
        "kim",
        f"@post{client.number(100, 999)}.org",
        "kim@",
        "kim@localhost",
        f"k im{client.number(100, 999)}@example.org",
        f"kim@exa mple{client.number(100, 999)}.org",
        f"{address(client)}\n<b>hello</b>",
        f"{address(client)} {address(client)}",
        "kim@exa\tmple.org",
        "kim@@example.org",
        "kim@home@example.org",
    ):
        fields = fields_in(refused(client, reader(client, email=email)))
        assert fields == ["email"], "Only the address is wrong: `errors` has to have one entry, for email."


def test_each_field_at_fault_has_one_entry(client):
    """Every field that is missing or wrong has exactly one entry, and no other field has one.

    Row: invalid
    Source: RFC 9110 §15.5.1
    Hint: 1
    Step: 10_shape_and_meaning#one-entry-per-field
    """
    signed_up(client, reader(client))
    for sent, wrong in (
        (reader(client, name=None), ["name"]),
        (reader(client, password=None, email=None), ["email", "password"]),
        ({}, ["email", "name", "password"]),
        (reader(client, password="short67"), ["password"]),
        (reader(client, name=""), ["name"]),
        (reader(client, email="kim", password="x"), ["email", "password"]),
        (reader(client, email=5, name=["Kim"], password=12345678), ["email", "name", "password"]),
        (reader(client, email="kim", name={}), ["email", "name"]),
        ({**reader(client), "name": None, "email": None}, ["email", "name"]),
        ({**reader(client), "password": None}, ["password"]),
        (reader(client, password=""), ["password"]),
        (reader(client, password="ßßßßßßß"), ["password"]),
        (reader(client, email=True, name=0, password=1.5), ["email", "name", "password"]),
        (reader(client, email=False, name=True, password=[]), ["email", "name", "password"]),
        (reader(client, email={}, name=[], password={}), ["email", "name", "password"]),
        (reader(client, name=False), ["name"]),
        (reader(client, name=7), ["name"]),
        (reader(client, password=12345678), ["password"]),
        (reader(client, password=[secret(client)]), ["password"]),
    ):
        fields = fields_in(refused(client, sent))
        assert fields == wrong, (
            "The form marks the fields that `errors` names. It has to name all that are wrong, each once."
        )
    for password in ("eight888", "12345678", "  six666", "six666  ", "ßßßßßßßß"):
        signed_up(
            client,
            reader(client, password=password, name="K"),
            "A name of 1 character and a password of 8 are enough. Every character counts, white space too.",
        )
    signed_up(
        client,
        reader(client, password=f"{secret(client)}-" * 20, name=client.unseen("K") * 20),
        "Nothing says how long a name or a password may be at most.",
    )


def test_refused_sign_up_stores_nothing(client):
    """After a refusal the address is still free: the repaired form is 201.

    Row: nothing-stored
    Source: RFC 9110 §15.5.1
    Hint: 3
    """
    for fault in ({"password": "short"}, {"name": None}, {"name": 4}, {"password": None, "name": ""}):
        email = address(client)
        refused(client, reader(client, email=email, **fault))
        signed_up(client, reader(client, email=email))


def test_address_has_one_spelling(client):
    """An address is stored in lower case and without white space around it.

    Row: email, follow
    Source: RFC 9110 §15.3.2
    Hint: 3
    """
    for before, after in (("", ""), (" ", "  "), ("\t", "\n")):
        email = address(client)
        answer = signed_up(client, reader(client, email=f"{before}{email.title()}{after}"))
        assert object_in(answer)["email"] == email, (
            "It has to have one spelling: lower case, nothing around it."
        )
        assert object_in(client.follow(answer))["email"] == email, (
            "What is stored has to have that spelling too."
        )
    answer = signed_up(client, reader(client, email=" KÖNIG@Bücher.ORG "))
    assert object_in(answer)["email"] == "könig@bücher.org", "Ö is a capital letter too."


def test_client_cannot_choose_roles(client):
    """Roles and other unknown fields are ignored or refused, and never obeyed.

    Row: roles
    Source: RFC 9110 §15.5.1
    Hint: 2
    """
    signed_up(client, reader(client))
    for field, value in (
        ("roles", ["librarian"]),
        ("roles", [client.unseen("root")]),
        ("roles", ["reader", "librarian"]),
        ("roles", "librarian"),
        ("is_admin", True),
        ("id", client.number(10**6, 10**7)),
        (f"x{client.number(100, 999)}", 1),
    ):
        sent = reader(client)
        answer = client.post("/accounts", json={**sent, field: value})
        assert answer.status_code in (201, 400, 422)
        if answer.status_code != 201:
            client.remark("You refuse fields that you do not know. Ignoring them is right too.")
            body = object_in(answer)
            assert body["error"], "`error` says in one sentence what happened."
            assert fields_in(body) == [field], "A refusal of an unknown field says which one."
            signed_up(client, sent)
            continue
        for account in (object_in(answer), object_in(client.follow(answer))):
            assert account["roles"] == ["reader"], "The library gives out roles. A client cannot."
            found = "the field as it was sent" if account.get(field) == value else "no such field"
            assert found == "no such field", "An ignored field has to leave no trace in the account."


def accounts_between(client, first, last):
    """Return the accounts whose addresses lie between those of two others, where a number ends them."""
    begin, end = (re.fullmatch(r"(.*/)([0-9]{1,6})", answer.headers["Location"]) for answer in (first, last))
    if not begin or not end or begin[1] != end[1]:
        return []
    numbers = range(int(begin[2]) + 1, int(end[2]))[:MOST_BETWEEN]
    answers = [client.get(f"{begin[1]}{number}") for number in numbers]
    found = [
        answer.json
        for answer in answers
        if answer.status_code == 200 and answer.mimetype == "application/json"
    ]
    return [account for account in found if isinstance(account, dict)]


def test_taken_address_is_a_conflict(client):
    """A second sign-up with an address in use is 409, and the first account stays as it is.

    Row: taken
    Source: RFC 9110 §15.5.10
    Hint: 3
    Step: 11_state_of_things#already-there
    """
    sent = reader(client)
    first = signed_up(client, sent)
    second = reader(client)
    signed_up(client, second)
    signed_up(client, reader(client))
    taken = sent["email"]
    for email in (taken, taken.upper(), f" {taken.title()} ", f"\t{taken}\n", taken, second["email"]):
        answer = client.post("/accounts", json=reader(client, email=email))
        assert answer.status_code == 409
        body = object_in(answer)
        assert body["error"], "`error` says what is in the way."
    kept = object_in(client.follow(first))
    assert [kept["email"], kept["name"]] == [sent["email"], sent["name"]], (
        "The account of the first reader has to stay as that reader made it."
    )
    last = signed_up(client, reader(client))
    for account in accounts_between(client, first, last):
        assert account.get("email") != taken, "A refused sign-up must not make an account."


def test_json_that_is_no_object_is_refused(client):
    """JSON of another shape is refused with 400 or 422 and a JSON error.

    Row: not-an-object
    Source: RFC 9110 §15.5.1
    Hint: 3
    Step: 10_shape_and_meaning#shape-comes-first
    """
    signed_up(client, reader(client))
    pairs = '[["email", "kim@example.org"], ["name", "Kim"], ["password", "12345678"]]'
    words = '["email", "name", "password"]'
    for text in ("[1]", '"email name password"', "5", "null", "[]", "true", words, pairs, "0", '""', "false"):
        answer = client.post("/accounts", data=text, content_type="application/json")
        assert answer.status_code in (400, 422)
        body = object_in(answer)
        assert body["error"], "`error` says what was expected instead."


def test_broken_json_is_a_bad_request(client):
    """A body that is not JSON is 400.

    Row: broken
    Source: RFC 9110 §15.5.1
    Hint: 3
    Step: 09_reading_the_body#syntax-is-400
    """
    signed_up(client, reader(client))
    for text in ('{"email": ', "email=kim", "", " ", "{'email': 'kim'}", b'{"email": "\xff"}'):
        answer = client.post("/accounts", data=text, content_type="application/json")
        why = "Bytes that are not UTF-8 are not JSON (RFC 8259 §8.1)." if isinstance(text, bytes) else ""
        assert answer.status_code == 400, why


def test_no_deprecated_name_is_used(client):
    """Sign-ups, good, bad and repeated, run without a warning of pydantic about a deprecated name.

    Row: modern
    Source: pydantic 2, migration guide
    Hint: 1
    """
    with warnings.catch_warnings(record=True) as seen:
        warnings.simplefilter("always")
        fresh = client.fresh()
        sent = reader(client)
        answer = signed_up(fresh, sent)
        assert fresh.follow(answer).status_code == 200
        refused(fresh, reader(client, name=None))
        fresh.post("/accounts", json=sent)
        fresh.post("/accounts", json=[1])
    texts = sorted({str(warning.message).partition(".")[0] for warning in seen if deprecated(warning)})
    assert texts == [], "These names of pydantic 1 are gone in version 3. The story says what they became."


def deprecated(warning):
    """Tell whether a warning is one of pydantic's about a deprecated name."""
    return any(one.__name__ == "PydanticDeprecationWarning" for one in type(warning.message).__mro__)
