"""Checks: a job is answered 202 at once, and its status resource tells how far it is."""

from __future__ import annotations

import os
import subprocess
import threading
import time
from urllib.parse import urljoin, urlsplit

import pytest

#: Seconds of the pause in build_report.
BUILDING = 3

#: Why an export should be done.
NOT_BUILT = (
    "The worker has run, so the status has to say done. The worker builds only what run_worker finds in "
    "exports, and the status has to show what the export is now."
)


@pytest.fixture(autouse=True)
def pauses(monkeypatch):
    """Make time.sleep of this thread note the seconds instead of waiting, and give the notes.

    So a pause is seen however fast or slow the machine is, and no check takes three seconds.
    """
    noted = []
    here, over = threading.get_ident(), threading.Event()

    def note(seconds):
        if threading.get_ident() == here:
            noted.append(0.0 + seconds)
        else:
            over.wait(60)  # a thread of the learner's pauses until the check is over, however slow that is

    monkeypatch.setattr(time, "sleep", note)
    yield noted
    over.set()


@pytest.fixture
def processes(monkeypatch):
    """Note the name of every call that starts a process."""
    noted = []

    def watch(owner, name):
        real = getattr(owner, name)

        def start(*args, **kwargs):
            noted.append(name if owner is os else "subprocess.Popen")
            return real(*args, **kwargs)

        monkeypatch.setattr(owner, name, start)

    watch(subprocess.Popen, "__init__")
    for name in ("fork", "forkpty", "posix_spawn", "posix_spawnp"):
        if hasattr(os, name):
            watch(os, name)
    return noted


def kind(body):
    """Name the kind of a parsed JSON body."""
    if isinstance(body, dict):
        return "a JSON object"
    return "a JSON list" if isinstance(body, list) else "a single JSON value"


def order(client, shop=None):
    """Order a report for a shop that the learner has not seen; return the answer and the shop."""
    shop = shop or client.unseen("Harbour")
    return client.post("/exports", json={"shop": shop}), shop


def run_worker(client):
    """Let the worker build what is waiting."""
    assert client.post("/worker/run").status_code == 200, "POST /worker/run works in the stub. Keep it."


def json_object(answer):
    """Return the JSON object in a body."""
    body = answer.json
    assert kind(body) == "a JSON object", "The contract asks for a JSON object here."
    return body


def pending(answer):
    """Assert that an answer to GET on a status resource says that the work is not done."""
    assert answer.status_code == 200, (
        "Location is the address of the status. Asking for it works while the export waits, so it is 200; "
        "only what the status says changes later."
    )
    status = json_object(answer)
    assert "state" in status, "A client reads under this name how far the work is."
    assert status["state"] == "pending", (
        "Nobody has sent POST /worker/run since this order, so it still has to wait."
    )
    assert status.get("report") is None, (
        "Before the worker has run there must not be a report. A client would take it for the result."
    )


def report_of(client, status_address, undone=NOT_BUILT):
    """Return the report of an export that is done: by 303, or by the link in its status."""
    answer = client.get(status_address)
    if answer.status_code in (301, 302, 307, 308):
        assert answer.status_code in (200, 303), (
            "This redirect says that the status itself is somewhere else. 303 says that the result is there."
        )
    assert answer.status_code in (200, 303)
    if answer.status_code == 303:
        client.remark("303 for a finished export sends the client on to the report (RFC 9110 §15.4.4).")
        found = client.follow(answer)
    else:
        status = json_object(answer)
        assert "state" in status, "A client reads under this name how far the work is."
        assert status["state"] == "done", undone
        assert "report" in status, "A client looks for the address of the report under this name."
        link = status["report"]
        what = "the report itself" if isinstance(link, dict) else "an address"
        assert what == "an address", (
            "`report` is the address of the report, a path or a URL as a text. The report itself is there."
        )
        assert isinstance(link, str), "`report` is the address of the report: a path or a URL, as a text."
        found = client.get(path_of(status_address, link))
    assert found.status_code == 200, "The status promises a report at this address."
    report = json_object(found)
    assert "shop" in report, "At the address of the report has to be the object that build_report returned."
    return report


