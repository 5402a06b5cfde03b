"""Checks: five requests a minute, counted in a store that processes share, and a Retry-After that is true."""

from __future__ import annotations

import hashlib
import os
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

import fakeredis
import pytest
import redis
from redis.client import Pipeline

try:
    import fcntl
except ImportError:  # Windows has none
    fcntl = None

LIMIT = 5
WINDOW = 60
#: A client comes a little later than it was told. A power of two, so that sums of times stay exact.
LATE = 0.25
#: No answer needs more commands to the store than this.
COMMANDS = 8


class ProcessDied(BaseException):
    """The process ends here. No handler of the app sees it."""


class Hooked:
    """A store that calls a function ahead of every command, or batch of commands, that it sends."""

    def __init__(self, store, before):
        self.store = store
        self.before = before

    def __getattr__(self, name):
        value = getattr(self.store, name)
        if name in ("pipeline", "transaction", "register_script") or not callable(value):
            return {"pipeline": self._batch, "transaction": self._transaction}.get(name, value)

        def command(*arguments, **options):
            self.before()
            return value(*arguments, **options)

        return command

    def _transaction(self, *arguments, **options):
        # It asks its first argument for a pipeline, and so gets a hooked one.
        return redis.Redis.transaction(self, *arguments, **options)

    def _batch(self, *arguments, **options):
        return HookedBatch(self.store, self.store.pipeline(*arguments, **options), self.before)


class HookedBatch:
    """A pipeline of a hooked store: what it only collects is no command yet."""

    def __init__(self, store, batch, before):
        self.store = store
        self.batch = batch
        self.before = before

    def execute(self, raise_on_error=True):
        """Send what was collected: as one command, or one by one where it is no transaction."""
        if self.batch.transaction or self.batch.explicit_transaction or self.batch.watching:
            self.before()
            return self.batch.execute(raise_on_error)
        commands = list(self.batch.command_stack)
        self.batch.reset()
        return [self._alone(arguments, options) for arguments, options in commands]

    def _alone(self, arguments, options):
        self.before()
        return self.store.execute_command(*arguments, **options)

    def __enter__(self):
        return self

    def __exit__(self, *error):
        self.batch.reset()

    def __len__(self):
        return len(self.batch)

    def __getattr__(self, name):
        value = getattr(self.batch, name)
        if not callable(value):
            return value

        def command(*arguments, **options):
            at_once = self.batch.watching and not self.batch.explicit_transaction
            if name == "watch" or (at_once and name not in ("multi", "reset", "unwatch")):
                self.before()
            result = value(*arguments, **options)
            return self if isinstance(result, Pipeline) else result

        return command


class Shop:
    """The store, the clock and the coupons that the processes of the app share."""

    def __init__(self, client, store, real):
        self.client = client
        self.store = store
        self.real = real
        began = int(time.time())
        self.now = float(began - began % WINDOW + client.number(1, 5))
        self.coupons = {f"BASIL{client.number(100, 999)}": client.number(1, 30) for _ in range(3)}
        self.clients = 0
        self.favourites = {}
        self.settle(client)

    def settle(self, client):
        """Give a process of the app the shared things."""
        client.app.config["REDIS"] = self.store
        client.app.config["CLOCK"] = lambda: self.now
        client.app.config["COUPONS"] = self.coupons
        return client

    def process(self):
        """Start another process of the app."""
        return self.settle(self.client.fresh())

    def hook(self, client, before):
        """Let a function run ahead of every command of this process."""
        client.app.config["REDIS"] = Hooked(self.store, before)

    def pass_time(self, seconds):
        """Let time pass, for the clock and for the store."""
        self.now += seconds
        if self.real:
            for key in self.store.scan_iter():
                left = self.store.pttl(key)
                if 0 <= left <= seconds * 1000:
                    self.store.delete(key)
                elif left > 0:
                    self.store.pexpire(key, left - int(seconds * 1000))

    def wait(self, seconds):
        """Wait as long as a client is told to, and a little more."""
        self.pass_time(seconds + (1 if self.real else LATE))

    def address(self):
        """Return the IP address of a client that nobody has seen."""
        self.clients += 1
        if self.clients % 2:
            return f"203.0.{self.clients}.{self.client.number(1, 254)}"
        return f"2001:db8::{self.clients}:{self.client.number(1, 9999)}"

    def code(self):
        """Return the code of a coupon."""
        codes = list(self.coupons)
        return codes[self.client.number(0, len(codes) - 1)]

    def ask(self, address, code=None, process=None, method="GET", headers=None):
        """Ask for a coupon from an IP address; without a code for the one that this client always takes."""
        process = process or self.client
        return process.open(self.path(address, code), method, headers=headers, **coming_from(address))

    def path(self, address, code=None):
        """Return the path of a coupon; without a code of the one that this client always takes."""
        return f"/coupons/{quote(code or self.favourites.setdefault(address, self.code()), safe='')}"

    def use_up(self, address, process=None):
        """Send as many requests as are answered."""
        for _ in range(LIMIT):
            assert self.ask(address, process=process).status_code == 200, (
                "This client has not had its five in these 60 seconds."
            )

    def refused(self, address):
        """Ask once more, fail unless it is refused, and return the answer."""
        answer = self.ask(address)
        assert answer.status_code == 429
        return answer


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
def shop(client, monkeypatch):
    """Everything that the processes of the app share, in fakeredis or in the Redis of COURSE_REDIS_URL."""
    url = os.environ.get("COURSE_REDIS_URL")
    if not url:
        made = Shop(client, fakeredis.FakeRedis(server=fakeredis.FakeServer()), real=False)
        monkeypatch.setattr(time, "time", lambda: made.now)
        yield made
        return
    with alone_with(url), redis.Redis.from_url(url, socket_connect_timeout=2) as store:
        leave_out_without(store)
        yield Shop(client, store, real=True)
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
    assert kind == "a JSON object", "The app looks for fields by their names. Only an object has them."
    return body


