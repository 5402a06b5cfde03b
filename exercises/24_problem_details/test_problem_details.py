"""Checks: every error is a problem detail of RFC 9457, and gives away nothing that it should not."""

from __future__ import annotations

import re

PROBLEM = "application/problem+json"
KEPT = (
    "Nobody has a permit for this street. What is in the way was stored by an application that was refused."
)
LEFT_BEHIND = "Nobody has a permit for this street. What is in the way was left there by the crash before."
URI_REFERENCE = re.compile(r"[A-Za-z0-9\-._~:/?#\[\]@!$&'()*+,;=%]+")


class SurveyorAway(Exception):
    """An exception whose code is no status code."""

    code = "E7"


class SurveyorLost(LookupError):
    """An exception that looks like another error."""

    code = 404
    description = "lost"


def application(client):
    """Return an application that the learner has not seen."""
    return {"street": client.unseen("Street"), "days": client.number(2, 13)}


def survey(client, answer):
    """Put surveyors into the app that return this width or raise this exception."""

    def measure(street):
        if isinstance(answer, Exception):
            raise answer
        return answer

    client.app.config["SURVEY"] = measure


def fault(client, failure):
    """Apply while the surveyors fail, and return the answer."""
    survey(client, failure)
    answer = client.post("/permits", json=application(client))
    survey(client, 3)
    return answer


def unknown_number(client):
    """Return a number that no permit has."""
    return client.number(10**6, 10**7)


def every_error(client):
    """Make each error of the contract, one by one, and yield its answer."""
    known = application(client)
    client.post("/permits", json=known)
    yield refused(client.get(f"/permits/{unknown_number(client)}"), 404)
    yield refused(client.get("/" + client.unseen("roof")), 404)
    yield refused(client.delete("/permits"), 405)
    yield refused(client.post("/permits", data="street", content_type="text/plain"), 415)
    yield refused(client.post("/permits", data='{"street":', content_type="application/json"), 400)
    yield refused(client.post("/permits", json={"street": ""}), 422, 400)
    yield refused(client.post("/permits", json=known), 409)
    yield refused(fault(client, ValueError("no tape")), 500)


def refused(answer, *codes):
    """Return an answer that has to be an error; which one, and a problem that is 200, other checks ask."""
    if answer.status_code < 400 and answer.mimetype != PROBLEM:
        assert answer.status_code in codes, "Nobody can do what this request asks, so its answer is an error."
    return answer


def kind(value):
    """Name the kind of a JSON value."""
    kinds = ((dict, "a JSON object"), (list, "a list"), (str, "a text"), (bool, "true or false"))
    other = "null" if value is None else "a number"
    return next((name for type_, name in kinds if isinstance(value, type_)), other)


def names_json(answer):
    """Tell whether the media type says that the body is JSON of some kind (RFC 6839 §3.1)."""
    return str(answer.mimetype).endswith("+json")


def json_object(answer):
    """Return the JSON object in the body."""
    if answer.status_code >= 400 and answer.mimetype != "application/json" and not names_json(answer):
        assert answer.mimetype == PROBLEM, "A program picks its parser by the media type of the answer."
    body = answer.json
    assert kind(body) == "a JSON object", "A program looks for members by name. Only an object has them."
    return body


def text_of(holder, member):
    """Return a member that has to be a text with something in it."""
    value = holder[member]
    assert kind(value) == "a text", f"{member} is a text."
    seen = "a text with words" if value.strip() else "an empty text"
    assert seen == "a text with words", f"{member} says something."
    return value


def assert_stored(client, sent, width):
    """Apply, and fail unless the permit is given and can be read."""
    survey(client, width)
    answer = client.post("/permits", json=sent)
    assert answer.status_code == 201
    assert answer.mimetype == "application/json", "A permit is not a problem. It is plain JSON."
    permit = json_object(answer)
    assert kind(permit["number"]) == "a number", "A permit is asked for by its number."
    told = {name: permit[name] for name in ("street", "days", "width")}
    assert told == {**sent, "width": width}, "The permit holds what was sent, and the width of the survey."
    found = client.follow(answer)
    assert found.status_code == 200
    assert found.mimetype == "application/json", "A permit is not a problem. It is plain JSON."
    assert json_object(found) == permit, "Location leads to this permit."
    return answer


def wrong_fields(answer):
    """Return the names of the fields in errors, sorted."""
    entries = json_object(answer)["errors"]
    assert kind(entries) == "a list", "errors is a list: there may be more than one."
    for entry in entries:
        assert kind(entry) == "a JSON object", "Each entry of errors is an object with field and message."
        text_of(entry, "message")
    return sorted(text_of(entry, "field") for entry in entries)


