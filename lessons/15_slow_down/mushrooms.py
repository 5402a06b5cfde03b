"""Names of mushrooms, three a minute. The store does what Redis would do; the clock is set by hand."""

from flask import Flask

app = Flask(__name__)
state = {"now": 0, "power_cut": False}


class Store:
    """Numbers that may have an end, as in Redis."""

    def __init__(self):
        self.numbers, self.ends = {}, {}

    def incr(self, key):
        if self.ends.get(key, state["now"] + 1) <= state["now"]:
            self.numbers.pop(key), self.ends.pop(key)
        self.numbers[key] = self.numbers.get(key, 0) + 1
        return self.numbers[key]

    def expire(self, key, seconds, nx=False):
        if not (nx and key in self.ends):
            self.ends[key] = state["now"] + seconds

    def ttl(self, key):
        return self.ends[key] - state["now"] if key in self.ends else -1


store = Store()


class WorkerDied(Exception):
    """The process ended in the middle of its work."""


def power():
    if state["power_cut"]:
        state["power_cut"] = False
        raise WorkerDied


def count_call(key):
    count = store.incr(key)
    power()
    if count == 1:
        store.expire(key, 60)
    return count


@app.get("/mushrooms/<name>")
def identify(name):
    if count_call("calls") > 3:
        return {"error": "Three a minute"}, 429, {"Retry-After": max(store.ttl("calls"), 1)}
    return {"mushroom": name, "edible": False}


@app.post("/power-cut")
def announce_power_cut():
    state["power_cut"] = True
    return "", 204


@app.put("/clock/<int:now>")
def set_clock(now):
    state["now"] = now
    return {"now": now}


@app.errorhandler(WorkerDied)
def proxy_answers(error):
    return {"error": "The worker gave no answer"}, 502
