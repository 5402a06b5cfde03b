"""Checks: closed for a while is 503 with a moment to come back, and what must stay open stays open."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta, timezone
from email.utils import format_datetime, parsedate_to_datetime

from course.grading.checks.public import CheckFailed

ADDRESSES = ("/bookings", "/health", "/maintenance")
#: Minutes of work: a moment, more than an hour, more than two days, ten weeks.
MINUTES = (10, 95, 3000, 100_000)
#: Hours that a clock is ahead of UTC: that of the museum, and that of its branch overseas.
ZONES = (2, -5)


class Clock:
    """The clock on the wall of the museum, two hours ahead of UTC; it moves when it is told to."""

    def __init__(self, client, zone=2):
        # Late in the evening, so that every closing of half an hour and more ends on the next day.
        day = timedelta(days=client.number(0, 300), hours=23, minutes=36, microseconds=250_000)
        self.now = datetime(2031, 2, 3, tzinfo=timezone(timedelta(hours=zone))) + day
        client.app.config["NOW"] = lambda: self.now

    def pass_by(self, **span):
        """Let some time pass."""
        self.now += timedelta(**span)


def turn(client, on, **more):
    """Turn the switch on or off."""
    answer = client.put("/maintenance", json={"on": on, **more})
    assert answer.status_code == 200, (
        "Nobody can open a house whose switch is closed as well."
        if answer.status_code == 503
        else "The switch can be turned at any time, also to where it is already: PUT is idempotent."
    )


def close(client, minutes=None, zone=2):
    """Close the house and return its clock."""
    clock = Clock(client, zone)
    turn(client, True, **({"minutes": minutes} if minutes else {}))
    return clock


def book(client, slot):
    """Book a slot."""
    return client.post("/bookings", json={"slot": slot})


def json_object(answer):
    """Return the JSON object in the body."""
    body = answer.json
    kind = "a JSON object" if isinstance(body, dict) else "JSON, but no object"
    assert kind == "a JSON object", "A client looks for a field by its name, and only an object has names."
    return body


def assert_slots(client, slots):
    """Fail unless exactly these slots are booked."""
    answer = client.get("/bookings")
    assert answer.status_code == 200
    body = answer.json
    kind = "a JSON list" if isinstance(body, list) else "JSON, but no list"
    assert kind == "a JSON list", "The bookings have to be a JSON list, one entry for each booking."
    booked = [entry.get("slot") if isinstance(entry, dict) else entry for entry in body]
    assert booked == slots, "The list has to show what was booked while the house was open, and nothing else."


def refused(answer):
    """Fail unless an answer is a refusal that a client can read; return its body."""
    assert answer.status_code == 503
    body = json_object(answer)
    text = body["error"]
    kind = "a text" if isinstance(text, str) and text.strip() else "no text"
    assert kind == "a text", "error is read by a person, so it has to be a text with something in it."
    return body


def moment_of(value):
    """Return a Retry-After value as seconds (int), as a moment (datetime), or None when it is neither."""
    if value.isascii() and value.isdigit():
        return int(value)
    try:
        moment = parsedate_to_datetime(value)
    except (ValueError, TypeError):
        return None
    # A server writes one of the three forms that a client reads (RFC 9110 §5.6.7).
    return moment if moment.tzinfo and format_datetime(moment.astimezone(UTC), usegmt=True) == value else None


def form_of(value):
    """Return what form a Retry-After value has, in words."""
    if moment_of(value) is not None:
        return "whole seconds or an HTTP-date"
    try:
        number = float(value)
    except ValueError:
        return "a word" if value.isalpha() else "another text"
    return "a negative number" if number < 0 else "a number with a fraction"


def seconds_of(answer, clock):
    """Return how long Retry-After tells a client to wait, in seconds."""
    value = str(answer.headers["Retry-After"])
    moment = moment_of(value)
    if moment is None:
        raise CheckFailed(
            form_of(value),
            "whole seconds or an HTTP-date",
            why=f"{value} is neither. Retry-After has two forms: a number without a fraction and without a "
            "sign, or a date such as Fri, 31 Dec 1999 23:59:59 GMT. A client cannot read anything else, and "
            "guesses.",
            symptom=f"Retry-After is {form_of(value)}",
            recorded=answer.recorded,
        )
    if isinstance(moment, int):
        return moment
    return (moment - clock.now.astimezone(UTC)).total_seconds()


def asked_in_each_way(client):
    """Send the three requests that are refused while the house is closed, and yield method and answer."""
    yield "GET", client.get("/bookings")
    yield "HEAD", client.head("/bookings")
    yield "POST", book(client, client.unseen("slot"))


def recovery_of(body):
    """Return estimated_recovery as an aware moment."""
    text = body["estimated_recovery"]
    kind = "a text" if isinstance(text, str) else json.dumps(text)
    assert kind == "a text", "The end is known, so estimated_recovery has to say it as a text."
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        moment = None
    form = "a moment in ISO 8601" if moment else text
    assert form == "a moment in ISO 8601", "Programs in every language read ISO 8601; isoformat() writes it."
    zone = "with its offset" if moment.tzinfo else "without an offset"
    assert {zone} == {"with its offset"}, (
        "Without an offset readers take it for their own time zone, and in most of the world that is wrong."
    )
    return moment


def test_open(client):
    """While the house is open, slots are booked and listed.

    Row: open
    Source: RFC 9110 §15.3.2
    Hint: 1
    """
    slots = [client.unseen("slot") for _ in range(3)]
    for slot in slots:
        answer = book(client, slot)
        assert answer.status_code == 201
        assert json_object(answer)["slot"] == slot
    assert_slots(client, slots)
    for slot in client.texts("quoted", "markup", "address", "letters", "case"):
        answer = book(client, slot)
        assert answer.status_code == 201
        assert json_object(answer)["slot"] == slot
        slots.append(slot)
        assert_slots(client, slots)


def test_closed(client):
    """In maintenance the bookings answer 503 Service Unavailable, in JSON.

    Row: closed
    Source: RFC 9110 §15.6.4
    Hint: 1
    """
    assert book(client, client.unseen("slot")).status_code == 201
    close(client, client.number(30, 200))
    for _ in range(2):
        for method, answer in asked_in_each_way(client):
            assert answer.status_code == 503
            if method != "HEAD":
                refused(answer)


def test_nothing_is_booked(client):
    """A booking refused in maintenance is not in the list afterwards.

    Row: nothing-booked
    Source: RFC 9110 §15.6.4
    Hint: 1
    """
    slots = [client.unseen("before") for _ in range(2)]
    for slot in slots:
        assert book(client, slot).status_code == 201
    for minutes in (30, 45):
        close(client, minutes)
        assert book(client, client.unseen("during")).status_code == 503
        turn(client, False)
        slots.append(client.unseen("after"))
        assert book(client, slots[-1]).status_code == 201
        assert_slots(client, slots)


def test_retry_after(client):
    """Retry-After leads to the estimated end: in whole seconds, or as an HTTP-date.

    Row: retry-after
    Source: RFC 9110 §10.2.3
    Hint: 2
    Step: 15_slow_down#whole-seconds
    """
    for zone in ZONES:
        for minutes in (*MINUTES, client.number(30, 200)):
            assert_leads_to_the_end(client.fresh(), minutes, zone)


def assert_leads_to_the_end(client, minutes, zone):
    """Fail unless Retry-After leads to the end of this maintenance, whenever it is asked for."""
    clock = close(client, minutes, zone)
    end = clock.now + timedelta(minutes=minutes)
    answers = []
    for passed in (0, 1, 333, minutes * 60 - 347):
        clock.pass_by(seconds=passed, microseconds=300_000)
        left = (end - clock.now).total_seconds()
        for method, answer in asked_in_each_way(client):
            assert answer.status_code == 503
            value = str(answer.headers["Retry-After"]) if "Retry-After" in answer.headers else None
            off = (
                None if value is None or moment_of(value) is None else round(seconds_of(answer, clock) - left)
            )
            client.note(
                "wait", method=method, minutes=minutes, passed=passed, zone=zone, value=value, off=off
            )
            answers.append((answer, off))
    for answer, off in answers:
        # A value in none of the two forms fails here.
        seconds_of(answer, clock)
        when = "too early" if off < -1 else "too late" if off > 60 else "at the end"
        if when != "at the end":
            cure = (
                "The time left has to be counted with app.config['NOW'] at each request."
                if str(answer.headers["Retry-After"]).isdigit()
                else "An HTTP-date is in GMT, whatever the time zone of app.config['NOW']."
            )
            raise CheckFailed(
                when,
                "at the end",
                why=f"A client that obeys comes back {abs(off)} seconds {when}: too early it is refused "
                f"again, too late it has waited for nothing. {cure}",
                symptom=f"Retry-After leads {when}",
                recorded=answer.recorded,
            )


def test_estimated_recovery(client):
    """estimated_recovery is the estimated end, with its offset from UTC.

    Row: recovery
    Source: RFC 9110 §15.6
    Hint: 3
    """
    for zone in ZONES:
        for minutes in (*MINUTES, client.number(30, 200)):
            assert_names_the_end(client.fresh(), minutes, zone)


def assert_names_the_end(client, minutes, zone):
    """Fail unless estimated_recovery is the end of this maintenance, whenever it is asked for."""
    clock = close(client, minutes, zone)
    end = clock.now + timedelta(minutes=minutes)
    for passed in (0, 500):
        clock.pass_by(seconds=passed)
        for method, answer in asked_in_each_way(client):
            if method == "HEAD":
                continue
            body = refused(answer)
            off = round((recovery_of(body) - end).total_seconds())
            client.note("recovery", zone=zone, minutes=minutes, passed=passed, off=off)
            at = "the end" if abs(off) <= 60 else f"{abs(off)} seconds off"
            assert at == "the end", (
                f"The clock is {abs(zone)} hours {'ahead of' if zone > 0 else 'behind'} UTC. The end is one "
                "and the same moment everywhere, and it does not move while people wait for it."
            )
    if "T" not in body["estimated_recovery"].upper():
        client.remark("A blank between day and time is read by most programs. ISO 8601 has a T there.")


def assert_nothing_invented(client, clock):
    """Fail unless the refusals with an unknown end say nothing wrong about it."""
    for method, answer in asked_in_each_way(client):
        assert answer.status_code == 503
        if method != "HEAD":
            assert refused(answer)["estimated_recovery"] is None, (
                "Nobody knows the end. null says so; a moment or a text says something wrong."
            )
        if "Retry-After" not in answer.headers:
            continue
        lead = "a second or more ahead" if seconds_of(answer, clock) >= 1 else "less than a second ahead"
        assert lead == "a second or more ahead", "A client that comes back at once asks again and again."


def test_end_unknown(client):
    """Without an estimate, 503 invents none: estimated_recovery is null.

    Row: unknown-end
    Source: RFC 9110 §10.2.3
    Hint: 3
    """
    clock = close(client)
    for passed in (0, 5000):
        clock.pass_by(seconds=passed)
        assert_nothing_invented(client, clock)
    turn(client, True, minutes=15)
    assert recovery_of(refused(client.get("/bookings"))) > clock.now, "Now there is an estimate."
    turn(client, True)
    assert_nothing_invented(client, clock)
    turn(client, True, minutes=15)
    turn(client, False)
    turn(client, True)
    assert_nothing_invented(client, clock)


def test_end_has_passed(client):
    """When the estimate has passed and the switch is still on, the answer is still 503.

    Row: unknown-end
    Source: RFC 9110 §15.6.4
    Hint: 3
    """
    clock = close(client, 10)
    for seconds in (600, 1, 7000):
        clock.pass_by(seconds=seconds)
        assert_nothing_invented(client, clock)
    turn(client, False)
    assert client.get("/bookings").status_code == 200, "Somebody has turned the switch off, so it is open."


def test_health(client):
    """The health address answers 200 in maintenance as well.

    Row: health
    Source: RFC 9110 §15.3.1
    Hint: 1
    """
    for minutes in (None, 30):
        assert client.get("/health").status_code == 200
        close(client, minutes)
        for _ in range(2):
            answer = client.get("/health")
            assert answer.status_code == 200, (
                "The watchdog asks whether the process lives, and it does. At any other code it kills the "
                "process in the middle of the work."
            )
            json_object(answer)
            assert client.head("/health").status_code == 200
    assert client.get("/bookings").status_code == 503


def test_options(client):
    """OPTIONS answers 200 with Allow, open or closed.

    Row: options
    Source: RFC 9110 §9.3.7
    Hint: 2
    """
    for closed in (False, True):
        if closed:
            close(client, 30)
        for path, method in zip(ADDRESSES, ("POST", "GET", "PUT"), strict=True):
            answer = client.options(path)
            assert answer.status_code in (200, 204), (
                "OPTIONS asks what the address can do, and uses nothing of what is being repaired. Also the "
                "preflight of a browser is an OPTIONS: refused, the page never sees the 503 that comes next."
            )
            assert method in answer.allow
    assert client.get("/bookings").status_code == 503


def test_switch(client):
    """The switch works in maintenance: the estimate can change, and the house can open.

    Row: switch
    Source: RFC 9110 §9.3.4
    Hint: 1
    """
    slot = client.unseen("slot")
    assert book(client, slot).status_code == 201
    for minutes in (5, 90):
        clock = close(client, minutes)
        end = clock.now + timedelta(minutes=minutes)
        off = abs((recovery_of(refused(client.get("/bookings"))) - end).total_seconds())
        at = "the end" if off <= 60 else f"{off:.0f} seconds off"
        assert at == "the end", "Each turn of the switch brings its own estimate, counted from this turn."
    for _ in range(2):
        turn(client, False)
        assert_slots(client, [slot])


def test_unknown_address(client):
    """An address that does not exist is answered 404 when open, and 404 or 503 when closed.

    Row: unknown
    Source: RFC 9110 §15.5.5
    Hint: 2
    """
    path = f"/cellar{client.number(1, 10**6)}"
    assert client.get(path).status_code == 404
    close(client, 30)
    answer = client.get(path)
    assert answer.status_code in (404, 503)
    if answer.status_code == 503:
        client.remark("503 is right too: the whole house is closed. It may hide a wrong address for a while.")
    turn(client, False)
    assert client.get(path).status_code == 404
