"""The site practises what it teaches: codes, headers, caching, and who is let in."""

from __future__ import annotations

import re

import pytest
from flask import abort
from werkzeug.test import EnvironBuilder, run_wsgi_app

JSON = {"Accept": "application/json"}
PROBLEM = "application/problem+json"
STEP = "/lessons/01_shop/stored"


# --- Errors ---


@pytest.mark.parametrize(
    ("path", "offered"),
    [
        ("/lessons/01_shpo/", "/lessons/01_shop/"),
        ("/lessons/01_shop/stord", "/lessons/01_shop/stored"),
        ("/exercises/01_ecko/", "/exercises/01_echo/"),
        ("/lessonss/", None),
        ("/lessons/..%2f..%2fetc/passwd", None),
        ("/exercises/%2e%2e/", None),
    ],
)
def test_not_found_helps(client, path, offered):
    response = client.get(path)

    assert response.status_code == 404
    assert "There is nothing at this address" in response.text
    assert 'href="/"' in response.text
    if offered:
        assert f'href="{offered}"' in response.text


def test_problem_details_for_programs(client):
    response = client.get("/lessons/none/", headers=JSON)

    assert response.mimetype == PROBLEM
    assert response.json == {
        "type": "about:blank",
        "title": "Not Found",
        "status": 404,
        "detail": 'There is no lesson "none".',
        "instance": "/lessons/none/",
    }


def test_the_address_without_slash_moves_for_good(client):
    response = client.get("/lessons/01_shop")

    assert response.status_code == 308
    assert response.location.endswith("/lessons/01_shop/")


@pytest.mark.parametrize(
    ("method", "path", "allowed"),
    [
        ("POST", "/", {"GET", "HEAD", "OPTIONS"}),
        ("DELETE", STEP, {"GET", "HEAD", "OPTIONS"}),
        ("GET", f"{STEP}/answers", {"POST", "OPTIONS"}),
        ("GET", "/exercises/01_echo/runs", {"POST", "OPTIONS"}),
    ],
)
def test_method_not_allowed_names_those_that_are(client, method, path, allowed):
    page, problem = client.open(path, method=method), client.open(path, method=method, headers=JSON)

    assert page.status_code == problem.status_code == 405
    assert set(page.allow) == set(problem.allow) == allowed
    assert problem.mimetype == PROBLEM
    assert all(name in page.text for name in allowed)


def test_options_names_the_methods(client):
    response = client.options(STEP)

    assert response.status_code == 200
    assert {"GET", "HEAD", "OPTIONS"} == set(response.allow)


def test_too_large_is_413(client):
    response = client.post(f"{STEP}/answers", data={"question": "x" * 300_000})

    assert response.status_code == 413
    assert "larger than the server is willing" in response.text


def test_too_much_form_is_413(client):
    parts = {"question": "x" * 100_000}
    response = client.post(f"{STEP}/answers", data=parts, content_type="multipart/form-data")

    assert response.status_code == 413


@pytest.mark.parametrize("debug", [False, True])
@pytest.mark.parametrize("testing", [False, True])
def test_a_crash_shows_nothing_of_its_inside(make_app, debug, testing, caplog):
    app = make_app()
    app.add_url_rule("/crash", view_func=lambda: 1 / 0)
    app.config.update(DEBUG=debug, TESTING=testing)

    for accept, mimetype in (("text/html", "text/html"), ("application/json", PROBLEM)):
        response = app.test_client().get("/crash", headers={"Accept": accept})
        assert (response.status_code, response.mimetype) == (500, mimetype)
        assert not re.search("Traceback|ZeroDivision|division|lambda", response.text)
    assert "ZeroDivisionError" in caplog.text


@pytest.mark.parametrize("status", [400, 403, 404, 410, 413, 415, 422, 429, 500, 503])
def test_every_error_has_a_page_and_problem_details(make_app, status):
    app = make_app()
    app.add_url_rule("/fail", view_func=lambda: abort(status))
    client = app.test_client()

    page, problem = client.get("/fail"), client.get("/fail", headers=JSON)

    assert page.status_code == problem.status_code == status
    assert "<h1>" in page.text and str(status) in page.text
    assert problem.json["status"] == status and problem.json["title"]
    assert page.headers["Cache-Control"] == "private, no-cache"
    assert "Accept" in page.vary and "Accept" in problem.vary


# --- Who is let in ---


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("localhost", 200),
        ("localhost:8000", 200),
        ("127.0.0.1:5123", 200),
        ("LOCALHOST:8000", 200),
        ("[::1]:8000", 200),
        ("evil.example", 403),
        ("127.0.0.1.evil.example", 403),
        ("localhost.evil.example:8000", 403),
        ("localhost:8000:1", 403),
        ("evil.example#@localhost", 403),
        ("", 403),
    ],
)
def test_only_names_of_this_machine(client, host, status):
    response = client.get("/", headers={"Host": host})

    assert response.status_code == status
    if status == 403:
        assert "DNS rebinding" in response.text


def test_the_host_is_checked_for_static_files_and_errors_too(client):
    assert client.get("/static/css/base.css", headers={"Host": "evil.example"}).status_code == 403
    assert client.get("/nowhere", headers={"Host": "evil.example"}).status_code == 403


