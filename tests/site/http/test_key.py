"""The key: without it nobody reads, answers or runs anything."""

from __future__ import annotations

import pytest

from course.site.http.key import cookie_name
from tests.site.conftest import JSON, STEP

KEY = "the-key-of-a-test-1234567890"


@pytest.fixture
def settings(settings):
    return {**settings, "KEY": KEY}


@pytest.mark.parametrize("path", ["/", STEP, "/exercises/01_echo/source", "/nowhere", "/search?q=404"])
@pytest.mark.parametrize("method", ["GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS"])
def test_without_the_key_nothing_is_answered(client, path, method):
    response = client.open(path, method=method)

    assert response.status_code == 401
    assert response.headers["WWW-Authenticate"] == 'Bearer realm="this course"'


def test_the_refusal_says_where_the_key_is_and_nothing_of_the_learner(client, app):
    app.extensions["course"].store.database.notice = "A sentence with a /path/of/mine."
    page, problem = client.get("/"), client.get("/", headers=JSON)

    assert "run.py open" in page.text
    assert problem.mimetype == "application/problem+json"
    assert "/path/of/mine" not in page.text + problem.text
    assert KEY not in page.text + problem.text


def test_the_printed_address_becomes_the_address_without_its_key_and_a_cookie(client):
    response = client.get(f"{STEP}?read=on&key={KEY}&x=%2F")

    assert (response.status_code, response.headers["Location"]) == (303, f"{STEP}?read=on&x=%2F")
    assert response.headers["Cache-Control"] == "no-store"
    cookie = response.headers["Set-Cookie"]
    assert all(part in cookie for part in ("HttpOnly", "SameSite=Lax", "Path=/", f"Max-Age={400 * 86400}"))
    assert "Secure" not in cookie
    assert client.get(response.headers["Location"]).status_code == 200


@pytest.mark.parametrize("path", ["//evil.example/", "/%2F%2Fevil.example/", "/\\evil.example"])
def test_the_key_leads_to_no_other_site(client, path):
    response = client.get(f"{path}?key={KEY}")

    assert not response.headers.get("Location", "").startswith(("//", "http", "/\\"))


@pytest.mark.parametrize("sent", ["", KEY[:-1], KEY + "x", KEY.upper(), "\ud800", "ü"])
def test_another_key_is_refused(client, sent):
    assert client.get("/", query_string={"key": sent.encode("utf-8", "surrogatepass")}).status_code == 401
    client.set_cookie("course-key-000000000000", KEY)
    assert client.get("/").status_code == 401
    with client.application.test_request_context():
        name = cookie_name()
    client.set_cookie(name, sent.encode("ascii", "ignore").decode())
    assert client.get("/").status_code == 401


def test_a_program_sends_it_as_a_bearer_token(client):
    assert client.get("/", headers={"Authorization": f"Bearer {KEY}"}).status_code == 200
    assert client.get("/", headers={"Authorization": f"Bearer {KEY}x"}).status_code == 401
    assert client.get("/", headers={"Authorization": f"Basic {KEY}"}).status_code == 401


def test_a_key_in_the_address_of_a_form_is_not_taken(client):
    assert client.post(f"{STEP}/answers?key={KEY}").status_code == 401


def test_static_files_are_open(client):
    with client.get("/static/css/base.css") as response:
        assert response.status_code == 200


def test_two_courses_on_one_machine_do_not_overwrite_each_others_cookie(settings, tmp_path):
    from course import create_app

    names = set()
    for n in (1, 2):
        app = create_app({**settings, "INSTANCE": tmp_path / str(n)})
        with app.test_request_context():
            names.add(cookie_name())
        app.extensions["course"].close()
    assert len(names) == 2


def test_a_cookie_of_an_https_address_is_sent_over_https_only(settings):
    from course import create_app

    app = create_app({**settings, "URL": "https://desk.example/"})
    near, far = (
        app.test_client().get(f"/?key={KEY}", headers={"Host": host}).headers["Set-Cookie"]
        for host in ("127.0.0.1:8000", "desk.example")
    )
    assert "Secure" in far and "Secure" not in near
    app.extensions["course"].close()
