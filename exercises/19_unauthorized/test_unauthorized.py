"""Checks: who sends no good badge is told which one is wanted."""

from __future__ import annotations

import re

QUOTED = r'"(?:[^"\\]|\\.)*"'
TAIL = "-._~+/"
TOKEN = r"[\w!#$%&'*+.^`|~-]+"
NEXT_CHALLENGE = rf",\s*{TOKEN}(?:\s+[^\s=,]|\s*(?=,|$))"
#: A holder that JSON written by hand gets wrong.
HOLDER = 'Ann "Ace" O\'Neil & <Sons> \\'

#: What the register knows before the checks put another one in its place.
BADGES_OF_THE_FILE = ("n7Q.lamp-03", "x42/moss+9==")


class RegisterFault(Exception):
    """An exception that belongs to the register."""


OPENED = "The door opened for a header that is not one scheme and one badge."
BLAMED = "401 sends people to look for a better badge; their badge is fine, the register is not."
OWN_FAULT = "500 says that this house has a fault, and it is the code that its people look for."


def new_badge(client, sign="/", end="=="):
    """Return a badge that the learner has not seen, of both cases and of signs (RFC 9110 §11.2)."""
    return f"aB{client.number(10**6, 10**7)}{sign}{client.number(10, 99)}Zz{end}"


def register(client, *badges):
    """Put a register of these badges into the app; return the holders by badge."""
    holders = {badge: client.unseen("holder") for badge in badges}
    client.app.config["REGISTER"] = holders.get
    return holders


def show(client, value):
    """Ask for the door with this Authorization."""
    return client.get("/door", headers={"Authorization": value})


def json_object(answer):
    """Return the JSON object in the body."""
    body = answer.json
    kind = "a JSON object" if isinstance(body, dict) else "JSON, but no object"
    assert kind == "a JSON object", "A reader looks for a field by its name, and only an object has names."
    return body


def assert_opens(client, value, holder):
    """Fail unless this Authorization opens the door for the holder."""
    answer = show(client, value)
    assert answer.status_code == 200
    body = json_object(answer)
    assert body["door"] == "open", "The reader opens the door when the field says so."
    assert body["holder"] == holder, "The holder is the one that the register names."


def other_schemes(good):
    """Return headers whose scheme is not Bearer."""
    return (
        "Basic eDp5",
        f"Basic {good}",
        f"Digest {good}",
        f"Token {good}",
        f"Bearers {good}",
        f"Bear {good}",
        f"Scheme{good[2:6]} {good}",
        f"Token Bearer {good}",
        f'Digest username="a b", response="{good}"',
        "Basic ?",
    )


def malformed(good):
    """Return headers that are no proper Bearer credentials."""
    further = (
        f"Bearer {good} extra",
        f"Bearer {good} {good}",
        f"Bearer {good} a=b",
        f"Bearer {good}, Basic eDp5",
        f"Bearer {good[:4]} {good[4:]}",
    )
    return ("Bearer", "Bearer ", *further, good, f"Bearer:{good}", f"Bearer Bearer {good}")


def refusals(client, good):
    """Send one by one what must be refused, and yield each answer that is a 401 or a 400."""
    for value in (None, "", f"Bearer x{good}", *other_schemes(good), *malformed(good)):
        answer = client.get("/door") if value is None else show(client, value)
        if answer.status_code in (401, 400):
            yield answer


def challenges(answer):
    """Return the text of WWW-Authenticate, which may be spread over several lines (RFC 9110 §11.6.1)."""
    assert "WWW-Authenticate" in answer.headers, (
        "401 means: send credentials. Without a challenge nobody knows of which kind, and a reader gives up."
    )
    return ", ".join(answer.headers.get_all("WWW-Authenticate"))


def bearer_challenge(answer):
    """Return what stands behind the scheme Bearer in WWW-Authenticate, up to the next challenge."""
    text = challenges(answer)
    hidden = re.sub(QUOTED, lambda quoted: '"' + "_" * (len(quoted[0]) - 2) + '"', text)
    found = re.search(r"(?:^|,)\s*bearer(?=\s|,|$)", hidden, re.IGNORECASE)
    seen = "a challenge of the scheme Bearer" if found else f"WWW-Authenticate: {text}"
    assert seen == "a challenge of the scheme Bearer", (
        "The scheme is the first word of a challenge. This door takes Bearer, so that is the word."
    )
    begin = found.end()
    following = re.search(NEXT_CHALLENGE, hidden[begin:])
    return text[begin : begin + following.start()] if following else text[begin:]