def test_permit_is_given(client):
    """An application is answered 201 Created, and Location leads to the permit.

    Row: apply, show
    Source: RFC 9110 §15.3.2
    Hint: 1
    Step: 05_precise_success#a-new-thing
    """
    first = assert_stored(client, application(client), client.number(2, 9))
    second = assert_stored(client, application(client), client.number(2, 9))
    assert str(first.location) != str(second.location), "Two permits have two addresses."
    for days in (1, 14):
        assert_stored(client, application(client) | {"days": days}, client.number(2, 9) + 0.75)
    assert_stored(client, {"street": client.unseen("Street") * 20, "days": 2}, 3)
    street = client.unseen("Quay")
    for name in (street, f"{street} North", street[:-1]):  # one name within another is another street
        assert_stored(client, {"street": name, "days": 2}, 4)


def test_media_type(client):
    """Every error is sent as application/problem+json, and HEAD says the same without content.

    Row: problem, head
    Source: RFC 9457, RFC 9110 §9.3.2
    Hint: 1
    Step: 13_error_bodies#problem-details
    """
    for answer in every_error(client):
        assert answer.mimetype == PROBLEM, (
            "A program sees from the media type that this is a problem detail. Under any other name it is "
            "some text."
        )
    path = f"/permits/{unknown_number(client)}"
    for answer in (client.head(path), client.head(f"{path}/van")):
        assert answer.status_code == 404
        assert answer.mimetype == PROBLEM, "HEAD has the headers that GET would have."
        assert answer.text == "", "A client that sends HEAD does not read content."


def test_members(client):
    """Every error has type, title and detail.

    Row: problem
    Source: RFC 9457 §3.1
    Hint: 3
    Step: 13_error_bodies#problem-details
    """
    for answer in every_error(client):
        problem = json_object(answer)
        named = text_of(problem, "type")
        seen = "a URI" if URI_REFERENCE.fullmatch(named) else f"{named!r}"
        assert seen == "a URI", "Programs compare type, so it is a URI or a reference, such as about:blank."
        text_of(problem, "title")
        text_of(problem, "detail")


def test_status_is_the_code(client):
    """The status in every problem is the code of the answer, as a number.

    Row: problem
    Source: RFC 9457 §3.1
    Hint: 3
    Step: 13_error_bodies#problem-details
    """
    for answer in every_error(client):
        assert int(answer.status_code) >= 400, "An error whose code is not an error is not seen as one."
        status = json_object(answer)["status"]
        assert kind(status) == "a number", "status is a JSON number."
        assert status == int(answer.status_code), "Two codes for one answer: nobody knows which one holds."


def test_unknown(client):
    """A permit or an address that does not exist is answered 404 Not Found.

    Row: unknown
    Source: RFC 9110 §15.5.5
    Hint: 3
    Step: 13_error_bodies#beyond-your-helper
    """
    for number in (unknown_number(client), unknown_number(client)):
        answer = client.get(f"/permits/{number}")
        assert answer.status_code == 404
        assert str(number) in text_of(json_object(answer), "detail"), (
            "detail is about this one case: it names the number that was asked for."
        )
    assert client.get("/" + client.unseen("roof")).status_code == 404
    assert_stored(client, application(client), 4)


def test_wrong_method(client):
    """A method that the address does not take is answered 405, with Allow.

    Row: method
    Source: RFC 9110 §15.5.6
    Hint: 2
    Step: 04_what_flask_says#router-says-405
    """
    for method in ("GET", "PUT", "DELETE"):
        answer = client.open("/permits", method=method)
        assert answer.status_code == 405
        assert "Allow" in answer.headers, (
            "405 says that this method is wrong, and Allow says which one is right. A problem detail has no "
            "member for it."
        )
        seen = "POST" if "POST" in answer.allow else "Allow without POST"
        assert seen == "POST", "Allow names the methods that this address takes."


def test_unreadable_content(client):
    """Content that is not JSON is answered 415 or 400.

    Row: content
    Source: RFC 9110 §15.5.16, RFC 9110 §15.5.1
    Hint: 2
    Step: 04_what_flask_says#parser-speaks
    """
    assert client.post("/permits", data="a street", content_type="text/plain").status_code == 415
    assert client.post("/permits", data={"street": "x"}).status_code == 415
    for broken in ('{"street": ', "", "street"):
        assert client.post("/permits", data=broken, content_type="application/json").status_code == 400
    assert_stored(client, application(client), 4)