@pytest.mark.parametrize(
    ("host", "origin", "status"),
    [
        ("desk.example:8443", "https://desk.example:8443", 422),
        ("DESK.example:8443", "https://desk.example:8443", 422),
        ("127.0.0.1:8000", "https://desk.example:8443", 422),  # a server in front that writes its own Host
        ("127.0.0.1:8000", "http://127.0.0.1:8000", 422),
        ("desk.example:8443", "http://desk.example:8443", 403),
        ("desk.example:8443", "https://desk.example", 403),
        ("desk.example", "https://desk.example:8443", 403),
        ("desk.example:8000", "https://desk.example:8443", 403),
        ("sub.desk.example:8443", "https://desk.example:8443", 403),
        ("127.0.0.1:8000", "https://sub.desk.example:8443", 403),
    ],
)
def test_one_named_address_is_let_in_exactly(settings, host, origin, status):
    from course import create_app

    app = create_app({**settings, "URL": "https://desk.example:8443/course"})
    headers = {"Host": host, "Origin": origin, "X-Forwarded-Host": "desk.example:8443"}
    answer = app.test_client().post(f"{STEP}/answers", data={"question": "none"}, headers=headers)
    assert answer.status_code == status
    app.extensions["course"].store.close()


def test_the_default_port_may_be_left_out(settings):
    from course import create_app

    app = create_app({**settings, "URL": "https://desk.example"})
    for host in ("desk.example", "desk.example:443"):
        assert app.test_client().get("/", headers={"Host": host}).status_code == 200
    assert app.test_client().get("/", headers={"Host": "desk.example:80"}).status_code == 403
    app.extensions["course"].store.close()


def test_no_host_at_all_is_400(app):
    environ = EnvironBuilder("/").get_environ()
    del environ["HTTP_HOST"]

    _, status, _ = run_wsgi_app(app, environ)

    assert status == "400 BAD REQUEST"


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 303),
        ({"Origin": "http://localhost"}, 303),
        ({"Origin": "http://localhost", "Sec-Fetch-Site": "same-origin"}, 303),
        ({"Sec-Fetch-Site": "none"}, 303),
        ({"Origin": "null"}, 403),
        ({"Origin": "http://localhost:9999"}, 403),
        ({"Origin": "https://localhost"}, 403),
        ({"Origin": "http://evil.example"}, 403),
        ({"Sec-Fetch-Site": "cross-site"}, 403),
        ({"Sec-Fetch-Site": "same-site"}, 403),
    ],
)
def test_only_own_pages_may_change_something(client, headers, status):
    data = {"question": "stored-code", "choice": "201", "confidence": "sure"}
    sent = client.post(f"{STEP}/answers", data=data, headers=headers)

    assert sent.status_code == status
    answered = client.get(STEP, headers=JSON).json["questions"][0]["answered"]
    assert answered is (status == 303)


def test_reading_from_elsewhere_is_not_refused(client):
    assert client.get("/", headers={"Sec-Fetch-Site": "cross-site"}).status_code == 200


@pytest.mark.parametrize("path", ["/", STEP, "/nowhere", "/static/css/base.css", "/exercises/01_echo/"])
def test_security_headers_on_every_answer(client, path):
    with client.get(path) as response:
        headers = response.headers
    policy = headers["Content-Security-Policy"]

    assert "default-src 'none'" in policy and "unsafe" not in policy and "data:" not in policy
    for part in ("form-action 'self'", "base-uri 'none'", "frame-ancestors 'none'"):
        assert part in policy
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert headers["Cross-Origin-Resource-Policy"] == "same-origin"


# --- Caching ---


@pytest.mark.parametrize("path", ["/", "/lessons/01_shop/", STEP, "/exercises/01_echo/", "/styleguide"])
def test_a_page_is_asked_for_again_and_answered_304(client, path):
    client.get(path)
    first = client.get(path)
    again = client.get(path, headers={"If-None-Match": first.headers["ETag"]})

    assert first.headers["Cache-Control"] == "private, no-cache"
    assert again.status_code == 304 and again.data == b""
    assert again.headers["ETag"] == first.headers["ETag"]
    assert client.get(path, headers={"If-None-Match": '"other"'}).status_code == 200


def test_an_answer_changes_the_validator(client, answer):
    before = client.get(STEP).headers["ETag"]
    answer("stored-code", "201")

    assert client.get(STEP, headers={"If-None-Match": before}).status_code == 200


def test_the_two_representations_have_two_validators(client):
    assert client.get(STEP).headers["ETag"] != client.get(STEP, headers=JSON).headers["ETag"]


def test_head_answers_like_get_without_the_body(client):
    client.get(STEP)
    get, head = client.get(STEP), client.head(STEP)

    assert head.status_code == 200 and head.data == b""
    for name in ("Content-Type", "Content-Length", "ETag", "Cache-Control", "Vary"):
        assert head.headers[name] == get.headers[name]


def test_versioned_files_are_kept_and_others_asked_for(client):
    page = client.get("/").text
    versioned = re.search(r'href="(/static/css/modes\.css\?v=[0-9a-f]+)"', page)[1]

    assert fetched(client, versioned).headers["Cache-Control"] == "public, max-age=31536000, immutable"
    for path in ("/static/css/base.css", "/static/css/base.css?v=0123456789ab", "/static/none.css?v="):
        assert fetched(client, path).headers["Cache-Control"] == "no-cache"
    etag = fetched(client, "/static/css/base.css").headers["ETag"]
    again = fetched(client, "/static/css/base.css", headers={"If-None-Match": etag})
    assert again.status_code == 304


def fetched(client, path, **options):
    """Return the answer for a file, closed."""
    with client.get(path, **options) as response:
        return response


def test_every_static_file_of_a_page_exists(client):
    page = client.get("/").text
    files = re.findall(r'(?:href|src)="(/static/[^"]+)"', page)

    assert len(files) >= 5
    assert [file for file in files if fetched(client, file).status_code != 200] == []


def test_no_static_path_leaves_the_folder(client):
    for path in ("/static/../course/__init__.py", "/static/..%2fcourse/__init__.py", "/static/%2e%2e/run.py"):
        assert client.get(path).status_code == 404