def test_known_badge_opens(client):
    """A badge that the register knows is answered 200 OK, with its holder.

    Row: open
    Source: RFC 9110 §11.6.2
    Hint: 2
    Step: 12_401_403_404#take-the-header-apart
    """
    badges = [new_badge(client), *(f"a{sign}7B{end}" for sign in TAIL for end in ("", "=", "==")), "7"]
    holders = register(client, *badges)
    holders["7"] = HOLDER
    for badge in (*badges, badges[0]):
        assert_opens(client, f"Bearer {badge}", holders[badge])


def test_scheme_has_no_case(client):
    """The scheme is read in any case, but the badge only in its own.

    Row: case, unknown
    Source: RFC 9110 §11.1
    Hint: 2
    Step: 12_401_403_404#take-the-header-apart
    """
    good = new_badge(client)
    holders = register(client, good)
    for scheme in ("Bearer", "bearer", "BEARER", "bEaReR"):
        assert_opens(client, f"{scheme} {good}", holders[good])
        for other in (good.lower(), good.upper()):
            assert show(client, f"{scheme} {other}").status_code == 401
    badge = new_badge(client)
    for only in (badge.lower(), badge.upper()):
        register(client, only)
        assert show(client, f"Bearer {badge}").status_code == 401, (
            f"The register knows the badge {only}, and this is another one: other letters are capitals."
        )


def test_nothing_sent(client):
    """A request without credentials is answered 401 Unauthorized.

    Row: nothing
    Source: RFC 9110 §15.5.2
    Hint: 2
    Step: 12_401_403_404#two-questions
    """
    good = new_badge(client)
    holders = register(client, good)
    assert client.get("/door").status_code == 401
    assert show(client, "").status_code == 401
    assert_opens(client, f"Bearer {good}", holders[good])


def test_every_401_has_a_challenge(client):
    """Every 401 carries WWW-Authenticate with a challenge of the scheme Bearer.

    Row: challenge
    Source: RFC 9110 §15.5.2
    Hint: 3
    """
    good = new_badge(client)
    register(client, good)
    assert client.get("/door").status_code == 401
    for answer in refusals(client, good):
        if answer.status_code == 401:
            bearer_challenge(answer)


def test_realm_is_quoted(client):
    """The challenge names a realm, in quotation marks.

    Row: challenge
    Source: RFC 9110 §11.5
    Hint: 3
    """
    good = new_badge(client)
    register(client, good)
    assert client.get("/door").status_code == 401
    for answer in refusals(client, good):
        if answer.status_code == 401:
            challenge = bearer_challenge(answer)
            ended = re.match(r"\s*,\s*(?=\w)", challenge)
            seen = f"Bearer{challenge}" if ended else "a challenge with a realm"
            assert seen == "a challenge with a realm", (
                "A comma behind the scheme ends its challenge, so nothing after it belongs to Bearer. "
                "Between the scheme and its first parameter stands a space."
            )
            named = "a challenge with a realm" if "realm" in challenge.lower() else f"Bearer{challenge}"
            assert named == "a challenge with a realm", (
                "The realm says for which part of the house a badge is."
            )
            found = re.search(
                r"(?:^|[\s,])realm\s*=\s*" + QUOTED.replace(")*", ")+"), challenge, re.IGNORECASE
            )
            seen = "a realm in quotation marks" if found else f"Bearer{challenge}"
            assert seen == "a realm in quotation marks", (
                'A server writes the realm only between quotation marks ("): some clients read no other form.'
            )


def test_nobody_is_blamed_for_asking(client):
    """The challenge to somebody who sent nothing names no error.

    Row: no-blame, challenge
    Source: RFC 6750 §3
    Hint: 3
    Step: 12_401_403_404#bearer-errors
    """
    register(client, new_badge(client))
    for answer in (client.get("/door"), show(client, "")):
        assert answer.status_code == 401
        blamed = re.search(r"\berror\s*=", re.sub(QUOTED, "", bearer_challenge(answer)), re.IGNORECASE)
        seen = "a challenge with error" if blamed else "a challenge without error"
        assert seen == "a challenge without error", (
            "Nothing was sent, so nothing can be wrong with it. A reader that is told of an error may throw "
            "away the badge that it has."
        )


