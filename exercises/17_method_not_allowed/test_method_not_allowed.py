"""Checks: a wrong method is answered 405, with the methods that the address does take."""

from __future__ import annotations

GATES = range(1, 9)
READ = {"GET", "HEAD", "OPTIONS"}
COUNT = {"POST", "OPTIONS"}
ALL = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE")


def some_gate(client):
    """Return the number of a gate."""
    return client.number(min(GATES), max(GATES))


def unknown_gate(client):
    """Return a number that no gate has."""
    return client.number(max(GATES) + 1, 10**6)


def addresses(client):
    """Return each kind of address with the methods that it takes."""
    gates = dict.fromkeys((3, 8, some_gate(client)))
    each = [
        (f"/gates/{gate}{rest}", methods)
        for gate in gates
        for rest, methods in (("", READ), ("/passages", COUNT))
    ]
    return [("/gates", READ), *each]


def forbidden(methods):
    """Return the methods that an address with these methods does not take."""
    return [method for method in ALL if method not in methods]


def wrong(client, path, method):
    """Send a method that the address does not take, and return the 405."""
    answer = client.open(path, method=method)
    assert answer.status_code == 405
    return answer


def json_object(answer):
    """Return the JSON object in the body."""
    body = answer.json
    kind = "a JSON object" if isinstance(body, dict) else "JSON, but no object"
    assert kind == "a JSON object", "A device looks for a field by its name, and only an object has names."
    return body


def assert_error(answer):
    """Fail unless the body is a JSON object with a text in error."""
    text = json_object(answer)["error"]
    kind = "a text" if isinstance(text, str) and text.strip() else "no text"
    assert kind == "a text", "error is read by a person, so it is a text with something in it."


def allowed(answer):
    """Return the methods of Allow, which may be spread over several lines (RFC 9110 §5.3)."""
    refused = "Without Allow a device knows that its method is wrong, but not which one is right."
    asked = "Whoever asks with OPTIONS wants to know which methods work here, and Allow would say it."
    assert "Allow" in answer.headers, refused if answer.status_code == 405 else asked
    lines = answer.headers.get_all("Allow")
    return sorted({method.strip() for line in lines for method in line.split(",") if method.strip()})


def passages(client, gate):
    """Return the counter of a gate."""
    answer = client.get(f"/gates/{gate}")
    assert answer.status_code == 200
    return json_object(answer)["passages"]


def test_gates_are_listed(client):
    """The list of gates is answered 200 OK and holds all eight.

    Row: gates
    Source: RFC 9110 §15.3.1
    Hint: 2
    Step: 05_precise_success#what-200-promises
    """
    answer = client.get("/gates")
    assert answer.status_code == 200
    entries = answer.json
    kind = "a JSON list" if isinstance(entries, list) else "JSON, but no list"
    assert kind == "a JSON list", "The list of gates has to be a JSON list."
    for entry in entries:
        kind = "a JSON object" if isinstance(entry, dict) else "JSON, but no object"
        assert kind == "a JSON object", (
            "Each entry of the list has to be a gate: an object with gate and passages."
        )
    found = [entry.get("gate") for entry in entries]
    assert sorted(map(str, found)) == [str(gate) for gate in GATES], (
        "Each of the eight gates has to be there once, as an object with its number in `gate`."
    )
    assert client.post("/gates/3/passages").status_code == 200
    answer = client.get("/gates")
    assert answer.status_code == 200
    counted = {str(entry["gate"]): entry["passages"] for entry in answer.json}
    assert counted == {str(gate): int(gate == 3) for gate in GATES}, (
        "Each gate in the list has to have its counter in `passages`; here one person has passed gate 3."
    )


def test_gate_is_shown(client):
    """A gate is answered 200 OK, with its number and its counter.

    Row: gate
    Source: RFC 9110 §15.3.1
    Hint: 2
    Step: 05_precise_success#what-200-promises
    """
    for gate in (some_gate(client), *GATES):
        answer = client.get(f"/gates/{gate}")
        assert answer.status_code == 200
        assert json_object(answer) == {"gate": gate, "passages": 0}, "Nobody has passed this gate yet."


def test_head_has_no_content(client):
    """HEAD is answered like GET, without content.

    Row: head
    Source: RFC 9110 §9.3.2
    Hint: 2
    Step: 04_what_flask_says#head-and-options
    """
    for path in ("/gates", f"/gates/{some_gate(client)}"):
        answer = client.head(path)
        assert answer.status_code == 200
        assert answer.text == "", "A client that sends HEAD does not read content."
        assert client.get(path).status_code == 200


def test_passage_is_counted(client):
    """A passage is answered 200 OK, and only its own gate counts it.

    Row: passage, gate
    Source: RFC 9110 §9.3.3
    Hint: 2
    """
    counters = dict.fromkeys(GATES, 0)
    for gate in (1, 8, 1, some_gate(client), 3, 3, 3):
        counters[gate] += 1
        answer = client.post(f"/gates/{gate}/passages")
        assert answer.status_code == 200
        assert json_object(answer) == {"gate": gate, "passages": counters[gate]}, (
            "The answer has to be the gate, and each passage has to add one to its counter."
        )
    for other, expected in counters.items():
        assert passages(client, other) == expected, (
            "A gate has to count the people who passed it, and no others."
        )


