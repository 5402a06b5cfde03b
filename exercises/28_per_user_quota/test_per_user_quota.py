"""Checks: who has proved a name uses that user's quota, and everybody else the quota of the address."""

from __future__ import annotations

import base64
import hashlib
import os
import re
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path

import fakeredis
import pytest
import redis

try:
    import fcntl
except ImportError:  # Windows has none
    fcntl = None

FOR_USERS = 6
FOR_ADDRESSES = 3
WINDOW = 60
#: A client comes a little later than it was told. A power of two, so that sums of times stay exact.
LATE = 0.25
PROVES_NOBODY = (
    "This Authorization isn't Bearer, a name, a dot and the secret of that name, each letter as in USERS. So "
    "it proves nobody, and that is 401 while its address has quota left."
)
QUOTED = r'"(?:[^"\\]|\\.)*"'


class Passage:
    """The store, the clock, the users and the engine that the processes of the app share."""

    def __init__(self, client, store, real):
        self.client = client
        self.store = store
        self.real = real
        began = int(time.time())
        self.now = float(began - began % WINDOW + client.number(1, 5))
        self.users = {
            f"shop{client.number(10, 99)}{letter}": f"Key{client.number(10**6, 10**7)}x" for letter in "abc"
        }
        self.translated = 0
        self.sent = {}
        self.addresses = 0
        self.settle(client)

    def settle(self, client):
        """Give a process of the app the shared things."""
        client.app.config["REDIS"] = self.store
        client.app.config["CLOCK"] = lambda: self.now
        client.app.config["USERS"] = self.users
        client.app.config["ENGINE"] = self.engine
        return client

    def process(self):
        """Start another process of the app."""
        return self.settle(self.client.fresh())

    def engine(self, text, to):
        """Translate, and count it."""
        self.translated += 1
        return f"{text} in {to}, number {self.translated}"

    def wait(self, seconds):
        """Wait as long as a client is told to, and a little more."""
        seconds += 1 if self.real else LATE
        self.now += seconds
        if self.real:
            for key in self.store.scan_iter():
                left = self.store.pttl(key)
                if 0 <= left <= seconds * 1000:
                    self.store.delete(key)
                elif left > 0:
                    self.store.pexpire(key, left - int(seconds * 1000))

    def address(self):
        """Return an IP address that nobody has seen."""
        self.addresses += 1
        if self.addresses % 2:
            return f"203.0.{self.addresses}.{self.client.number(1, 254)}"
        return f"2001:db8::{self.addresses}:{self.client.number(1, 9999)}"

    def good(self, user, scheme="Bearer"):
        """Return the good Authorization of a user."""
        return f"{scheme} {user}.{self.users[user]}"

    def send(self, address, authorization=None, process=None, headers=(), text=None):
        """Ask for a translation."""
        shown = dict(headers)
        if authorization is not None:
            shown["Authorization"] = authorization
        self.sent = {
            "text": self.client.unseen("Flowers") if text is None else text,
            "to": ("fr", "de", "pt")[self.client.number(0, 2)],
        }
        return (process or self.client).post(
            "/translate",
            json=self.sent,
            headers=shown,
            environ_overrides={"REMOTE_ADDR": address},
        )

    def bad_tokens(self):
        """Return values of Authorization that prove nothing."""
        user, other, *_ = self.users
        secret = self.users[user]
        return (
            f"Bearer {user}.{secret}x",
            f"Bearer {user}.{self.users[other]}",
            f"Bearer {user}.",
            f"Bearer {user}",
            "Bearer",
            f"Bearer .{secret}",
            f"Bearer nobody{self.client.number(100, 999)}.{secret}",
            f"Bearer nobody{self.client.number(100, 999)}.None",
            f"Basic {user}.{secret}",
            f"Digest {user}.{secret}",
            f"{user}.{secret}",
            f"Bearer nobody{self.client.number(100, 999)}.",
            f"Bearer nobody{self.client.number(100, 999)}",
            f"Bearer {user}.{secret}.x",
            f"Bearer {user}.x.{secret}",
            f"Bearer {user}.{secret.lower()}",
            f"Bearer {user}.{secret[:-1]}\u00e9",
            f"Bearer {user}={secret}",
            f"Bearer{user}.{secret}",
            "Basic " + base64.b64encode(f"{user}:{secret}".encode()).decode(),
            f"Bearers {user}.{secret}",
        )

    def use_up(self, address, authorization=None, times=FOR_ADDRESSES):
        """Send as many requests as are answered, then one that is refused."""
        whose = "user" if authorization else "address"
        for _ in range(times):
            assert self.send(address, authorization).status_code == 200, (
                f"In these 60 seconds this {whose} had {times} requests left: what others have sent does not "
                "count."
            )
        assert self.send(address, authorization).status_code == 429

    def guess(self, address, authorization, times=FOR_ADDRESSES):
        """Send a bad token until the quota of its address is used up."""
        for _ in range(times):
            assert self.send(address, authorization).status_code == 401
        assert self.send(address, authorization).status_code == 429, (
            "Three bad tokens use up the quota of their address, as three requests without one do."
        )


