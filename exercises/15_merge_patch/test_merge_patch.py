"""Checks: a merge patch changes what it names, and other media types are refused with Accept-Patch."""

from __future__ import annotations

from json import dumps

MERGE_PATCH = "application/merge-patch+json"
CREATED = "This code tells a client that the profile is there and was changed. There was none to change."
OTHER_TYPES = (
    "application/json",
    "application/json; charset=utf-8",
    "application/json-patch+json",
    "application/merge-patch",
    "application/merge-patch+jsonx",
    "application/merge-patch+xml",
    "application/x-merge-patch+json",
    "text/merge-patch+json",
    'text/plain; like="application/merge-patch+json"',
    "text/plain",
    "application/x-www-form-urlencoded",
    "merge-patch+json",
    None,
)


#: How many objects stand inside each other in the deepest patch of the checks.
DEPTH = 50


def without(profile, field):
    """Return a profile without one of its fields."""
    return {name: value for name, value in profile.items() if name != field}


def kind(body):
    """Name the kind of a parsed JSON value."""
    if isinstance(body, dict):
        return "a JSON object"
    return "a JSON list" if isinstance(body, list) else "a single JSON value"


def stored(client, **fields):
    """Store a profile that the learner has not seen; return its address and the profile."""
    profile = {
        "name": client.unseen("Kim"),
        "sport": client.unseen("rowing"),
        "born": client.number(1950, 2010),
        "address": {
            "city": client.unseen("Lyon"),
            "street": client.unseen("Quai"),
            "floor": client.number(1, 9),
        },
        "tags": ["a", client.unseen("b")],
        **fields,
    }
    address = f"/profiles/{client.number(100, 9_999_999)}"
    assert client.put(address, json=profile).status_code in (200, 201), "PUT works in the stub. Keep it."
    return address, profile


def send(client, address, patch, content_type=MERGE_PATCH):
    """Send a patch and return the answer."""
    return client.patch(address, data=dumps(patch), content_type=content_type)


def profile_at(client, address):
    """Return the profile at an address."""
    answer = client.get(address)
    assert answer.status_code == 200
    profile = answer.json
    assert kind(profile) == "a JSON object", "A profile is one JSON object."
    return profile


def patched(client, address, patch, expected, why, content_type=MERGE_PATCH):
    """Send a patch, assert that the answer and the profile are what they should be, and return the answer."""
    answer = send(client, address, patch, content_type)
    assert answer.status_code in (200, 204)
    if answer.status_code == 200:
        assert answer.json == expected, f"The body of a 200 is the whole changed profile. {why}"
    assert profile_at(client, address) == expected, why
    return answer


def error_in(answer):
    """Assert that a refusal is a JSON object with an error."""
    body = answer.json
    assert kind(body) == "a JSON object", "A refusal is a JSON object with `error`."
    assert body["error"], "`error` says what is wrong with the patch."


def unprocessable(client, answer):
    """Assert that a patch was refused as 400 or 422, in JSON."""
    assert answer.status_code in (400, 422)
    if answer.status_code == 422:
        client.remark("422: the patch can be read but cannot be carried out (RFC 5789 §2.2).")
    error_in(answer)


def unchanged(client, address, profile):
    """Assert that a profile is as it was."""
    assert profile_at(client, address) == profile, (
        "A PATCH that is refused has to change nothing, not even a part (RFC 5789 §2)."
    )


def works(client):
    """Assert that a patch without a fault is carried out; return the address of the profile."""
    address, profile = stored(client)
    sport = client.unseen("judo")
    patched(
        client,
        address,
        {"sport": sport},
        profile | {"sport": sport},
        "This is a good patch: it has to change `sport`.",
    )
    return address


def test_named_fields_change_and_others_stay(client):
    """A field in the patch gets its new value, and every other field stays as it was.

    Row: patch, kept
    Source: RFC 7396 §1
    Hint: 2
    """
    address, profile = stored(client)
    sport, born, shoe = client.unseen("chess"), client.number(1950, 2010), client.number(36, 46)
    answer = patched(
        client,
        address,
        {"sport": sport},
        profile | {"sport": sport},
        "The patch names one field, so only that one may change.",
    )
    if answer.status_code == 204:
        client.remark("204 without the profile is as right as 200 with it (RFC 5789 §2.1).")
    patched(
        client,
        address,
        {"born": born, "shoe": shoe},
        profile | {"sport": sport, "born": born, "shoe": shoe},
        "A patch may add fields, and a second patch builds on the first.",
    )
    patched(
        client,
        address,
        {},
        profile | {"sport": sport, "born": born, "shoe": shoe},
        "An empty patch names nothing, so nothing may change.",
    )
    odd = {"": 1, "a/b": "2", "Sport": client.unseen("x"), "name ": "n", "größe": 1.5}
    patched(
        client,
        address,
        odd,
        profile | {"sport": sport, "born": born, "shoe": shoe} | odd,
        "A field is named letter by letter: Sport and sport are two fields.",
    )


