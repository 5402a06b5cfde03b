"""A simulation: many clients meet a service that is closed, and then has room for a few of them a second.

Clients, clock and service are made up; the seed makes a run repeatable. Nothing waits: the next event is
taken from a queue. tests/ways/test_retries.py lets the same clients ask a real server, and
benchmarks/retries.py lets them wait as well.
"""

from __future__ import annotations

import heapq
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from random import Random

CLIENTS = 200
#: Requests that the service can answer in a second, and seconds until it opens.
ROOM = 20
CLOSED = 5.0
#: Seconds after which a client gives up, and the longest pause of one that doubles its pauses.
PATIENCE = 120.0
LONGEST = 30.0
SEED = 1

#: Takes the time of a request; returns the code and, with a 503, what Retry-After says (None without it).
Service = Callable[[float], tuple[int, int | None]]


@dataclass(frozen=True)
class Policy:
    """How clients wait, and whether the service tells them."""

    name: str
    #: Whether the service sends Retry-After: not at all, one number for all, or a place in the line for each.
    told: str
    #: Seconds until the next attempt, from the number of attempts before and what Retry-After said.
    wait: Callable[[Random, int, int | None], float]


@dataclass(frozen=True)
class Outcome:
    """How a run went."""

    policy: str
    served: int
    requests: int
    #: Most requests in one second, and seconds until the last client was served.
    worst: int
    last: float
    #: Requests in each second, as far as somebody was served.
    shape: tuple[int, ...]


def _doubling(attempts: int) -> float:
    return min(LONGEST, 0.5 * 2.0**attempts)


POLICIES: tuple[Policy, ...] = (
    Policy("again every second", "", lambda random, attempts, after: 1.0),
    Policy("pauses that double", "", lambda random, attempts, after: _doubling(attempts)),
    Policy(
        "pauses that double, with chance",
        "",
        lambda random, attempts, after: random.uniform(0, _doubling(attempts)),
    ),
    Policy("Retry-After, one number for all", "one", lambda random, attempts, after: float(after or 1)),
    Policy("Retry-After, a place for each", "place", lambda random, attempts, after: float(after or 1)),
)


class Shop:
    """The service: closed until `closed`, then `room` answers in each second."""

    def __init__(self, told: str, room: int = ROOM, closed: float = CLOSED) -> None:
        """Open after `closed` seconds; `told` says what its Retry-After holds."""
        self._told, self._room, self._closed = told, room, closed
        self._taken: Counter[int] = Counter()
        self._promised = 0.0

    def __call__(self, now: float) -> tuple[int, int | None]:
        """Answer a request: 200, or 503 with what Retry-After says."""
        second = int(now)
        if now >= self._closed and self._taken[second] < self._room:
            self._taken[second] += 1
            return 200, None
        return 503, self._retry_after(now)

    def _retry_after(self, now: float) -> int | None:
        if self._told == "one":
            return int(max(self._closed - now, 0)) + 1
        if self._told == "place":
            # Nine tenths of the room: a number of whole seconds comes late for some.
            self._promised = max(self._promised, self._closed, now) + 1 / (self._room * 0.9)
            return int(self._promised - now) + 1
        return None


def simulate(
    policy: Policy, seed: int = SEED, clients: int = CLIENTS, service: Service | None = None
) -> Outcome:
    """Let clients ask until each is served or gives up; the same seed gives the same run."""
    random = Random(f"{policy.name}:{seed}")  # noqa: S311 - chance that can be repeated
    ask = service or Shop(policy.told)
    # Everybody comes within the first two seconds: time, number of the client, attempts, first time.
    queue = [(moment, client, 0, moment) for client in range(clients) if (moment := random.random() * 2) >= 0]
    heapq.heapify(queue)
    asked: Counter[int] = Counter()
    served, last = 0, 0.0
    while queue:
        now, client, attempts, first = heapq.heappop(queue)
        if now - first > PATIENCE:
            continue
        asked[int(now)] += 1
        status, after = ask(now)
        if status == 200:
            served, last = served + 1, now
        else:
            heapq.heappush(queue, (now + policy.wait(random, attempts, after), client, attempts + 1, first))
    shape = tuple(asked[second] for second in range(int(last) + 1))
    return Outcome(policy.name, served, asked.total(), max(asked.values()), round(last, 1), shape)