def path_of(base, link):
    """Return the path and query of a link, resolved against the address that it was read from."""
    try:
        target = urlsplit(urljoin(f"http://localhost{base}", link))
    except ValueError:
        target = None
    assert target is not None, f"{link!r} is not an address that a client can read."
    return (target.path or "/") + (f"?{target.query}" if target.query else "")


def test_order_is_accepted(client):
    """An order is answered 202 Accepted, and its state is pending.

    Row: order
    Source: RFC 9110 §15.3.3
    Hint: 1
    Step: 06_safe_to_repeat#accepted-not-done
    """
    answer, _ = order(client)
    assert answer.status_code == 202
    receipt = json_object(answer)
    assert "state" in receipt, "A client reads under this name how far the work is."
    assert receipt["state"] == "pending", (
        "The answer to an order has to describe its present state. It waits for the worker, so it is pending."
    )


def test_order_does_not_wait(client, pauses, processes):
    """The answer to an order leaves before any work is done.

    Row: no-wait
    Source: RFC 9110 §15.3.3
    Hint: 1
    Step: 06_safe_to_repeat#accepted-not-done
    """
    before = set(threading.enumerate())
    for _ in range(2):
        answer, _ = order(client)
        assert answer.status_code < 300
        reports_built = [pause for pause in pauses if pause == BUILDING]
        assert len(reports_built) == 0, (
            "So many reports were built inside POST /exports: there was the pause of three seconds that "
            "build_report makes. The answer has to leave before that; the worker is there to build."
        )
        assert sum(pauses) == 0, (
            "These are seconds of pause inside POST /exports. The client waits through every one of them."
        )
        threads_started = [thread.name for thread in threading.enumerate() if thread not in before]
        assert len(threads_started) == 0, (
            "So many threads were started inside POST /exports. The work is the worker's; and a thread dies "
            "with the web server, its order with it."
        )
        assert len(processes) == 0, (
            "So many processes were started inside POST /exports. The work is the worker's."
        )


def test_location_leads_to_the_status(client):
    """Location leads to a status resource that says pending until the worker has run.

    Row: order, waiting
    Source: RFC 9110 §15.3.3
    Hint: 2
    Step: 06_safe_to_repeat#status-resource
    """
    answer, _ = order(client)
    for _ in range(3):
        pending(client.follow(answer))


def test_asking_does_no_work(client, pauses):
    """Asking for the status does none of the work, however often it is asked.

    Row: waiting
    Source: RFC 9110 §9.2.1
    Hint: 2
    Step: 06_safe_to_repeat#safe-methods
    """
    answer, _ = order(client)
    pauses.clear()
    for _ in range(2):
        assert client.follow(answer).status_code < 400
        assert sum(pauses) == 0, (
            "These are seconds of pause inside GET. It is a safe method: a client asks, the worker works."
        )


def test_done_leads_to_the_report(client):
    """Once the worker has run, the status leads to the report, as often as it is asked.

    Row: done, report
    Source: RFC 9110 §15.4.4
    Hint: 3
    Step: 06_safe_to_repeat#status-resource
    """
    answer, shop = order(client)
    status = str(answer.location)
    pending(client.get(status))
    run_worker(client)
    for _ in range(2):
        report = report_of(client, status)
        assert report["shop"] == shop, "This is the report of another shop."
        assert report == {"shop": shop, "receipts": 48_211, "title": f"Sales of {shop}"}, (
            "The report has to be the whole object that build_report returned."
        )