def test_one_profile_is_changed(client):
    """A patch changes the profile at its address, and no other one.

    Row: kept
    Source: RFC 5789 §2
    Hint: 2
    """
    first, one = stored(client)
    second, two = stored(client, tags=["b"])
    patched(
        client, first, {"swims": True, "tags": None}, without(one, "tags") | {"swims": True}, "A good patch."
    )
    assert profile_at(client, second) == two, "The patch was for another profile."
    sport = client.unseen("judo")
    patched(client, second, {"sport": sport}, two | {"sport": sport}, "Here only `sport` was sent.")
    assert profile_at(client, first) == without(one, "tags") | {"swims": True}, (
        "The patch was for another profile."
    )


def test_what_is_not_named_is_not_looked_at(client):
    """null and empty values that the profile holds already stay, when no patch names them.

    Row: kept, nested
    Source: RFC 7396 §1
    Hint: 2
    """
    odd = {"coach": None, "notes": [], "team": {}, "debts": 0, "address": {"floor": None, "city": "Lyon"}}
    address, profile = stored(client, **odd)
    sport = client.unseen("judo")
    profile = profile | {"sport": sport}
    why = "The patch names other fields, so these have to stay as they are, even null and empty ones."
    patched(client, address, {"sport": sport}, profile, why)
    profile = profile | {"address": {"floor": None, "city": "Nice"}}
    patched(client, address, {"address": {"city": "Nice"}}, profile, why)


def test_false_values_are_values(client):
    """0, false, the empty string and the empty list are values like any other, and only null deletes.

    Row: patch
    Source: RFC 7396 §1
    Hint: 2
    """
    for value in (0, False, "", [], 0.0, [None], " ", "null", True, 1, 1.5, 10**20, -1, " a & <b> "):
        address, profile = stored(client)
        patched(
            client,
            address,
            {"sport": value},
            profile | {"sport": value},
            "This value is not null: it has to be stored.",
        )
        shown = profile_at(client, address)["sport"]
        assert dumps(shown) == dumps(value), (
            "The value has to be stored as it came, not as another value that compares equal."
        )
        inside = profile["address"] | {"floor": value}
        patched(
            client,
            address,
            {"address": {"floor": value}},
            profile | {"sport": value, "address": inside},
            "Inside an object this value has to be stored as well: it is not null.",
        )


def test_null_deletes_the_field(client):
    """null deletes a field, and deleting what is not there changes nothing.

    Row: deleted, kept
    Source: RFC 7396 §1
    Hint: 2
    """
    address, profile = stored(client)
    rest = {field: value for field, value in profile.items() if field != "sport"}
    why = "null in the patch means: this field is gone. It does not mean: this field is null."
    patched(client, address, {"sport": None}, rest, why)
    patched(
        client,
        address,
        {"sport": None},
        rest,
        "The field was deleted before. Deleting it again has to be fine.",
    )
    patched(client, address, {client.unseen("x"): None, "born": 1990}, rest | {"born": 1990}, why)
    patched(client, address, {"sport": "golf"}, rest | {"born": 1990, "sport": "golf"}, "It may come back.")
    patched(client, address, {"sport": None, "tags": None}, without(rest, "tags") | {"born": 1990}, why)
    for value in (None, 0, False, "", [], {}):
        assert client.put(address, json=profile | {"extra": value}).status_code == 200
        patched(
            client, address, {"extra": None}, profile, "null has to delete a field, whatever its value was."
        )


def test_objects_are_merged(client):
    """An object in the patch changes the fields that it names inside the old object, at any depth.

    Row: nested, kept
    Source: RFC 7396 §1
    Hint: 2
    """
    deep = {"home": {"phone": client.number(1, 99), "mail": client.unseen("m")}, "note": client.unseen("n")}
    address, profile = stored(client, contact=deep)
    street, phone = client.unseen("Rue"), client.number(100, 999)
    expected = profile | {"address": profile["address"] | {"street": street}}
    patched(
        client,
        address,
        {"address": {"street": street}},
        expected,
        "Inside the address the same rules apply: the street has to change, and nothing else.",
    )
    expected = expected | {"address": {"city": profile["address"]["city"], "street": street}}
    patched(
        client,
        address,
        {"address": {"floor": None}},
        expected,
        "Inside the address the same rules apply: the floor has to go, and nothing else.",
    )
    expected = expected | {
        "contact": {"home": {"phone": phone, "mail": deep["home"]["mail"]}, "note": deep["note"]}
    }
    patched(
        client,
        address,
        {"contact": {"home": {"phone": phone}}},
        expected,
        "The rules apply at any depth: only the phone changes.",
    )
    patched(
        client,
        address,
        {"address": {}, "contact": {"home": {}}},
        expected,
        "An empty object names nothing, so nothing may change.",
    )
    deep, change = {"a": 1, "b": 2, "c": 3}, {"b": None, "c": 4}
    merged = {"a": 1, "c": 4}
    for level in range(DEPTH):
        deep, change, merged = ({f"l{level}": one, "kept": level} for one in (deep, change, merged))
        change = {name: value for name, value in change.items() if name != "kept"}
    address, profile = stored(client, deep=deep)
    patched(client, address, {"deep": change}, profile | {"deep": merged}, "The rules apply at any depth.")


