"""Let real clients wait in real time at a real server, and print the simulation of the same beside it.

python benchmarks/retries.py: 40 clients, closed for one second, room for 8 a second; a minute in all.
"""

from __future__ import annotations

import http.client
import sys
import threading
import time
from collections import Counter
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from random import Random

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from course.ways.retries import POLICIES, Outcome, Policy, Shop, simulate  # noqa: E402

CLIENTS, ROOM, CLOSED = 40, 8, 1.0


def real(policy: Policy) -> tuple[int, float]:
    """Return how many requests arrived, and when the last client was served."""
    shop, lock, seen = Shop(policy.told, ROOM, CLOSED), threading.Lock(), Counter[int]()
    begin = time.monotonic()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            with lock:
                now = time.monotonic() - begin
                seen[int(now)] += 1
                status, after = shop(now)
            self.send_response(status)
            if after is not None:
                self.send_header("Retry-After", str(after))
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    clients = [
        threading.Thread(target=ask, args=(server.server_port, policy, Random(n))) for n in range(CLIENTS)
    ]
    for client in clients:
        client.start()
    for client in clients:
        client.join()
    seconds = time.monotonic() - begin
    server.shutdown()
    return seen.total(), seconds


def ask(port: int, policy: Policy, random: Random) -> None:
    """Ask until the answer is 200."""
    time.sleep(random.random() * 2)
    attempts = 0
    while True:
        connection = http.client.HTTPConnection("127.0.0.1", port)
        connection.request("GET", "/")
        answer = connection.getresponse()
        answer.read()
        connection.close()
        if answer.status == 200:
            return
        after = answer.headers.get("Retry-After")
        time.sleep(policy.wait(random, attempts, int(after) if after else None))
        attempts += 1


def simulated(policy: Policy, seed: int) -> Outcome:
    """Return the same run without waiting."""
    return simulate(policy, seed, CLIENTS, Shop(policy.told, ROOM, CLOSED))


if __name__ == "__main__":
    for policy in POLICIES:
        requests, seconds = real(policy)
        runs = list(map(partial(simulated, policy), range(1, 21)))
        counts, lasts = [one.requests for one in runs], [one.last for one in runs]
        print(
            f"{policy.name:32} real {requests:4} requests, {seconds:5.1f} s;"
            f" simulated with 20 seeds {min(counts)} to {max(counts)}, {min(lasts)} to {max(lasts)} s"
        )