@contextmanager
def alone_with(url):
    """Keep the checks of other processes away from this database: exercises are graded side by side.

    The system ends the lock when the process ends. Where it has no such locks, nothing is kept away.
    """
    name = hashlib.sha256(f"{Path.home()} {url}".encode()).hexdigest()[:16]
    with (Path(tempfile.gettempdir()) / f"course-redis-{name}.lock").open("a") as file:
        if fcntl:
            fcntl.flock(file, fcntl.LOCK_EX)
        yield


@pytest.fixture
def passage(client, monkeypatch):
    """Everything that the processes of the app share, in fakeredis or in the Redis of COURSE_REDIS_URL."""
    url = os.environ.get("COURSE_REDIS_URL")
    if not url:
        made = Passage(client, fakeredis.FakeRedis(server=fakeredis.FakeServer()), real=False)
        monkeypatch.setattr(time, "time", lambda: made.now)
        yield made
        return
    with alone_with(url), redis.Redis.from_url(url, socket_connect_timeout=2) as store:
        leave_out_without(store)
        yield Passage(client, store, real=True)
        store.flushdb()


def leave_out_without(store):
    """Leave the check out unless a Redis with an empty database answers."""
    try:
        keys = store.dbsize()
    except redis.RedisError as error:
        pytest.skip(f"No Redis answers at COURSE_REDIS_URL ({type(error).__name__}). Start it, or unset it.")
    if keys:
        pytest.skip(
            f"The database of COURSE_REDIS_URL is not empty (keys in it: {keys}). Choose another one. Or "
            "empty it, if these are keys of a check that was stopped."
        )


def json_object(answer):
    """Return the JSON object in the body."""
    body = answer.json
    kind = "a JSON object" if isinstance(body, dict) else "JSON, but no object"
    assert kind == "a JSON object", "A shop looks for fields by their names. Only an object has them."
    return body


def assert_says_why(answer):
    """Fail unless the body is an object with a text in error."""
    text = json_object(answer)["error"]
    kinds = {dict: "an object", list: "a list", bool: "true or false", int: "a number", float: "a number"}
    kind = next((name for kind, name in kinds.items() if isinstance(text, kind)), "null")
    if isinstance(text, str):
        kind = "a text" if text.strip() else "an empty text"
    assert kind == "a text", "error is read by people, so it is a text."


def seconds_in(answer):
    """Return the seconds of Retry-After."""
    value = str(answer.headers["Retry-After"])
    kind = "a whole number" if value.isascii() and value.isdigit() else f"Retry-After: {value}"
    assert kind == "a whole number", "Retry-After holds whole seconds, in digits and nothing else."
    seconds = int(value)
    span = "1 to 60 seconds" if 1 <= seconds <= WINDOW else f"{seconds} seconds"
    assert span == "1 to 60 seconds", "Nobody has to wait longer than the 60 seconds, and 0 is not a wait."
    return seconds


def assert_not_translated(passage, before):
    """Fail if the engine has worked since."""
    seen = f"{passage.translated - before} translations for refused requests"
    assert seen == "0 translations for refused requests", (
        "A translation costs money, and a quota is there to save it. Refuse before the engine works."
    )


def test_translations(passage):
    """With quota left, a request is translated: with a good token for its user, without a token for nobody.

    Row: translate
    Source: RFC 9110 §15.3.1
    Hint: 1
    Step: 15_slow_down#whom-it-counts
    """
    for number, user in enumerate((None, *passage.users, None), start=1):
        answer = passage.send(passage.address(), user and passage.good(user))
        assert answer.status_code == 200
        body = json_object(answer)
        assert body["user"] == user, "user is the name that this request has proved, or null."
        expected = f"{passage.sent['text']} in {passage.sent['to']}, number {number}"
        assert body["translation"] == expected, "translation is what ENGINE returned for this text."
    for text in passage.client.texts("blank", "empty", "quoted", "markup", "letters", "words"):
        passage.wait(WINDOW)  # whose quota a request uses is for other checks
        answer = passage.send(passage.address(), text=text)
        assert answer.status_code == 200, "ENGINE translates whatever text holds."
        expected = f"{text} in {passage.sent['to']}, number {passage.translated}"
        assert json_object(answer)["translation"] == expected, "ENGINE gets the text as it was sent."


