"""Checks: PUT is answered 201 when it makes something and 200 or 204 when it replaces something."""

from __future__ import annotations

from urllib.parse import quote

#: Keys of which each is easily taken for another one.
AWKWARD_KEYS = (
    "Lamp",
    "lamp",
    "a b",
    "a+b",
    "a%20b",
    "a&b=c",
    "what?",
    "#1",
    "fenêtre",
    "fenetre",
    "0",
    "00",
    " 0",
    f"{'window ' * 20}1",
    f"{'window ' * 20}2",
)


def kind(body):
    """Name the kind of a parsed JSON body."""
    if isinstance(body, dict):
        return "a JSON object"
    return "a JSON list" if isinstance(body, list) else "a single JSON value"


def new_address(client):
    """Return the address of a setting that does not exist yet."""
    return f"/settings/{client.unseen('window')}"


def setting_at(client, address):
    """Return the setting at an address."""
    answer = client.get(address)
    assert answer.status_code == 200
    setting = answer.json
    assert kind(setting) == "a JSON object", "A setting is a JSON object, as the panel sent it."
    return setting


def kept(client, address, setting, cause):
    """Assert that a PUT that was refused has left this setting at its address."""
    answer = client.get(address)
    if answer.status_code == 404:
        assert answer.status_code == 200, f"{cause}, but the setting is gone."
    assert answer.status_code == 200
    assert answer.json == setting, f"{cause}, but the setting has changed."


def none_there(client, address, cause):
    """Assert that a PUT that was refused has not made a setting at its address."""
    answer = client.get(address)
    if answer.status_code == 200 and '"error"' not in answer.text:
        assert answer.status_code == 404, f"{cause}, but it made a setting."
    assert answer.status_code == 404


def made(client, address, setting):
    """Send a setting to a free address and assert that it was created."""
    assert client.put(address, json=setting).status_code == 201


def replaced(client, address, setting):
    """Send a setting to an address in use and assert that it was replaced."""
    answer = client.put(address, json=setting)
    assert answer.status_code in (200, 204)
    if answer.status_code == 204:
        client.remark("204 for a replacement is as right as 200 (RFC 9110 §9.3.4).")


def test_new_setting_is_created(client):
    """A PUT to a key without a setting is answered 201 Created.

    Row: create
    Source: RFC 9110 §9.3.4
    Hint: 1
    Step: 06_safe_to_repeat#create-or-replace
    """
    for _ in range(2):
        made(client, new_address(client), {"value": client.number(1, 40)})


def test_existing_setting_is_replaced(client):
    """A PUT to a key that has a setting is answered 200 or 204.

    Row: replace
    Source: RFC 9110 §9.3.4
    Hint: 1
    Step: 06_safe_to_repeat#create-or-replace
    """
    address = new_address(client)
    assert client.put(address, json={"value": client.number(1, 20)}).status_code < 300
    replaced(client, address, {"value": client.number(21, 40)})
    assert client.get(address).status_code == 200


def test_repeated_put_leaves_the_same_state(client):
    """The same PUT sent six times is one 201, then 200 or 204, and one state.

    Row: repeat, create
    Source: RFC 9110 §9.2.2
    Hint: 2
    Step: 06_safe_to_repeat#twice-like-once
    """
    address = new_address(client)
    setting = {"value": client.number(1, 40), "unit": client.unseen("C")}
    made(client, address, setting)
    first = setting_at(client, address)
    for _ in range(5):
        replaced(client, address, setting)
        assert setting_at(client, address) == first, "PUT is idempotent: the panel may send it again."


def test_nothing_of_the_former_setting_is_left(client):
    """A PUT replaces the whole setting: GET returns what was sent last and nothing else.

    Row: replace, read
    Source: RFC 9110 §9.3.4
    Hint: 3
    Step: 06_safe_to_repeat#create-or-replace
    """
    address = new_address(client)
    for setting in (
        {"value": client.number(1, 40), "unit": "C", "note": client.unseen("north")},
        {"value": client.unseen("dawn"), "unit": "time"},
        {"value": [client.number(1, 9), None, 1.5, True], "key": "sun", "status": 404},
        {"value": {"open": {"at": 10**20, "lüften": []}}, "error": False},
    ):
        assert client.put(address, json=setting).status_code < 300
        assert setting_at(client, address) == setting, (
            "PUT replaces. What is in the new body is stored, and what is not in it is gone."
        )


def test_each_key_has_its_own_setting(client):
    """Each key is new once, whatever happened to the others.

    Row: create, replace
    Source: RFC 9110 §9.3.4
    Hint: 2
    Step: 06_safe_to_repeat#create-or-replace
    """
    windows, lamps, pump = (new_address(client) for _ in range(3))
    made(client, windows, {"value": 1})
    made(client, lamps, {"value": 1})
    replaced(client, windows, {"value": 2})
    made(client, pump, {"value": 1})
    replaced(client, lamps, {"value": 3})
    values = [setting_at(client, address)["value"] for address in (windows, lamps, pump)]
    assert values == [2, 3, 1], "Windows, lamps and pump each keep the value that was sent to them last."