def assert_says_why(answer):
    """Fail unless the body is an object with a text in error."""
    text = json_object(answer)["error"]
    kinds = {dict: "an object", list: "a list", bool: "true or false", int: "a number", float: "a number"}
    kind = next((name for kind, name in kinds.items() if isinstance(text, kind)), "null")
    if isinstance(text, str):
        kind = "a text" if text.strip() else "an empty text"
    assert kind == "a text", "error is shown to a customer, so it is a text."


def seconds_in(answer):
    """Return the seconds of Retry-After."""
    value = str(answer.headers["Retry-After"])
    kind = "a whole number" if value.isascii() and value.isdigit() else f"Retry-After: {value}"
    assert kind == "a whole number", (
        "Retry-After holds whole seconds, in digits and nothing else. With a dot or a sign it is not a value "
        "that a client can read."
    )
    seconds = int(value)
    span = "1 to 60 seconds" if 1 <= seconds <= WINDOW else f"{seconds} seconds"
    # Sets: their members are part of what the tutor compares.
    assert {span} == {"1 to 60 seconds"}, (
        "0 sends the client back at once. And nobody has to wait longer than the 60 seconds."
    )
    return seconds


def test_five_are_answered(shop):
    """A client has five requests answered, 200 for a coupon and 404 for an unknown one, but not a sixth.

    Row: answer
    Source: RFC 6585 §4
    Hint: 1
    Step: 15_slow_down#too-many
    """
    for misses in (0, 2, LIMIT):
        address = shop.address()
        for number in range(LIMIT):
            if number < misses:
                answer = shop.ask(address, f"CHEESE{shop.client.number(1000, 9999)}")
                assert answer.status_code == 404
                assert_says_why(answer)
                continue
            code = shop.code()
            answer = shop.ask(address, code)
            assert answer.status_code == 200
            body = json_object(answer)
            assert body["coupon"] == code, "The answer is about the coupon that was asked for."
            assert body["percent"] == shop.coupons[code], "percent is what COUPONS holds."
        assert shop.ask(address).status_code == 429, "A wrong guess counts like a right one."
    for code in shop.client.texts("quoted", "letters", "case", "words"):
        address = shop.address()
        assert shop.ask(address, code).status_code == 404
        shop.coupons[code] = shop.client.number(1, 30)
        answer = shop.ask(address, code)
        assert answer.status_code == 200, "A coupon is whatever COUPONS holds, now."
        assert json_object(answer)["coupon"] == code, "The answer is about the coupon that was asked for."