def test_user_has_six(passage):
    """A user has six requests in 60 seconds, from all addresses together.

    Row: user, cost
    Source: RFC 6585 §4
    Hint: 1
    Step: 15_slow_down#whom-it-counts
    """
    for user, addresses in zip(passage.users, (FOR_USERS, 2, 1), strict=True):
        places = [passage.address() for _ in range(addresses)]
        for number in range(FOR_USERS):
            answer = passage.send(places[number % addresses], passage.good(user))
            assert answer.status_code == 200, "A user has six, wherever they come from."
        before = passage.translated
        for place in (*places, passage.address()):
            assert passage.send(place, passage.good(user)).status_code == 429
        assert_not_translated(passage, before)


def test_scheme_in_any_case(passage):
    """The word Bearer is the same word in any case, and a user has one quota, however it is spelled.

    Row: user
    Source: RFC 9110 §11.1
    Hint: 3
    Step: 12_401_403_404#the-challenge
    """
    for user in passage.users:
        for scheme in ("bearer", "BEARER", "bEARER") * 2:
            answer = passage.send(passage.address(), passage.good(user, scheme))
            assert answer.status_code == 200, (
                "The name of a scheme has no case: bearer is Bearer."
                if answer.status_code == 401
                else "A user has six, however the word Bearer is spelled."
            )
            assert json_object(answer)["user"] == user, "user is the name that this request has proved."
        assert passage.send(passage.address(), passage.good(user)).status_code == 429


