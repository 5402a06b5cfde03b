"""What the course says of clients that meet a failure, a challenge or half an answer."""

from __future__ import annotations

import http.client
import urllib.error
import urllib.request

import pytest

from tests.clients.senders import DIRECT, by_httpx, by_requests, by_urllib, curl, library
from tests.clients.server import Told

CHUNKED = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n"
CHALLENGE = {"WWW-Authenticate": 'Basic realm="x"'}


# --- A failure (lesson 01) ---


def test_curl_prints_the_body_of_a_404_and_exits_with_0(server):
    done = curl(server.tell("/none", Told(404, body=b"no such thing")))
    assert (done.stdout, done.returncode) == (b"no such thing", 0)


def test_curl_with_fail_exits_with_22(server):
    assert curl("--fail", server.tell("/none", Told(404))).returncode == 22


def test_urllib_raises_for_a_404(server):
    assert by_urllib("GET", server.tell("/none", Told(404)), b"").trouble == "HTTPError"


@pytest.mark.parametrize(
    ("code", "fine"), [(200, True), (302, True), (304, True), (404, False), (503, False)]
)
def test_ok_of_requests_means_neither_4xx_nor_5xx(server, code, fine):
    """Lesson 02: even an unfollowed 302 and a 304 count as fine."""
    requests = library("requests")
    url = server.tell("/code", Told(code, {"Location": "/new"} if code == 302 else {}))
    with requests.Session() as session:
        session.trust_env = False
        assert session.get(url, allow_redirects=False, timeout=30).ok is fine


def test_ok_of_requests_is_true_for_999(server):
    """Lesson 02: an invalid 999 counts as fine."""
    requests = library("requests")
    url = server.tell("/odd", Told(raw=b"HTTP/1.1 999 Odd\r\nContent-Length: 0\r\n\r\n"))
    with requests.Session() as session:
        session.trust_env = False
        assert session.get(url, timeout=30).ok


def test_a_code_of_one_digit_can_be_read_by_neither_curl_nor_urllib(server):
    """Lesson 14: a view that sends the code 5 of a ParseError."""
    url = server.tell("/five", Told(raw=b"HTTP/1.1 5 UNKNOWN\r\nContent-Length: 2\r\n\r\nhi"))
    assert curl(url).returncode != 0
    with pytest.raises(http.client.HTTPException):
        urllib.request.build_opener(DIRECT).open(url, timeout=30)


# --- A challenge (lesson 12) ---


def with_password(url: str) -> urllib.request.OpenerDirector:
    passwords = urllib.request.HTTPPasswordMgrWithDefaultRealm()
    passwords.add_password(None, url, "ada", "secret")
    return urllib.request.build_opener(DIRECT, urllib.request.HTTPBasicAuthHandler(passwords))


def test_curl_takes_out_its_password_only_for_a_challenge(server):
    arguments = ("--anyauth", "-u", "ada:secret", "-o", "-", "-w", "%{http_code}")
    bare, asked = server.tell("/bare", Told(401)), server.tell("/asked", Told(401, CHALLENGE), Told(200))
    assert curl(*arguments, bare).stdout.endswith(b"401") and len(server.seen) == 1
    assert curl(*arguments, asked).stdout.endswith(b"200")
    assert ["authorization" in seen.fields for seen in server.seen] == [False, False, True]


def test_urllib_takes_out_its_password_only_for_a_challenge(server):
    bare, asked = server.tell("/bare", Told(401)), server.tell("/asked", Told(401, CHALLENGE), Told(200))
    with pytest.raises(urllib.error.HTTPError) as raised:
        with_password(bare).open(bare, timeout=30)
    raised.value.close()
    with with_password(asked).open(asked, timeout=30) as answer:
        assert answer.status == 200
    assert ["authorization" in seen.fields for seen in server.seen] == [False, False, True]


# --- Half an answer (lesson 16) ---


def test_curl_ends_with_code_18_when_the_last_chunk_is_missing(server):
    assert curl(server.tell("/half", Told(raw=CHUNKED))).returncode == 18


def test_urllib_raises_when_the_last_chunk_is_missing(server):
    url = server.tell("/half", Told(raw=CHUNKED))
    with (
        pytest.raises(http.client.IncompleteRead),
        urllib.request.build_opener(DIRECT).open(url, timeout=30) as answer,
    ):
        answer.read()