def test_wrong_method_at_a_gate(client):
    """A method that a gate does not take is answered 405 Method Not Allowed.

    Row: method
    Source: RFC 9110 §15.5.6
    Hint: 2
    Step: 04_what_flask_says#router-says-405
    """
    gate = some_gate(client)
    for path in (f"/gates/{gate}", "/gates/1", "/gates/8"):
        for method in forbidden(READ):
            assert client.open(path, method=method).status_code == 405
    assert client.put(f"/gates/{gate}", json={"passages": 0}).status_code == 405
    assert client.get(f"/gates/{gate}").status_code == 200


def test_wrong_method_elsewhere(client):
    """The list and the counter of passages answer 405 to the methods that they do not take.

    Row: method
    Source: RFC 9110 §15.5.6
    Hint: 2
    Step: 04_what_flask_says#router-says-405
    """
    gate = some_gate(client)
    for path, methods in (("/gates", READ), (f"/gates/{gate}/passages", COUNT), ("/gates/8/passages", COUNT)):
        for method in forbidden(methods):
            assert client.open(path, method=method).status_code == 405
    assert client.get("/gates").status_code == 200
    assert client.post(f"/gates/{gate}/passages").status_code == 200


def test_refusal_is_json(client):
    """A wrong method is explained in a JSON object with a text in error.

    Row: method
    Source: RFC 9110 §15.5
    Hint: 3
    """
    for path, methods in addresses(client):
        for method in forbidden(methods):
            answer = wrong(client, path, method)
            if method == "HEAD":
                assert answer.text == "", "A client that sends HEAD does not read content."
            else:
                assert_error(answer)
    assert "error" not in json_object(client.get(f"/gates/{some_gate(client)}")), "A gate is not an error."


def test_allow_names_what_works(client):
    """With 405 comes Allow, and it names every method that the address takes.

    Row: allow
    Source: RFC 9110 §15.5.6
    Hint: 3
    """
    for path, methods in addresses(client):
        for method in forbidden(methods):
            listed = allowed(wrong(client, path, method))
            missing = ", ".join(sorted(methods - set(listed)))
            seen = f"Allow without {missing}" if missing else "every method in Allow"
            assert seen == "every method in Allow", (
                f"By the contract {path} takes {missing}. A device that goes by Allow will never send it."
            )


def test_allow_promises_no_more(client):
    """Allow names no method that the address refuses.

    Row: allow
    Source: RFC 9110 §10.2.1
    Hint: 3
    """
    for path, methods in addresses(client):
        for method in forbidden(methods):
            promised = ", ".join(sorted(set(allowed(wrong(client, path, method))) - methods))
            seen = f"Allow with {promised}" if promised else "only methods that work"
            assert seen == "only methods that work", (
                f"{path} is not meant to take {promised}. A device sends what Allow names."
            )


def test_options_tells_the_same(client):
    """OPTIONS is answered with the methods that the address takes.

    Row: options
    Source: RFC 9110 §9.3.7
    Hint: 2
    Step: 04_what_flask_says#head-and-options
    """
    for path, methods in addresses(client):
        answer = client.options(path)
        assert answer.status_code in (200, 204)
        assert ", ".join(allowed(answer)) == ", ".join(sorted(methods)), (
            "A client that asks first, with OPTIONS, has to learn the same as one that tries and is refused."
        )


def test_unknown_gate(client):
    """A gate that does not exist is answered 404 Not Found, with a JSON error.

    Row: unknown
    Source: RFC 9110 §15.5.5
    Hint: 2
    Step: 11_state_of_things#nothing-here
    """
    for number in (0, 9, 33, 10**20, unknown_gate(client)):
        for answer in (client.get(f"/gates/{number}"), client.post(f"/gates/{number}/passages")):
            assert answer.status_code == 404
            assert_error(answer)
    gate = some_gate(client)
    assert client.get(f"/gates/{gate}").status_code == 200
    assert client.post(f"/gates/{gate}/passages").status_code == 200


def test_refused_changes_nothing(client):
    """A refused request leaves every counter as it was.

    Row: method, gate
    Source: RFC 9110 §15.5.6
    Hint: 2
    """
    gate = some_gate(client)
    assert client.post(f"/gates/{gate}/passages").status_code == 200
    for path in ("/gates", f"/gates/{gate}"):
        for method in forbidden(READ):
            client.open(path, method=method)
    for method in forbidden(COUNT):
        client.open(f"/gates/{gate}/passages", method=method)
    for other in GATES:
        expected = 1 if other == gate else 0
        assert passages(client, other) == expected, (
            "405 says that nothing was done. Here a refused request was counted, or has taken a count away."
        )