def test_objects_where_none_was(client):
    """Where the profile holds no object, an object in the patch is merged into an empty one.

    Row: nested, deleted
    Source: RFC 7396 §1
    Hint: 3
    """
    address, profile = stored(client, sponsor="nobody", a=["b"], c=0, d=None, e=False, f=[])
    name = client.unseen("Bank")
    for field in ("sponsor", "trainer", "a", "c", "d", "e", "f"):
        profile = profile | {field: {"name": name, "seat": {}}}
        patched(
            client,
            address,
            {field: {"name": name, "phone": None, "seat": {"row": None}}},
            profile,
            "In a new object null leaves no field. Every field beside it stays, even one that holds null.",
        )
    for value in ({}, {"x": None}):
        address, profile = stored(client)
        patched(
            client,
            address,
            {"sport": value},
            profile | {"sport": {}},
            "What is left is an object without fields.",
        )


def test_lists_are_replaced(client):
    """A list in the patch replaces the old value as a whole, and a plain value replaces an object.

    Row: patch
    Source: RFC 7396 §1
    Hint: 2
    """
    address, profile = stored(client)
    tags = [client.unseen("c"), {"level": None}, None, {}, 0]
    patched(
        client,
        address,
        {"tags": tags},
        profile | {"tags": tags},
        "Lists are not merged. The new one replaces the old one.",
    )
    patched(
        client,
        address,
        {"address": "unknown"},
        profile | {"tags": tags, "address": "unknown"},
        "A string sent where an object was replaces the object.",
    )
    for new in ([], ["a"], [{"a": 1}]):
        patched(
            client,
            address,
            {"tags": new},
            profile | {"tags": new, "address": "unknown"},
            "Lists are not merged, not even empty ones.",
        )


def test_media_type_is_compared_without_case(client):
    """The media type may be in capitals and may have parameters.

    Row: spelling
    Source: RFC 9110 §8.3.1
    Hint: 1
    Step: 09_reading_the_body#what-counts-as-json
    """
    for spelling in (
        MERGE_PATCH,
        "Application/Merge-Patch+JSON; charset=utf-8",
        "application/merge-patch+json;charset=UTF-8",
        "APPLICATION/MERGE-PATCH+JSON",
        "application/merge-patch+json ; charset=utf-8",
        'application/merge-patch+json; example="a; b"',
    ):
        address, profile = stored(client)
        sport = client.unseen("golf")
        patched(
            client,
            address,
            {"sport": sport},
            profile | {"sport": sport},
            "This is the same media type in another spelling.",
            spelling,
        )


def test_other_media_types_are_refused(client):
    """Any other media type is 415 with a JSON error, and changes nothing.

    Row: other-type
    Source: RFC 9110 §15.5.16
    Hint: 1
    """
    works(client)
    address, profile = stored(client)
    for other in OTHER_TYPES:
        answer = send(client, address, {"sport": "none"}, other)
        assert answer.status_code == 415
        error_in(answer)
        unchanged(client, address, profile)


def test_refused_media_type_gets_an_alternative(client):
    """A 415 names the media type that would have worked in Accept-Patch.

    Row: other-type
    Source: RFC 5789 §2.2
    Hint: 1
    Step: 09_reading_the_body#name-what-you-take
    """
    address = works(client)
    for other in OTHER_TYPES:
        answer = send(client, address, {"sport": "none"}, other)
        assert answer.status_code == 415
        assert "Accept-Patch" in answer.headers, (
            "A refusal that names no alternative helps nobody. For PATCH it stands in this header."
        )
        named = {part.partition(";")[0].strip().lower() for part in answer.headers["Accept-Patch"].split(",")}
        assert MERGE_PATCH in named, "Accept-Patch tells the client which language of patches you read."