def test_sixth_is_refused(shop):
    """Further requests within the 60 seconds are answered 429, whatever the code, and even with HEAD.

    Row: refuse
    Source: RFC 6585 §4
    Hint: 1
    Step: 15_slow_down#too-many
    """
    address = shop.address()
    for number in range(LIMIT):
        code = list(shop.coupons)[number % len(shop.coupons)]
        assert shop.ask(address, code, method=("GET", "HEAD")[number % 2]).status_code == 200
    for code in (*shop.coupons, f"CHEESE{shop.client.number(1000, 9999)}"):
        answer = shop.ask(address, code)
        assert answer.status_code == 429, (
            "Five requests were answered, whatever their codes, and HEAD counts like GET. Now each one is "
            "refused: 200 or 404 tells a guesser what it came for."
        )
        assert_says_why(answer)
        assert shop.ask(address, code, method="HEAD").status_code == 429, (
            "HEAD has no content, but its code tells whether a coupon exists. A guesser needs no more."
        )


def test_retry_after_is_whole_seconds(shop):
    """Every 429 says in Retry-After how many seconds to wait: a whole number from 1 to 60.

    Row: seconds
    Source: RFC 9110 §10.2.3
    Hint: 3
    Step: 15_slow_down#whole-seconds
    """
    address = shop.address()
    shop.use_up(address)
    first = seconds_in(shop.refused(address))
    answer = shop.ask(address, method="HEAD")
    if answer.status_code == 429:
        seconds_in(answer)
    shop.pass_time(first // 3)
    left = seconds_in(shop.refused(address))
    if not shop.real:
        shop.pass_time(left - LATE)
        answer = shop.ask(address)
        assert answer.status_code == 429, (
            "By the last Retry-After it is still a quarter of a second too early. The wait was shorter than "
            "this client was told."
        )
        seen = f"Retry-After: {seconds_in(answer)}"
        assert {seen} == {"Retry-After: 1"}, (
            "By the last Retry-After a quarter of a second is left: that is 1, rounded up."
        )
    else:
        assert left < first, "Some of the time is over."


def test_retry_after_is_true(shop):
    """After as many seconds as Retry-After said the client is answered, but not before.

    Row: true
    Source: RFC 9110 §10.2.3
    Hint: 2
    Step: 15_slow_down#say-when
    """
    for pause in (0, 7):
        address = shop.address()
        assert shop.ask(address).status_code == 200
        shop.pass_time(pause)
        for _ in range(LIMIT - 1):
            assert shop.ask(address).status_code == 200
        first = seconds_in(shop.refused(address))
        half = first // 2
        shop.pass_time(half)
        left = seconds_in(shop.refused(address))
        rest = f"Retry-After: {first - half} or less"
        seen = rest if left <= first - half else f"Retry-After: {left}"
        assert {seen} == {rest}, "Half of the time is over, so the rest is shorter by as much."
        shop.wait(left)
        assert shop.ask(address).status_code == 200, (
            "The client has waited as long as it was told. If it is refused now, it will not believe the "
            "next Retry-After."
        )


def test_window_ends(shop):
    """60 seconds later five more are answered, and the sixth is refused.

    Row: again
    Source: RFC 6585 §4
    Hint: 2
    Step: 15_slow_down#what-counts
    """
    address = shop.address()
    for _ in range(3):
        shop.use_up(address)
        shop.refused(address)
        shop.refused(address)
        shop.wait(WINDOW)
    address, codes = shop.address(), []
    for _ in range(10 * WINDOW // 3):
        codes.append(int(shop.ask(address).status_code))
        shop.pass_time(3)
    # A window that begins with a minute of the clock, and a bucket that is full at first, add five.
    assert codes.count(200) <= 11 * LIMIT, "Ten minutes are ten times five, and not more than five on top."


def test_asking_again_costs_nothing(shop):
    """A client that goes on asking while it is refused is answered when the 60 seconds are over.

    Row: patience
    Source: RFC 6585 §4
    Hint: 2
    Step: 15_slow_down#a-counter-that-survives
    """
    address, silent = shop.address(), shop.address()
    shop.use_up(address)
    for _ in range(LIMIT):
        shop.ask(silent)
    shop.refused(address)
    codes = []
    for _ in range(WINDOW // 7 + 1):
        shop.pass_time(7)
        others = int(shop.ask(silent).status_code) if len(codes) == WINDOW // 7 else None
        codes.append(int(shop.ask(address).status_code))
    seen = "it is answered" if 200 in codes else "it is refused for as long as it asks"
    assert seen == "it is answered", (
        "Each refused request has moved the end of the wait. A client that asks once too early never gets in."
        if others == 200
        else "The 60 seconds are over, and a client that has not asked again is refused as well."
    )


def test_other_clients(shop):
    """Every client has its own five.

    Row: clients
    Source: RFC 6585 §4
    Hint: 2
    Step: 15_slow_down#whom-it-counts
    """
    busy, others = shop.address(), [shop.address() for _ in range(3)]
    assert shop.ask(others[0]).status_code == 200
    shop.use_up(busy)
    shop.refused(busy)
    for address in others[1:]:
        shop.use_up(address)
        shop.refused(address)
    shop.refused(busy)
    assert shop.ask(others[0]).status_code == 200, "What a client may do does not depend on the others."


def test_headers_make_no_client(shop):
    """What the request says about its origin changes nothing.

    Row: headers
    Source: RFC 9110 §17
    Hint: 2
    Step: 15_slow_down#whom-it-counts
    """
    address, victim = shop.address(), shop.address()

    def origin(of):
        return {
            "X-Forwarded-For": f"{of}, {shop.address()}",
            "X-Real-IP": of,
            "Forwarded": f'for="[{of}]"' if ":" in of else f"for={of}",
        }

    for _ in range(LIMIT):
        assert shop.ask(address, headers=origin(victim)).status_code == 200
    for headers in (origin(victim), origin(shop.address()), {"X-Forwarded-For": shop.address()}, None):
        assert shop.ask(address, headers=headers).status_code == 429, (
            "These headers are text from the client. A guesser writes a new address into them each time."
        )
    assert shop.ask(victim).status_code == 200, "Nobody can use up the requests of somebody else."


def test_processes_share_one_count(shop):
    """Several processes together answer five requests, even when these come at the same moment.

    Row: shared
    Source: RFC 6585 §4
    Hint: 2
    Step: 15_slow_down#a-counter-that-survives
    """
    one, other = shop.client, shop.process()
    address = shop.address()
    turns = [one, other] * LIMIT
    codes = [int(shop.ask(address, process=process).status_code) for process in turns]
    assert codes.count(200) == LIMIT, "The processes share the store, so they share the count."
    assert shop.ask(address, process=shop.process()).status_code == 429, "A restart forgets nothing."
    for moment in range(1, 4):
        codes = at_the_same_moment(shop, one, other, moment)
        assert codes.count(200) <= LIMIT, (
            "While one process was between two commands, another one answered a request of the same client. "
            "Each went by a count without the other, and together they answered more than five."
        )
    shop.settle(one)
    shop.use_up(shop.address(), process=one)


def at_the_same_moment(shop, one, other, moment):
    """Return the codes when another process works ahead of the n-th command of each request."""
    address, codes, count = shop.address(), [], 0

    def before():
        nonlocal count
        count += 1
        if count == moment:
            codes.append(int(shop.ask(address, process=other).status_code))

    shop.hook(one, before)
    for _ in range(LIMIT):
        count = 0
        codes.append(int(shop.ask(address, process=one).status_code))
    return codes


def test_process_may_die_at_any_moment(shop):
    """A process that dies between two commands leaves no key that stays for ever.

    Row: dies
    Source: Redis: EXPIRE
    Hint: 1
    Step: 15_slow_down#a-counter-that-survives
    """
    for moment in range(1, COMMANDS + 1):
        process, address = shop.process(), shop.address()
        shop.hook(process, dying_at(moment))
        # No answer comes back when the process dies, so nothing is read.
        process.send(shop.path(address), **coming_from(address))
        left_behind = [key for key in shop.store.scan_iter() if shop.store.ttl(key) == -1]
        for _ in range(LIMIT):
            shop.ask(address)
        assert shop.ask(address).status_code == 429
        shop.wait(WINDOW)
        assert shop.ask(address).status_code == 200, (
            "A process died during a request of this client, and its key never got an expiry time. The 60 "
            "seconds are over, but for this client they will never be."
            if any(shop.store.ttl(key) == -1 for key in shop.store.scan_iter())
            else "The 60 seconds are over, and the client is still refused."
        )
        seen = f"{len(left_behind)} without an expiry time"
        assert seen == "0 without an expiry time", (
            "The process died and left a key that stays for ever, unless this client comes back. Not all of "
            "them do, and the store fills up. Count and expiry time belong in one step."
        )


def coming_from(address):
    """Return the options of a request from this IP address."""
    return {"environ_overrides": {"REMOTE_ADDR": address}}


def dying_at(moment):
    """Return a function that ends the process at its n-th call, and at every later one."""
    count = 0

    def before():
        nonlocal count
        count += 1
        if count >= moment:
            raise ProcessDied(f"the process ended before command {moment}")

    return before


def test_process_may_pause_at_any_moment(shop):
    """A process that stops for a minute between two commands leaves no key that stays for ever.

    Row: dies
    Source: Redis: EXPIRE
    Hint: 2
    Step: 15_slow_down#a-counter-that-survives
    """
    for moment in range(1, COMMANDS + 1):
        for earlier in (0, 1, LIMIT):
            process, address = shop.process(), shop.address()
            for _ in range(earlier):
                shop.ask(address, process=process)
            shop.hook(process, pausing_at(shop, moment))
            shop.ask(address, process=process)
            left_behind = [key for key in shop.store.scan_iter() if shop.store.ttl(key) == -1]
            seen = f"{len(left_behind)} without an expiry time"
            assert seen == "0 without an expiry time", (
                "A process stood still for more than 60 seconds, and a key vanished meanwhile. The next "
                "command made it again, without an end. Count and expiry time belong in one step."
            )
            shop.wait(WINDOW)
            assert shop.ask(address).status_code == 200


def pausing_at(shop, moment):
    """Return a function that lets more than the window pass at its n-th call."""
    count = 0

    def before():
        nonlocal count
        count += 1
        if count == moment:
            shop.wait(WINDOW)

    return before


def test_store_is_down(shop):
    """While the store is down, coupons are answered 503 or without a limit; then they are counted again.

    Row: down
    Source: RFC 9110 §15.6.4
    Hint: 3
    Step: 15_slow_down#a-counter-that-survives
    """
    address = shop.address()
    shop.use_up(address)
    shop.refused(address)
    for error in (redis.ConnectionError, redis.TimeoutError, redis.BusyLoadingError):
        for moment in (1, 2, 3):
            address = shop.address()
            outage = Outage(moment, error)
            shop.hook(shop.client, outage.before)
            code = shop.code()
            answers = []
            for asked in range(1, LIMIT + 2):
                answers.append(shop.ask(address, code))
                shop.client.note(
                    "outage", error=error.__name__, asked=asked, code=int(answers[-1].status_code)
                )
            for answer in answers:
                assert answer.status_code in (200, 503), (
                    "The store is down, and that is your house. At 500 somebody looks for a bug in the app; "
                    "at 429 the client looks for a fault in itself."
                )
            answer = answers[-1]
            if answer.status_code == 503:
                assert_says_why(answer)
                client_is_told = "While the store is down you refuse, with 503 (RFC 9110 §15.6.4)."
            else:
                body = json_object(answer)
                assert body["coupon"] == code, "200 says that the coupon was checked, so the answer holds it."
                assert body["percent"] == shop.coupons[code], "percent is what COUPONS holds."
                client_is_told = "While the store is down you let everybody in. Guessers will like it."
            if moment == 1:
                shop.client.remark(client_is_told)
            outage.over = True
            later = [shop.ask(address) for _ in range(LIMIT + 1)]
            assert later[-1].status_code == 429, "The store is back, so it counts again."
            assert later[0].status_code == 200, (
                "The store is back, and it knows nothing of what this client asked meanwhile."
            )
            assert shop.ask(address, process=shop.process()).status_code == 429, (
                "The store is back, and what it counts now is known to every process."
            )


class Outage:
    """Raises an error from the n-th command on, until it is over."""

    def __init__(self, moment, error):
        self.left = moment
        self.error = error
        self.over = False

    def before(self):
        self.left -= 1
        if self.left <= 0 and not self.over:
            raise self.error("the store does not answer")


def test_everything_else_is_free(shop):
    """Only requests for coupons count and are refused.

    Row: free
    Source: RFC 6585 §4
    Hint: 2
    Step: 15_slow_down#what-counts
    """
    address = shop.address()
    there = {"environ_overrides": {"REMOTE_ADDR": address}}

    def everything_else():
        for _ in range(LIMIT + 1):
            assert shop.client.get("/opening-hours", **there).status_code == 200
            answer = shop.client.options(f"/coupons/{shop.code()}", **there)
            assert answer.status_code == 200
            assert answer.allow >= {"GET", "HEAD", "OPTIONS"}, "OPTIONS tells what the address takes."
            assert shop.client.get(f"/{shop.client.unseen('coupon')}", **there).status_code == 404
            assert shop.client.post(f"/coupons/{shop.code()}", **there).status_code == 405

    everything_else()
    shop.use_up(address)
    shop.refused(address)
    everything_else()
    shop.refused(address)