def test_unknown_badge(client):
    """A badge that the register does not know is answered 401 Unauthorized.

    Row: unknown
    Source: RFC 9110 §15.5.2
    Hint: 2
    Step: 12_401_403_404#two-questions
    """
    good = new_badge(client).rstrip("=")  # "=" stands at the end only (RFC 9110 §11.2)
    holders = register(client, good)
    for badge in (new_badge(client), f"{good}x", f"{good}=", good[1:], good[:4], "None"):
        assert show(client, f"Bearer {badge}").status_code == 401
    for badge in BADGES_OF_THE_FILE:
        assert show(client, f"Bearer {badge}").status_code == 401, (
            f"The register of the checks does not know {badge}: only app.config holds the register of today."
        )
    assert_opens(client, f"Bearer {good}", holders[good])
    del holders[good]
    assert show(client, f"Bearer {good}").status_code == 401, (
        "The register knew this badge until now, and does not know it any more."
    )


def test_other_schemes(client):
    """Credentials of another scheme are answered 401 Unauthorized, whatever follows it.

    Row: other-scheme
    Source: RFC 9110 §11.4
    Hint: 1
    Step: 12_401_403_404#take-the-header-apart
    """
    good = new_badge(client)
    holders = register(client, good)
    for value in other_schemes(good):
        assert show(client, value).status_code == 401, (
            "The first word says what kind of credentials these are. This door takes Bearer; for any other "
            "kind the client needs the challenge of a 401, to learn what to send instead."
        )
    assert_opens(client, f"Bearer {good}", holders[good])


def test_malformed(client):
    """A header that is not one scheme and one badge is refused with 401 or 400.

    Row: malformed
    Source: RFC 9110 §11.4
    Hint: 2
    Step: 12_401_403_404#take-the-header-apart
    """
    good = new_badge(client)
    holders = register(client, good)
    for value in malformed(good):
        code = show(client, value).status_code
        assert code in (401, 400), OPENED if code == 200 else ""
        if code == 400:
            client.remark("400 is right too for a malformed header: RFC 6750 calls it invalid_request.")
    assert_opens(client, f"Bearer {good}", holders[good])


def test_odd_spaces(client):
    """Two spaces or a tab before the badge never crash the lock.

    Row: spaces
    Source: RFC 9110 §11.4
    Hint: 2
    Step: 12_401_403_404#take-the-header-apart
    """
    good = new_badge(client)
    holders = register(client, good)
    for space in ("  ", "\t", " \t"):
        code = show(client, f"Bearer{space}{good}").status_code
        assert code in (200, 401, 400)
        if code == 200 and space == "  ":
            client.remark("Between scheme and badge more than one space may stand (RFC 9110 §11.4).")
    assert_opens(client, f"Bearer {good}", holders[good])


def test_refusal_is_json(client):
    """A refusal is explained in a JSON object with a message in error.

    Row: text
    Source: RFC 9110 §15.5
    Hint: 3
    Step: 04_what_flask_says#errors-in-html
    """
    good = new_badge(client)
    register(client, good)
    assert client.get("/door").status_code in (401, 400)
    for answer in refusals(client, good):
        text = json_object(answer)["error"]
        kind = "a text" if isinstance(text, str) and text.strip() else "no text"
        assert kind == "a text", "error is read by a person, so it is a text with something in it."
    assert "error" not in json_object(show(client, f"Bearer {good}")), "An open door is not an error."


def test_fault_of_the_register(client):
    """A fault of the register is answered 500 Internal Server Error.

    Row: fault
    Source: RFC 9110 §15.6.1
    Hint: 1
    Step: 04_what_flask_says#crash-is-500
    """
    good = new_badge(client)
    kinds = (RuntimeError, OSError, TypeError, AttributeError, ValueError, IndexError, KeyError, LookupError)
    kinds += (TimeoutError, PermissionError, AssertionError, NotImplementedError, Exception, RegisterFault)
    answers = []
    for kind in kinds:

        def broken(badge, kind=kind):
            raise kind("the register is broken")

        client.app.config["REGISTER"] = broken
        answers.append(show(client, f"Bearer {good}"))
        client.note("fault", kind=kind.__name__, code=int(answers[-1].status_code))
    for kind, answer in zip(kinds, answers, strict=True):
        assert answer.status_code == 500, (
            f"The register raised {kind.__name__}. {BLAMED if answer.status_code == 401 else OWN_FAULT}"
        )
    holders = register(client, good)
    assert_opens(client, f"Bearer {good}", holders[good])
