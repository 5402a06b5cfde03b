"""The simulation of retries: repeatable, and the same over real sockets."""

from __future__ import annotations

import http.client
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from course.ways.retries import CLIENTS, CLOSED, PATIENCE, POLICIES, ROOM, Policy, Shop, simulate


class OverSockets:
    """The same service behind a real server: the time comes in a header, so that nobody waits."""

    def __init__(self, shop: Shop) -> None:
        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self):
                status, after = shop(float(self.headers["X-Now"]))
                self.send_response(status)
                if after is not None:
                    self.send_header("Retry-After", str(after))
                self.send_header("Content-Length", "0")
                self.end_headers()

            def log_message(self, *args):
                pass

        self.server = HTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=self.server.serve_forever, args=(0.01,), daemon=True).start()
        self.connection = http.client.HTTPConnection("127.0.0.1", self.server.server_port)

    def __call__(self, now: float) -> tuple[int, int | None]:
        self.connection.request("GET", "/", headers={"X-Now": repr(now)})
        answer = self.connection.getresponse()
        answer.read()
        after = answer.headers.get("Retry-After")
        return answer.status, int(after) if after else None

    def close(self) -> None:
        self.connection.close()
        self.server.shutdown()
        self.server.server_close()


@pytest.mark.parametrize("policy", POLICIES, ids=lambda policy: policy.name)
def test_a_run_over_real_sockets_is_the_simulated_run(policy: Policy):
    service = OverSockets(Shop(policy.told))
    try:
        assert simulate(policy, clients=40, service=service) == simulate(policy, clients=40)
    finally:
        service.close()


@pytest.mark.parametrize("policy", POLICIES, ids=lambda policy: policy.name)
def test_the_seed_makes_a_run_repeatable(policy: Policy):
    assert simulate(policy) == simulate(policy)
    assert simulate(policy, seed=2).shape != simulate(policy).shape


@pytest.mark.parametrize("policy", POLICIES, ids=lambda policy: policy.name)
def test_nobody_is_served_while_it_is_closed_nor_more_than_there_is_room(policy: Policy):
    answers: dict[int, int] = {}
    shop = Shop(policy.told)

    def ask(now: float) -> tuple[int, int | None]:
        status, after = shop(now)
        answers[int(now)] = answers.get(int(now), 0) + (status == 200)
        return status, after

    simulate(policy, service=ask)
    assert [answers.get(second, 0) for second in range(5)] == [0] * 5
    assert max(answers.values()) <= ROOM


def test_a_place_for_each_costs_least_and_pauses_without_chance_lose_clients():
    found = {policy.name: simulate(policy) for policy in POLICIES}
    place = found["Retry-After, a place for each"]
    assert place.served == CLIENTS
    assert place.requests < min(one.requests for one in found.values() if one is not place) / 2
    assert found["pauses that double"].served < CLIENTS
    assert found["pauses that double, with chance"].served == CLIENTS


def test_the_page_says_what_is_simulated():
    page = Path(__file__).resolve().parents[2] / "templates" / "ways" / "cost.html"
    text = page.read_text(encoding="utf-8")
    for words in (f"{CLIENTS} clients", f"answers {ROOM} a second", "closed for five", "after two minutes"):
        assert words in text
    assert (CLOSED, PATIENCE) == (5.0, 120.0)
