"""What the course says of clients that meet a redirect, asked of the clients themselves."""

from __future__ import annotations

import re
import urllib.error
import urllib.request
from pathlib import Path

import pytest
from flask import Flask, redirect, request

from tests.clients.senders import SENDERS, by_curl, by_flask, by_httpx, by_requests, by_urllib, library
from tests.clients.server import Server, Told

LESSON = Path(__file__).resolve().parents[2] / "lessons" / "07_redirects" / "lesson.md"
CODES = (301, 302, 303, 307, 308)
#: The columns of the table in lesson 07: a method, and the codes after which the next request is told.
COLUMNS = (("POST", (301, 302)), ("PUT", (301,)), ("PUT", (302,)), ("PUT", (303,)))


def table() -> dict[str, list[str]]:
    """Return the cells of the table of lesson 07 by client."""
    text = LESSON.read_text(encoding="utf-8")
    rows = text.partition("| Client | POST, after 301 or 302 |")[2].partition("\n\n")[0].splitlines()[2:]
    cells = [[cell.strip() for cell in row.strip("|").split("|")] for row in rows]
    return {re.sub(r"`|browser, ", "", name): told for name, *told in cells}


def cases() -> list[tuple[str, str, int, str]]:
    return [
        (client, method, code, told)
        for client, row in table().items()
        for (method, codes), told in zip(COLUMNS, row, strict=True)
        for code in codes
    ]


def moved(server: Server, code: int) -> str:
    return server.tell("/old", Told(code, {"Location": "/new"}))


def next_request(server: Server) -> str:
    """Return the request after the redirect in the words of the table."""
    following = [seen for seen in server.seen if seen.path == "/new"]
    if not following:
        return "error"
    (one,) = following
    return one.method if one.body or one.method == "GET" else f"{one.method} with an empty body"


def by_the_test_client(method: str, code: int) -> str:
    """Return what Flask's test client asks next, in the same words."""
    app, seen = Flask(__name__), []

    @app.route("/old", methods=["POST", "PUT"])
    def old():
        return redirect("/new", code)

    @app.route("/new", methods=["GET", "POST", "PUT"])
    def new():
        seen.append(request.method if request.data or request.method == "GET" else "empty")
        return {}

    by_flask(method, "http://localhost/old", b"body", app)
    return seen[0]


def test_the_table_has_six_clients():
    assert list(table()) == ["fetch", "requests", "httpx", "urllib", "curl -L", "Flask's test client"]


@pytest.mark.parametrize(("client", "method", "code", "told"), [c for c in cases() if c[0] != "fetch"])
def test_the_table_of_lesson_07_is_what_clients_do(server, client, method, code, told):
    if client == "Flask's test client":
        assert by_the_test_client(method, code) == told
        return
    SENDERS[client](method, moved(server, code), b"body")
    assert next_request(server) == told


@pytest.mark.parametrize("client", [*SENDERS, "Flask's test client"])
@pytest.mark.parametrize("code", (307, 308))
def test_after_307_and_308_the_same_post_is_sent_or_none(server, client, code):
    """urllib raises; every other client sends method and content again."""
    if client == "Flask's test client":
        assert by_the_test_client("POST", code) == "POST"
        return
    got = SENDERS[client]("POST", moved(server, code), b"body")
    assert next_request(server) == ("error" if client == "urllib" else "POST")
    assert (got.trouble == "HTTPError") is (client == "urllib")


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("method", ("GET", "HEAD"))
def test_urllib_follows_every_redirect_of_get_and_head(server, code, method):
    """Lesson 07, urllib-and-308: it follows 308 for GET and HEAD only."""
    assert by_urllib(method, moved(server, code), b"").status == 200
    assert len(server.seen) == 2


def test_who_follows_unasked(server):
    """Lesson 07: requests and urllib do, curl with -L, httpx and the test client only when told."""
    url = moved(server, 302)
    assert by_urllib("GET", url, b"").status == 200
    assert by_curl("GET", url, b"", follow=False).status == 302
    assert by_curl("GET", url, b"").status == 200


def test_requests_follows_unasked(server):
    assert by_requests("GET", moved(server, 302), b"").status == 200


def test_httpx_follows_only_when_it_is_told_to(server):
    httpx = library("httpx")
    url = moved(server, 302)
    with httpx.Client(trust_env=False) as client:
        assert client.get(url).status_code == 302
    assert by_httpx("GET", url, b"").status == 200


def test_flasks_test_client_follows_only_when_it_is_told_to():
    app = Flask(__name__)
    app.add_url_rule("/old", view_func=lambda: redirect("/new"))
    app.add_url_rule("/new", endpoint="new", view_func=lambda: "here")
    assert app.test_client().get("/old").status_code == 302
    assert app.test_client().get("/old", follow_redirects=True).status_code == 200


@pytest.mark.parametrize("client", SENDERS)
def test_the_location_of_a_201_is_an_offer(server, client):
    """Lesson 05: a client that follows redirects makes one request all the same."""
    got = SENDERS[client]("POST", server.tell("/things", Told(201, {"Location": "/new"})), b"body")
    assert got.status == 201
    assert server.asked("/new") == []


@pytest.mark.parametrize("client", SENDERS)
@pytest.mark.parametrize("code", (300, 305))
def test_300_and_305_move_curl_only(server, client, code):
    """Lesson 07: requests and httpx stay where they are, curl -L follows Location; urllib raises."""
    got = SENDERS[client]("GET", moved(server, code), b"")
    assert got.status == (200 if client == "curl -L" else code)


@pytest.mark.parametrize(
    ("client", "requests"),
    [("curl -L", 51), ("requests", 31), ("httpx", 21), ("urllib", 5)],
)
def test_a_circle_ends_after_so_many_redirects(server, client, requests):
    """Lesson 07: httpx gives up after about 20, requests after 30, curl after 50.

    urllib stops when it got the same address for the fifth time.
    """
    url = server.tell("/circle", Told(302, {"Location": "/circle"}))
    got = SENDERS[client]("GET", url, b"")
    assert len(server.seen) == requests
    assert got.status in (0, 302) and got.trouble


def test_requests_drops_the_credentials_for_another_host(server):
    """Lesson 07: a redirect to another host can end in a 401 that nobody expects."""
    requests = library("requests")
    here = server.tell("/here", Told(302, {"Location": "/new"}))
    away = server.tell("/away", Told(302, {"Location": f"{server.other_base}/new"}))
    with requests.Session() as session:
        session.trust_env = False
        for url in (here, away):
            session.get(url, headers={"Authorization": "Bearer x"}, timeout=30)
    assert ["authorization" in seen.fields for seen in server.seen if seen.path == "/new"] == [True, False]


def test_urllib_raises_for_a_post_that_is_sent_on_with_308(server):
    """Lesson 07: among the clients that do not follow is urllib with its HTTPError."""
    with pytest.raises(urllib.error.HTTPError) as raised:
        urllib.request.urlopen(urllib.request.Request(moved(server, 308), data=b"x", method="POST"))
    raised.value.close()
    assert raised.value.code == 308