def test_invalid_application(client):
    """An invalid application is answered 422 or 400, and errors names every field that is wrong.

    Row: invalid
    Source: RFC 9110 §15.5.21, RFC 9457 §3.2
    Hint: 3
    Step: 10_shape_and_meaning#one-entry-per-field
    """
    good = application(client)
    streets = ("", " ", "\t\n", None, 5, 0, True, ["x"], {}, [])
    all_days = (0, 15, -1, None, "3", True, False, 1.5, 10**30, [3])
    for street, days in zip(streets, all_days, strict=True):
        assert_invalid(client, {**good, "street": street}, ["street"])
        assert_invalid(client, {**good, "days": days}, ["days"])
        assert_invalid(client, {"street": street, "days": days}, ["days", "street"])
    for sent, wrong in (({}, ["days", "street"]), ({"days": 3}, ["street"]), ({"street": "x"}, ["days"])):
        assert_invalid(client, sent, wrong)
    for text in ("[]", "5", '"street"', "null", '["street", "days"]'):
        answer = client.post("/permits", data=text, content_type="application/json")
        assert answer.status_code in (422, 400)
    answer = client.post("/permits", json=good)
    assert answer.status_code == 201, KEPT if answer.status_code == 409 else ""
    assert_invalid(client, {**good, "days": 0}, ["days"])


def assert_invalid(client, sent, wrong):
    """Fail unless this is refused with an entry for each of the wrong fields."""
    answer = client.post("/permits", json=sent)
    assert answer.status_code in (422, 400)
    if answer.status_code == 400:
        client.remark("400 is right too: RFC 9110 §15.5.1 leaves open what a client has done wrong.")
    named = ", ".join(wrong_fields(answer)) or "no field"
    assert named == ", ".join(wrong), "errors names each field that is wrong, once, and no other."


def test_taken_street(client):
    """An application for a street that has a permit is answered 409 Conflict.

    Row: taken, show
    Source: RFC 9110 §15.5.10
    Hint: 3
    Step: 11_state_of_things#already-there
    """
    for _ in range(2):
        sent = {**application(client), "street": f'{client.unseen("Lane")} "Süd" <1> & 50 %'}
        given = assert_stored(client, sent, client.number(2, 9))
        answer = client.post("/permits", json={**sent, "days": 15 - sent["days"]})
        assert answer.status_code == 409
        assert sent["street"] in text_of(json_object(answer), "detail"), (
            "detail is about this one case: it names the street."
        )
        found = client.follow(given)
        assert json_object(found) == json_object(given), "Somebody was refused, and the permit has changed."


def test_fault_gives_nothing_away(client):
    """A crash is answered 500, and nothing of its exception is in the answer.

    Row: fault
    Source: RFC 9110 §15.6.1
    Hint: 2
    Step: 13_error_bodies#what-stays-inside
    """
    kinds = (
        ValueError,
        KeyError,
        TimeoutError,
        FileNotFoundError,
        PermissionError,
        SurveyorLost,
        SurveyorAway,
        ConnectionError,
        NotImplementedError,
    )
    for failing in kinds:
        secret = f"pw{client.number(10**6, 10**7)}"
        answer = fault(client, failing(f"survey://town:{secret}@db"))
        assert answer.status_code == 500, (
            f"SURVEY raised {failing.__name__}. Whichever exception it is, for the client it is 500."
        )
        shown = answer.text + " ".join(f"{name}: {value}" for name, value in answer.headers.items())
        seen = "the text of the exception" if secret in shown else "nothing of it"
        assert seen == "nothing of it", (
            "The text of an exception is for your log. Here a stranger reads a password in it."
        )


def test_fault_stores_nothing(client):
    """After a crash the street is still free.

    Row: fault, apply
    Source: RFC 9110 §15.6.1
    Hint: 2
    Step: 04_what_flask_says#crash-is-500
    """
    sent = application(client)
    survey(client, RuntimeError("no tape"))
    assert client.post("/permits", json=sent).status_code == 500
    answer = client.post("/permits", json=sent)
    assert answer.status_code == 500, LEFT_BEHIND if answer.status_code == 409 else ""
    assert_stored(client, sent, client.number(2, 9))


def test_title_belongs_to_the_kind(client):
    """Two problems of one kind have one type and one title, but each has its own detail.

    Row: title
    Source: RFC 9457 §3.1
    Hint: 3
    Step: 13_error_bodies#problem-details
    """
    taken = [application(client), application(client)]
    for sent in taken:
        assert_stored(client, sent, 3)
    for again in (False, True):
        one, other = (
            json_object(
                client.post("/permits", json=sent)
                if again
                else client.get(f"/permits/{unknown_number(client)}")
            )
            for sent in taken
        )
        assert one["type"] == other["type"], "The same kind of problem has the same type."
        assert one["title"] == other["title"], "title is for the kind of problem. The case is told in detail."
        seen = "the same detail" if one["detail"] == other["detail"] else "two details"
        assert seen == "two details", "detail is for this one case, so two cases have two."