def test_address_has_three(passage):
    """An address has three requests without a token in 60 seconds, and another address has its own.

    Row: address, cost
    Source: RFC 6585 §4
    Hint: 3
    Step: 15_slow_down#whom-it-counts
    """
    for _ in range(3):
        address = passage.address()
        passage.use_up(address)
        before = passage.translated
        assert passage.send(address).status_code == 429
        assert_not_translated(passage, before)
    address = passage.address()
    for _ in range(3 * FOR_ADDRESSES):
        assert passage.send(address).status_code == 200, (
            "Two requests a minute are less than three. The 60 seconds end, even for a client that goes on."
        )
        passage.wait(WINDOW // 2)


def test_users_behind_one_address(passage):
    """Users who share an address have a quota each.

    Row: apart, user
    Source: RFC 6585 §4
    Hint: 1
    Step: 15_slow_down#whom-it-counts
    """
    address = passage.address()
    one, other, third = passage.users
    for _ in range(FOR_USERS):
        for user in (one, other):
            assert passage.send(address, passage.good(user)).status_code == 200, (
                "Two shops have one line to the internet. To the app they are two users."
            )
    for user in (one, other):
        assert passage.send(address, passage.good(user)).status_code == 429
    passage.use_up(address, passage.good(third), FOR_USERS)


def test_user_behind_a_busy_address(passage):
    """A user does not pay for requests without a token from the same address, nor they for the user's.

    Row: apart
    Source: RFC 6585 §4
    Hint: 3
    Step: 15_slow_down#whom-it-counts
    """
    one, other, _ = passage.users
    busy = passage.address()
    passage.use_up(busy)
    passage.use_up(busy, passage.good(one), FOR_USERS)
    quiet = passage.address()
    passage.use_up(quiet, passage.good(other), FOR_USERS)
    passage.use_up(quiet)
    assert passage.send(passage.address(), passage.good(other)).status_code == 429


def test_bad_token_is_refused(passage):
    """A token that proves no user is answered 401, with a Bearer challenge.

    Row: bad-token, cost
    Source: RFC 9110 §15.5.2
    Hint: 3
    Step: 12_401_403_404#the-challenge
    """
    before = passage.translated
    for authorization in passage.bad_tokens():
        answer = passage.send(passage.address(), authorization)
        assert answer.status_code == 401, PROVES_NOBODY
        first = answer.headers["WWW-Authenticate"]
        # Several challenges may share a line or have one each (RFC 9110 §11.6.1).
        sent = ", ".join(answer.headers.get_all("WWW-Authenticate")) or first
        hidden = re.sub(QUOTED, '""', sent)
        found = re.search(r"(?:^|,)\s*bearer(?=\s|,|$)", hidden, re.IGNORECASE)
        seen = "a challenge of the scheme Bearer" if found else f"WWW-Authenticate: {sent}"
        assert seen == "a challenge of the scheme Bearer", "A 401 says which scheme it wants."
        assert_says_why(answer)
    assert_not_translated(passage, before)
    for user in passage.users:
        assert passage.send(passage.address(), passage.good(user)).status_code == 200


def test_bad_tokens_count_against_the_address(passage):
    """Three bad tokens, or two and a request without one, use up the quota of an address.

    Row: guesses, cost
    Source: RFC 6585 §4
    Hint: 2
    Step: 15_slow_down#whom-it-counts
    """
    bad = passage.bad_tokens()
    stubborn = passage.address()
    answers = [passage.send(stubborn, bad[0]) for _ in range(2 * FOR_USERS)]
    for number, answer in enumerate(answers):
        assert answer.status_code == (401 if number < FOR_ADDRESSES else 429), (
            "The same bad token, again and again: three get 401, then the quota is used up."
        )
    for tries in ((0, 1, 2), (6, 7, 8), (0, None, 1), (None, 9, 10)):
        address = passage.address()
        for chosen in tries:
            answer = passage.send(address, None if chosen is None else bad[chosen])
            assert answer.status_code == (200 if chosen is None else 401)
        before = passage.translated
        for authorization in (*bad[:3], bad[8], None):
            assert passage.send(address, authorization).status_code == 429, (
                "Somebody tries out tokens here. As long as a bad one costs nothing, they have all day, and "
                "a new token is not a new quota."
            )
        assert_not_translated(passage, before)
    user = next(iter(passage.users))
    if passage.send(address, passage.good(user)).status_code == 429:
        passage.client.remark("After bad tokens you refuse good ones too: a guesser learns nothing.")
    assert passage.send(passage.address(), passage.good(user)).status_code == 200


def test_nobody_else_uses_up_a_user(passage):
    """Bad tokens with the name of a user leave the user's quota alone.

    Row: blame
    Source: RFC 9110 §15.5.2
    Hint: 3
    Step: 15_slow_down#whom-it-counts
    """
    user = next(iter(passage.users))
    good, home = passage.good(user), passage.address()
    assert passage.send(home, good).status_code == 200
    for number in range(2 * FOR_USERS):
        stranger = passage.address()
        for authorization in (f"Bearer {user}.guess{number}", good + "x", f"Basic {user}.{number}"):
            assert passage.send(stranger, authorization).status_code in (401, 429), PROVES_NOBODY
    for authorization in passage.bad_tokens():
        for stranger in (passage.address(), passage.address()):
            for _ in range(FOR_ADDRESSES):
                assert passage.send(stranger, authorization).status_code in (401, 429), PROVES_NOBODY
    passage.use_up(home, good, FOR_USERS - 1)


def assert_refused_to_the_end(passage, address, authorization, times):
    """Fail if a quota comes back in the last half second, when a rounded ttl is 0 already."""
    if passage.real:  # its own clock goes on meanwhile
        return
    passage.now += -passage.now % 1
    passage.use_up(address, authorization, times)
    passage.now += WINDOW - 1
    if passage.send(address, authorization).status_code == 429:  # so the 60 seconds began with a request
        passage.now += 1 - LATE
        late = passage.send(address, authorization)
        assert late.status_code == 429, (
            "The 60 seconds of this quota end in a quarter of a second. ttl is rounded and says 0 then, but "
            "this is not yet the end."
        )
        passage.wait(seconds_in(late))
        assert passage.send(address, authorization).status_code == 200, (
            "The client has waited as long as it was told."
        )
    passage.wait(WINDOW)


def test_retry_after_is_true(passage):
    """Every 429 has a true Retry-After, for users and for addresses.

    Row: wait
    Source: RFC 9110 §10.2.3
    Hint: 3
    Step: 15_slow_down#say-when
    """
    user = next(iter(passage.users))
    for authorization, times in ((passage.good(user), FOR_USERS), (None, FOR_ADDRESSES)):
        address = passage.address()
        for _ in range(2):
            passage.use_up(address, authorization, times)
            refused = passage.send(address, authorization)
            assert refused.status_code == 429
            assert_says_why(refused)
            passage.wait(seconds_in(refused))
            assert passage.send(address, authorization).status_code == 200, (
                "The client has waited as long as it was told."
            )
            passage.wait(WINDOW)
        assert_refused_to_the_end(passage, address, authorization, times)


def test_retry_after_bad_tokens_is_true(passage):
    """A 429 after bad tokens has a true Retry-After as well.

    Row: wait, guesses
    Source: RFC 9110 §10.2.3
    Hint: 3
    Step: 15_slow_down#say-when
    """
    address, bad = passage.address(), passage.bad_tokens()[0]
    for _ in range(2):
        passage.guess(address, bad)
        refused = passage.send(address, bad)
        assert refused.status_code == 429
        assert_says_why(refused)
        passage.wait(seconds_in(refused))
        assert passage.send(address, bad).status_code == 401, (
            "The client has waited as long as it was told, so it is told again what is wrong with its token."
        )
        passage.wait(WINDOW)


def test_processes_share_the_counts(passage):
    """Several processes of the app share the quotas of users and of addresses.

    Row: shared
    Source: RFC 6585 §4
    Hint: 3
    Step: 15_slow_down#a-counter-that-survives
    """
    one, other = passage.client, passage.process()
    user = next(iter(passage.users))
    for authorization, times in ((passage.good(user), FOR_USERS), (None, FOR_ADDRESSES)):
        address = passage.address()
        turns = [one, other] * times
        codes = [int(passage.send(address, authorization, process).status_code) for process in turns]
        assert codes.count(200) == times, "The processes share the store, so they share the quotas."
    address, wrong = passage.address(), passage.bad_tokens()[0]
    codes = [int(passage.send(address, wrong, process).status_code) for process in [one, other] * 3]
    assert codes.count(401) == FOR_ADDRESSES, (
        "Of six bad tokens from one address three have to get 401, whichever process they reach."
    )


def origin(passage, of):
    """Return headers that claim another address."""
    return {"X-Forwarded-For": f"{of}, {passage.address()}", "X-Real-IP": of, "Forwarded": f'for="{of}"'}


def test_headers_make_no_address(passage):
    """What the request says about its origin changes nothing.

    Row: headers
    Source: RFC 9110 §17
    Hint: 3
    Step: 15_slow_down#whom-it-counts
    """
    address, victim = passage.address(), passage.address()
    why = "These headers are text from the client. A client that wants more writes a new address into them."
    for _ in range(FOR_ADDRESSES):
        assert passage.send(address, headers=origin(passage, victim)).status_code == 200
    alone = [{name: value} for name, value in origin(passage, passage.address()).items()]
    for headers in (origin(passage, passage.address()), origin(passage, victim), *alone, {}):
        assert passage.send(address, headers=headers).status_code == 429, why
    assert passage.send(victim).status_code == 200, "Nobody can use up the quota of another address."


def test_headers_change_nothing_for_tokens(passage):
    """With a token, good or bad, such headers change nothing either.

    Row: headers
    Source: RFC 9110 §17
    Hint: 3
    Step: 15_slow_down#whom-it-counts
    """
    why = "These headers are text from the client. They are neither an address nor a user."
    guesser, bad = passage.address(), passage.bad_tokens()[0]
    for number in range(2 * FOR_ADDRESSES):
        answer = passage.send(guesser, bad, headers=origin(passage, passage.address()))
        assert answer.status_code == (401 if number < FOR_ADDRESSES else 429), why
    good = passage.good(next(iter(passage.users)))
    for number in range(FOR_USERS + 2):
        answer = passage.send(passage.address(), good, headers=origin(passage, passage.address()))
        assert answer.status_code == (200 if number < FOR_USERS else 429), why


def test_everything_else_is_free(passage):
    """Only translations use a quota, and only they are refused.

    Row: free
    Source: RFC 6585 §4
    Hint: 3
    Step: 15_slow_down#what-counts
    """
    address = passage.address()
    there = {"environ_overrides": {"REMOTE_ADDR": address}}
    why = "This isn't POST /translate, so it uses no quota and needs none."

    def everything_else():
        for _ in range(FOR_USERS + 1):
            answer = passage.client.options("/translate", **there)
            assert answer.status_code == 200, why
            assert answer.allow >= {"POST", "OPTIONS"}, "OPTIONS tells what the address takes."
            assert passage.client.get("/translate", **there).status_code == 405, why
            assert passage.client.get(f"/{passage.client.unseen('sign')}", **there).status_code == 404, why
            assert passage.client.post(f"/{passage.client.unseen('sign')}", **there).status_code == 404, why

    everything_else()
    passage.use_up(address)
    everything_else()
    assert passage.send(address).status_code == 429