def test_any_text_is_a_key(client):
    """Keys that look alike are different keys.

    Row: create, read
    Source: RFC 9110 §9.3.4
    Hint: 1
    Step: 06_safe_to_repeat#create-or-replace
    """
    addresses = [f"/settings/{quote(key, safe='')}" for key in AWKWARD_KEYS]
    made(client, addresses[0], {"value": 1})
    for number, address in enumerate(addresses[1:], 1):
        assert client.put(address, json={"value": number + 1}).status_code == 201, (
            "This key has no setting yet. A key is any text without a slash, and every character counts."
        )
    for number, address in enumerate(addresses):
        assert setting_at(client, address)["value"] == number + 1, (
            "The setting of a key has to be the one that was sent to this key, and to no other."
        )


def kind_of_value(value):
    """Name the kind of a JSON value: true is not 1, and false is not 0."""
    names = {bool: "true or false", int: "a number", float: "a number", str: "a text", type(None): "null"}
    return names.get(type(value)) or kind(value)


def test_zero_and_false_are_values(client):
    """0, false and what is empty are values like any other.

    Row: zero
    Source: RFC 9110 §9.3.4
    Hint: 2
    Step: 06_safe_to_repeat#create-or-replace
    """
    for value in (0, False, "", [], {}):
        address = new_address(client)
        made(client, address, {"value": value})
        replaced(client, address, {"value": value})
        stored = setting_at(client, address)["value"]
        why = "Zero degrees and lamps off are settings. The panel must read back exactly what it sent."
        assert kind_of_value(stored) == kind_of_value(value), why
        assert stored == value, why


def test_missing_value_is_refused(client):
    """A setting without a value is refused with 400 or 422 and a JSON error.

    Row: no-value
    Source: RFC 9110 §15.5.1
    Hint: 3
    Step: 04_what_flask_says#parser-speaks
    """
    address = new_address(client)
    for free_or_used in range(2):
        answer = client.put(address, json={"unit": client.unseen("C"), "Value": 3})
        assert answer.status_code in (400, 422)
        error = answer.json
        assert kind(error) == "a JSON object", "A refusal is a JSON object with a field `error`."
        assert "error" in error, "A client looks for the reason of a refusal under this name."
        assert error["error"], "Somebody has to repair the request: `error` says what is missing."
        if answer.status_code == 422:
            client.remark(
                "422 is right too: the JSON can be read, but its content cannot be used (RFC 9110 §15.5.21)."
            )
        if not free_or_used:
            assert client.put(address, json={"value": 5}).status_code < 300


def test_refused_put_changes_nothing(client):
    """A PUT without a value leaves a setting as it was, and makes none.

    Row: no-value, unknown
    Source: RFC 9110 §15.5.1
    Hint: 3
    Step: 06_safe_to_repeat#create-or-replace
    """
    used, free = new_address(client), new_address(client)
    setting = {"value": client.number(1, 40)}
    assert client.put(used, json=setting).status_code < 300
    setting = setting_at(client, used)
    for body in ({"unit": "F"}, {}, {"Value": 3}, {"setting": {"value": 3}}):
        client.put(used, json=body)
        kept(client, used, setting, "The PUT had no value")
        client.put(free, json=body)
        none_there(client, free, "The PUT had no value")


def test_broken_body_changes_nothing(client):
    """A body that is not JSON is answered 400, leaves a setting as it was, and makes none.

    Row: broken, unknown
    Source: RFC 9110 §15.5.1
    Hint: 3
    Step: 04_what_flask_says#parser-speaks
    """
    used, free = new_address(client), new_address(client)
    setting = {"value": client.number(1, 40)}
    assert client.put(used, json=setting).status_code < 300
    setting = setting_at(client, used)
    for body in (
        '{"value": ',
        "open the windows",
        "",
        '{"value": 1} and more',
        "{'value': 1}",
        b'{"value": "\xff"}',
        b"\xff\xfe",
    ):
        for address in (used, free):
            answer = client.put(address, data=body, content_type="application/json")
            assert answer.status_code == 400
        kept(client, used, setting, "The PUT could not be read")
        none_there(client, free, "The PUT could not be read")


def test_refused_put_leaves_no_trace(client):
    """The next good PUT is answered as if the refused one had not come.

    Row: no-value, broken, create, replace
    Source: RFC 9110 §9.3.4
    Hint: 3
    Step: 06_safe_to_repeat#create-or-replace
    """
    address = new_address(client)  # without a refused one before it, a PUT is answered like this
    for codes in ((201,), (200, 204)):
        assert client.put(address, json={"value": 7}).status_code in codes
    for refused in ({"json": {"unit": "F"}}, {"data": '{"value": ', "content_type": "application/json"}):
        address = new_address(client)
        for codes in ((201,), (200, 204)):
            client.put(address, **refused)
            assert client.put(address, json={"value": 7}).status_code in codes, (
                "The PUT before this one has to be refused, and to have no effect. Without it, the answer is "
                "another one."
            )


def test_unknown_setting_is_not_found(client):
    """A key without a setting is answered 404 with a JSON error.

    Row: unknown
    Source: RFC 9110 §15.5.5
    Hint: 1
    Step: 03_in_flask#silence-is-200
    """
    address = new_address(client)
    answer = client.get(address)
    assert answer.status_code == 404
    error = answer.json
    assert kind(error) == "a JSON object", "The error is a JSON object with a field `error`."
    assert "error" in error, "A client looks for the reason under this name."
    assert error["error"], "`error` says what is not there."
    client.put(address, json={"value": 1})
    assert client.get(address).status_code == 200