def test_worker_builds_each_export_once(client, pauses):
    """The worker builds every waiting export, and none a second time.

    Row: worker, no-wait
    Source: RFC 9110 §15.3.3
    Hint: 1
    Step: 06_safe_to_repeat#accepted-not-done
    """
    orders = [order(client) for _ in range(7)]
    run_worker(client)
    worked = sum(pauses)
    for answer, shop in orders:
        assert report_of(client, str(answer.location))["shop"] == shop, "This is the report of another shop."
    assert worked == sum(pauses), (
        "A report was built while a client fetched it. The client waits through the pause; building is "
        "the worker's job."
    )
    run_worker(client)
    worked = sum(pauses)
    assert worked == 7 * BUILDING, (
        "Seven reports of three seconds each are 21 seconds of pause. More means that a report was built "
        "twice or that something else pauses, less that build_report was not called for one."
    )


def test_each_export_has_its_own_status(client):
    """Two exports have two status resources and two reports, even when one shop ordered both.

    Row: each
    Source: RFC 9110 §15.3.3
    Hint: 2
    Step: 06_safe_to_repeat#status-resource
    """
    (first, first_shop), (second, second_shop) = order(client), order(client)
    addresses = [str(first.location), str(second.location)]
    assert addresses[0] != addresses[1], "Both orders got the same address, so a client can follow only one."
    run_worker(client)
    shops = [report_of(client, address)["shop"] for address in reversed(addresses)]
    assert shops == [second_shop, first_shop], "Each status has to lead to the report of its own shop."
    (one, shop), (other, _) = order(client, first_shop), order(client, first_shop)
    different_addresses = {str(answer.location) for answer in (first, one, other)}
    assert len(different_addresses) == 3, (
        "Three orders of one shop are three exports, and each has to have an address of its own."
    )
    pending(client.follow(one))
    run_worker(client)
    for answer in (other, one, first):
        assert report_of(client, str(answer.location))["shop"] == shop, "This is the report of another shop."


def test_shop_is_any_text(client):
    """The report is that of the shop that was ordered, whatever is in its name.

    Row: order, report
    Source: RFC 9110 §15.3.3
    Hint: 2
    Step: 06_safe_to_repeat#status-resource
    """
    names = {
        "a shop with blanks around its name": "  Harbour  East ",
        "a shop with signs of addresses in its name": "Pier 1/2?a=b&c#d%2F",
        "a shop with quotation marks in its name": '"Kim\'s" \\ <b>Harbour</b>',
        "a shop of two dots": "..",
        "a shop with letters outside ASCII": "Łódź 港 🚢",
    }
    orders = []
    for shop in client.each(names):  # few: each order of an app with threads costs a thread until the end
        answer, _ = order(client, shop)
        assert answer.status_code < 300
        pending(client.follow(answer))
        orders.append((str(answer.location), shop))
    run_worker(client)
    for address, shop in orders:
        assert report_of(client, address)["shop"] == shop, "This is the report of another shop."


def test_later_order_still_waits(client):
    """An export ordered after the worker has run waits for the next run.

    Row: each, waiting
    Source: RFC 9110 §15.3.3
    Hint: 3
    Step: 06_safe_to_repeat#status-resource
    """
    early, shop = order(client)
    run_worker(client)
    report_of(client, str(early.location))
    late, _ = order(client, shop)
    pending(client.follow(late))
    done = report_of(
        client,
        str(early.location),
        "This export was built before the later order, which cannot undo it.",
    )
    assert done["shop"] == shop, "The first export has to stay done."
    run_worker(client)
    assert report_of(client, str(late.location))["shop"] == shop, (
        "The second run has to build the second export."
    )


def test_unknown_export_is_not_found(client):
    """An id that was never given out is answered 404 with a JSON error.

    Row: unknown
    Source: RFC 9110 §15.5.5
    Hint: 3
    Step: 06_safe_to_repeat#status-resource
    """
    answer, _ = order(client)
    assert client.follow(answer).status_code < 400
    unknown = client.get(f"/exports/{client.number(1_000_000, 9_000_000)}")
    assert unknown.status_code == 404
    error = json_object(unknown)
    assert "error" in error, "A client looks for the reason under this name."
    assert error["error"], "`error` has to say what is not there."