def test_requests_raises_when_the_last_chunk_is_missing(server):
    assert by_requests("GET", server.tell("/half", Told(raw=CHUNKED)), b"").trouble == "ChunkedEncodingError"


def test_urllib3_raises_when_the_last_chunk_is_missing(server):
    urllib3 = library("urllib3")
    with urllib3.PoolManager() as pool, pytest.raises(urllib3.exceptions.ProtocolError):
        pool.request("GET", server.tell("/half", Told(raw=CHUNKED)), retries=False)


# --- Waiting and trying again (lessons 06, 15, 16) ---


def test_urllib3_repeats_the_idempotent_methods_and_no_other():
    """Lesson 06: its list has DELETE, GET, HEAD, OPTIONS, PUT and TRACE."""
    retry = library("urllib3").util.Retry
    assert {"DELETE", "GET", "HEAD", "OPTIONS", "PUT", "TRACE"} == retry.DEFAULT_ALLOWED_METHODS


@pytest.mark.parametrize(("fields", "waits"), [({"Retry-After": "1"}, [1, 1, 1]), ({}, [])])
def test_urllib3_waits_as_retry_after_says_and_gives_up_at_once_without_it(
    server, monkeypatch, fields, waits
):
    """Lesson 15: it asks again, three times, by itself."""
    urllib3 = library("urllib3")
    slept: list[float] = []
    monkeypatch.setattr("urllib3.util.retry.time.sleep", slept.append)
    url = server.tell("/busy", Told(429, fields, b'{"retry_after": 1}'))
    with urllib3.PoolManager() as pool:
        assert pool.request("GET", url).status == 429
    assert slept == waits
    assert len(server.seen) == 1 + len(waits)


def test_urllib3_raises_for_a_retry_after_that_is_no_time(server):
    """Lesson 15: a mistake in a header becomes a crash in somebody else's program."""
    urllib3 = library("urllib3")
    with urllib3.PoolManager() as pool, pytest.raises(urllib3.exceptions.InvalidHeader):
        pool.request("GET", server.tell("/busy", Told(429, {"Retry-After": "None"})))


def test_a_timeout_of_requests_is_not_a_timeout_error():
    """Lesson 16: every library has classes of its own."""
    requests = library("requests")
    assert not issubclass(requests.Timeout, TimeoutError)


def test_requests_waits_without_end_unless_it_is_told(monkeypatch, server):
    """Lesson 16: by default no timeout is handed down."""
    requests = library("requests")
    handed: list[object] = []
    send = requests.adapters.HTTPAdapter.send

    def noted(self, request, **more):
        handed.append(more["timeout"])
        return send(self, request, **more)

    monkeypatch.setattr(requests.adapters.HTTPAdapter, "send", noted)
    with requests.Session() as session:
        session.trust_env = False
        session.get(server.base + "/")
    assert handed == [None]


# --- What clients send and throw away (lessons 09, 12, 20) ---


def test_curl_accepts_everything_unless_it_is_told(server):
    """Lesson 09: `*/*` matches everything."""
    curl(server.base + "/")
    assert server.seen[0].fields["accept"] == "*/*"


def test_a_small_script_sends_no_accept(server):
    """Lesson 09: many scripts send none; urllib is one way to write them."""
    by_urllib("GET", server.base + "/", b"")
    assert "accept" not in server.seen[0].fields


def test_curl_sends_no_preflight(server):
    """Lesson 12: with curl everything works."""
    curl("-H", "Authorization: Bearer x", "-H", "Origin: https://garden.example", server.base + "/ferns")
    assert server.asked("/ferns") == ["GET"]


INTERIM = b"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 401 Unauthorized\r\nContent-Length: 0\r\n\r\n"


def test_libraries_throw_a_100_away_and_curl_v_shows_it(server):
    """Lesson 20: the last code is the one that the program sees."""
    url = server.tell("/film", Told(raw=INTERIM))
    assert by_urllib("GET", url, b"").status == 401
    assert b"< HTTP/1.1 100 Continue" in curl("-v", url).stderr


def test_requests_throws_a_100_away(server):
    assert by_requests("GET", server.tell("/film", Told(raw=INTERIM)), b"").status == 401


def test_httpx_throws_a_100_away(server):
    assert by_httpx("GET", server.tell("/film", Told(raw=INTERIM)), b"").status == 401