def test_patch_that_is_no_object_is_refused(client):
    """A merge patch that is not an object, or not JSON, is refused and changes nothing.

    Row: no-object, broken
    Source: RFC 5789 §2.2
    Hint: 3
    Step: 10_shape_and_meaning#shape-comes-first
    """
    works(client)
    address, profile = stored(client)
    for text in (
        "[]",
        '["sport"]',
        '"sport"',
        "5",
        "true",
        "null",
        "0",
        "false",
        '""',
        '[{"sport": "golf"}]',
    ):
        unprocessable(client, client.patch(address, data=text, content_type=MERGE_PATCH))
        unchanged(client, address, profile)
    for text in (
        '{"sport": ',
        "sport=golf",
        "",
        "{'sport': 'golf'}",
        '{"sport": "golf"} x',
        b'{"sport": "\xff"}',
    ):
        answer = client.patch(address, data=text, content_type=MERGE_PATCH)
        why = "Bytes that are not UTF-8 are not JSON (RFC 8259 §8.1)." if isinstance(text, bytes) else ""
        assert answer.status_code == 400, why
        unchanged(client, address, profile)


def test_patch_without_a_name_is_refused_whole(client):
    """A patch that leaves the profile without a name is refused, and no part of it is applied.

    Row: name
    Source: RFC 5789 §2
    Hint: 3
    """
    address, profile = stored(client, contact={"home": {"phone": 7, "mail": "m"}})
    name = client.unseen("Robin")
    profile = profile | {"name": name}
    patched(client, address, {"name": name}, profile, "A new name is fine.")
    for fine in (" Kim & <Lee> ", "0", "null", name):
        patched(
            client, address, {"name": fine}, profile | {"name": fine}, "This is a string that is not empty."
        )
    for bad in (None, "", 5, 0, True, False, 1.5, [], ["Kim"], {}, {"first": "Kim"}):
        for patch in (
            {"name": bad},
            {"sport": "golf", "address": {"city": "Rome"}, "name": bad, "born": 1900},
            {"contact": {"home": {"phone": 1}}, "name": bad, "tags": None},
        ):
            unprocessable(client, send(client, address, patch))
            unchanged(client, address, profile)
    address, profile = stored(client, coach={"name": "Lee"})
    for other in ("", None):
        answer = send(client, address, {"coach": {"name": other}})
        assert answer.status_code in (200, 204), (
            "This is the name of the coach. Only the profile needs a name."
        )


def test_profile_that_has_no_name(client):
    """Where the profile has no name, a patch has to bring one.

    Row: name, whole
    Source: RFC 5789 §2
    Hint: 3
    """
    works(client)
    for profile in ({"sport": "golf"}, {}, {"name": None}, {"name": ""}):
        address = f"/profiles/{client.number(10**6, 10**7)}"
        code = int(client.put(address, json=profile).status_code)
        if code in (400, 422):
            client.remark("Your PUT refuses a profile without a name. The PUT in app.py takes it.")
            continue
        assert code in (200, 201), "PUT works in the stub. Keep it."
        for patch in ({"born": 1990}, {}, profile):
            unprocessable(client, send(client, address, patch))
            unchanged(client, address, profile)
        name = client.unseen("Kim")
        expected = profile | {"name": name}
        patched(client, address, {"name": name}, expected, "With this patch the profile has a name.")


def test_unknown_profile_is_not_found(client):
    """A patch for a profile that does not exist is 404, and no profile is made.

    Row: unknown
    Source: RFC 9110 §15.5.5
    Hint: 3
    Step: 11_state_of_things#nothing-here
    """
    works(client)
    address = f"/profiles/{client.number(10**8, 10**9)}"
    for _ in range(2):
        answer = send(client, address, {"name": client.unseen("Kim"), "sport": "golf"})
        assert answer.status_code == 404, CREATED if int(answer.status_code) in (200, 201, 204) else ""
        error_in(answer)
        assert client.get(address).status_code == 404, "PATCH changes what is there. Here nothing is."
    profile = {"name": client.unseen("Kim")}
    assert client.put(address, json=profile).status_code == 201, "No profile was there, so PUT makes one."
    patched(client, address, {"sport": "golf"}, profile | {"sport": "golf"}, "Now the profile is there.")


def test_whole_profiles_work_as_before(client):
    """PUT still stores a whole profile, new or in place of another, and GET shows it.

    Row: whole
    Source: RFC 9110 §9.3.4
    Hint: 3
    Step: 10_shape_and_meaning#the-format-of-a-change
    """
    address = f"/profiles/{client.number(10**7, 10**8)}"
    answer = client.get(address)
    assert answer.status_code == 404
    error_in(answer)
    for code in (201, 200):
        profile = {"name": client.unseen("Kim"), client.unseen("x"): client.number(1, 99)}
        answer = client.put(address, json=profile)
        assert answer.status_code == code, "201 says that the profile is new, 200 that there was one."
        assert answer.json == profile, "PUT answers with the profile that is stored now."
        assert profile_at(client, address) == profile, "PUT replaces the whole profile; only PATCH merges."
