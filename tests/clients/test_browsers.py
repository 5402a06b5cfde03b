"""What the course says of browsers, asked of Chromium."""

# ruff: noqa: F811 - fixtures of another module are used by name

from __future__ import annotations

import importlib.util
import socket
from pathlib import Path

import pytest

pytest.importorskip("playwright", reason="playwright is not installed: pip install -r requirements-dev.txt")

from tests.clients.server import Told
from tests.clients.test_redirects import COLUMNS, moved, next_request, table
from tests.site.browser.test_browser import browser  # noqa: F401

pytestmark = pytest.mark.browser

ALLOWED = {"Access-Control-Allow-Origin": "*"}
#: Sends a request and says what the script sees of it: code, ok, body, or the name of the error.
ASK = """async ([url, init]) => {
  try {
    const answer = await fetch(url, init);
    return {status: answer.status, ok: answer.ok, text: await answer.text(), url: answer.url};
  } catch (error) {
    return {error: error.name, message: error.message};
  }
}"""


@pytest.fixture
def page(browser, server):
    """A tab of its own profile, on an empty page of the server."""
    context = browser.new_context()
    tab = context.new_page()
    tab.goto(server.page("/start", "<title>start</title><p>start"))
    yield tab
    context.close()


def ask(page, url: str, **init: object) -> dict[str, object]:
    return page.evaluate(ASK, [url, init])


def go(page, url: str) -> None:
    """Follow a link to an address, as a person does."""
    page.evaluate(
        "url => { const a = document.createElement('a'); a.href = url; a.id = 'go';"
        " a.textContent = 'go'; document.body.append(a); }",
        url,
    )
    page.click("#go")
    page.wait_for_load_state()


# --- Codes and what scripts see of them ---


def test_fetch_takes_a_404_for_an_answer(page, server):
    """Lesson 01: the promise is fulfilled; response.ok is false."""
    got = ask(page, server.tell("/none", Told(404, body=b"none")))
    assert (got["status"], got["ok"], got["text"]) == (404, False, "none")


def test_a_tab_shows_the_body_of_a_404(page, server):
    """Lesson 01."""
    page.goto(server.tell("/none", Told(404, {"Content-Type": "text/html"}, b"<p>no such thing")))
    assert page.inner_text("body") == "no such thing"


@pytest.mark.parametrize(("code", "ok"), [(200, True), (204, True), (299, True), (404, False), (500, False)])
def test_ok_in_a_browser_means_200_to_299(page, server, code, ok):
    """Lesson 02."""
    assert ask(page, server.tell("/code", Told(code)))["ok"] is ok


def test_nan_is_not_json_for_a_browser(page, server):
    """Lesson 03: it fails when it parses this answer."""
    server.tell("/nan", Told(200, {"Content-Type": "application/json"}, b'{"price": NaN}'))
    assert page.evaluate("fetch('/nan').then(r => r.json()).catch(e => e.name)") == "SyntaxError"


def test_the_json_of_a_204_rejects_with_a_syntax_error(page, server):
    """Lesson 05."""
    server.tell("/done", Told(204))
    assert page.evaluate("fetch('/done').then(r => r.json()).catch(e => e.name)") == "SyntaxError"


def test_fetch_hands_over_a_201_and_stops(page, server):
    """Lesson 05: Location is an offer."""
    assert ask(page, server.tell("/things", Told(201, {"Location": "/new"})), method="POST")["status"] == 201
    assert server.asked("/new") == []


def test_a_link_to_a_204_leaves_the_old_page(page, server):
    """Lesson 05, and the page of 204."""
    go(page, server.tell("/silent", Told(204)))
    page.wait_for_timeout(300)
    assert server.asked("/silent") == ["GET"]
    assert page.url.endswith("/start") and "start" in page.inner_text("body")


def test_the_content_of_a_205_is_thrown_away(page, server):
    """Lesson 05: Flask sends it with a Content-Length, and fetch shows an empty body."""
    got = ask(page, server.tell("/reset", Told(205, body=b"3 tickets")))
    assert (got["status"], got["text"]) == (205, "")


@pytest.mark.parametrize("code", (204, 205))
def test_a_form_keeps_its_text_after_a_204_and_a_205(page, server, code):
    """Lesson 05, myth browsers-clear-forms."""
    server.tell("/form", Told(code))
    form = "<form method=post action=/form><input name=a id=a><button>Send</button></form>"
    page.goto(server.page("/desk", form))
    page.fill("#a", "typed")
    with page.expect_request("**/form"):
        page.click("button")
    page.wait_for_timeout(300)
    assert page.input_value("#a") == "typed" and page.url.endswith("/desk")


def test_an_error_page_runs_the_script_in_it_and_an_error_in_json_does_not(page, server):
    """Lesson 13: errors as JSON are not read as markup."""
    body = b"<script>document.title = 'ran'</script>"
    page.goto(server.tell("/html", Told(404, {"Content-Type": "text/html"}, body)))
    assert page.title() == "ran"
    page.goto(server.tell("/json", Told(404, {"Content-Type": "application/json"}, b'"' + body + b'"')))
    assert page.title() != "ran"


# --- Redirects ---


@pytest.mark.parametrize(
    ("method", "code", "told"),
    [
        (method, code, told)
        for (method, codes), told in zip(COLUMNS, table()["fetch"], strict=True)
        for code in codes
    ],
)
def test_the_table_of_lesson_07_is_what_fetch_does(page, server, method, code, told):
    ask(page, moved(server, code), method=method, body="body")
    assert next_request(server) == told


@pytest.mark.parametrize("code", (307, 308))
def test_after_307_and_308_fetch_sends_the_same_post(page, server, code):
    ask(page, moved(server, code), method="POST", body="body")
    assert next_request(server) == "POST"


def test_a_delete_stays_a_delete_after_302_and_becomes_a_get_after_303(page, server):
    """Lesson 07: after 302 a browser changes only POST."""
    for code in (302, 303):
        ask(page, moved(server, code), method="DELETE")
    assert server.asked("/new") == ["DELETE", "GET"]


@pytest.mark.parametrize(("code", "visits"), [(301, 1), (308, 1), (302, 2), (303, 2), (307, 2)])
def test_a_permanent_redirect_is_remembered(page, server, code, visits):
    """Lesson 07: after a 301 or 308 the second visit sends no request to the old address."""
    url = moved(server, code)
    for _ in range(2):
        page.goto(url)
        page.goto(server.base + "/start")
    assert len(server.asked("/old")) == visits


def test_reload_after_303_repeats_only_the_get(page, server):
    """Lesson 07: Post/Redirect/Get."""
    server.tell("/pledge", Told(303, {"Location": "/thanks"}))
    server.page("/thanks", "<p>Thanks")
    page.goto(server.page("/desk", "<form method=post action=/pledge><button>Send</button></form>"))
    page.click("button")
    page.wait_for_url("**/thanks")
    page.reload()
    assert (server.asked("/pledge"), server.asked("/thanks")) == (["POST"], ["GET", "GET"])


def test_reload_after_a_200_sends_the_post_again(page, server):
    """Lesson 07, and the end of the walk that says 303: loading the page again sends the form once more."""
    server.page("/pledge", "<p>Thanks")
    page.goto(server.page("/desk", "<form method=post action=/pledge><button>Send</button></form>"))
    page.click("button")
    page.wait_for_url("**/pledge")
    page.reload()
    assert server.asked("/pledge") == ["POST", "POST"]


def test_a_circle_of_redirects_ends_after_20(page, server):
    """Lesson 07: Chromium gives up after about 20 redirects."""
    got = ask(page, server.tell("/circle", Told(302, {"Location": "/circle"})))
    assert got["error"] == "TypeError"
    assert len(server.asked("/circle")) == 21


@pytest.mark.parametrize("code", (300, 305))
def test_fetch_and_a_tab_stay_at_300_and_305(page, server, code):
    """Lesson 07."""
    url = moved(server, code)
    assert ask(page, url)["status"] == code
    page.goto(url)
    assert server.asked("/new") == []


def test_the_part_after_the_hash_is_kept(page, server):
    """Lesson 07: if Location has none of its own."""
    server.page("/new", "<p>new")
    page.goto(moved(server, 302) + "#here")
    assert page.url == f"{server.base}/new#here"


@pytest.mark.parametrize(
    "written",
    [
        "//copycat.example",
        "/\\copycat.example",
        "/\t/copycat.example",
        "////copycat.example",
        " //copycat.example",
    ],
)
def test_a_browser_reads_another_host_where_a_short_check_reads_a_path(page, written):
    """Lesson 07 and exercise 09: two slashes or more, a backslash, tabs and blanks that do not count."""
    assert page.evaluate("written => new URL(written, location.href).host", written) == "copycat.example"


CHECKS = Path(__file__).resolve().parents[2] / "exercises" / "09_redirects" / "test_redirects.py"
#: What `next` may be in the checks of exercise 09, and worse.
SLOPPY = (
    "/desk/one",
    "desk",
    "?page=2",
    "#top",
    "",
    "/links/../x",
    "//a.example/x",
    "///a.example/x",
    "////a.example",
    "https://a.example/x",
    "HTTPS://a.example/x",
    "https:a.example/x",
    "https:/a.example/x",
    "https:///a.example",
    "\\\\a.example/x",
    "/\\a.example/x",
    "\\/a.example/x",
    "https:\\\\a.example/x",
    "/\t/a.example/x",
    "/\n/a.example/x",
    "/\r\n/a.example/",
    "\t//a.example/x",
    " //a.example/x ",
    "ht\ntps://a.example/x",
    "  https://a.example/x",
    "http://localhost@a.example/",
    "http://localhost.a.example/links",
    "javascript:a()",
)


@pytest.mark.parametrize("written", SLOPPY)
def test_the_checks_of_exercise_09_read_an_address_as_a_browser_does(page, written):
    spec = importlib.util.spec_from_file_location("checks_of_exercise_09", CHECKS)
    assert spec and spec.loader
    checks = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(checks)
    read = (
        "written => { const u = new URL(written, 'http://localhost/links'); return [u.origin, u.pathname]; }"
    )
    arrived = tuple(page.evaluate(read, written))
    expected = checks.browser_goes_to(written, "/links")
    assert (expected[0] == checks.HERE) is (arrived[0] == checks.HERE)
    assert expected == arrived or arrived[0] != checks.HERE


# --- Caches ---


@pytest.mark.parametrize(("code", "visits"), [(404, 2), (410, 1)])
def test_a_404_is_asked_for_again_and_a_410_is_not(page, server, code, visits):
    """Lesson 08: neither says anything about caching."""
    url = server.tell("/photo", Told(code, {"Content-Type": "text/html"}, b"<p>none"))
    for _ in range(2):
        page.goto(url)
        page.goto(server.base + "/start")
    assert len(server.asked("/photo")) == visits


def test_a_304_lets_a_tab_show_its_copy(page, server):
    """The page of 304: it shows the copy that it has."""
    fields = {"Content-Type": "text/html", "ETag": '"1"', "Cache-Control": "no-cache"}
    url = server.tell("/report", Told(200, fields, b"<p>84 cm"), Told(304, {"ETag": '"1"'}))
    page.goto(url)
    page.goto(server.base + "/start")
    page.goto(url)
    assert [seen.fields.get("if-none-match") for seen in server.seen if seen.path == "/report"] == [
        None,
        '"1"',
    ]
    assert page.inner_text("body") == "84 cm"


# --- Other origins ---


def other_page(page, server):
    """Open a page of another origin, from which the server is asked."""
    server.page("/elsewhere", "<p>elsewhere")
    page.goto(server.other_base + "/elsewhere")
    return page


AUTHORIZED = {"headers": {"Authorization": "Bearer x"}}


def test_a_refused_preflight_ends_the_request(page, server):
    """Lesson 12: after a 401 it is never sent, and the script sees "Failed to fetch" and no code."""
    url = server.tell("/ferns", Told(401, ALLOWED | {"Access-Control-Allow-Headers": "Authorization"}))
    got = ask(other_page(page, server), url, **AUTHORIZED)
    assert got == {"error": "TypeError", "message": "Failed to fetch"}
    assert server.asked("/ferns") == ["OPTIONS"]
    assert not any("authorization" in seen.fields for seen in server.seen)


def test_flasks_own_answer_to_options_is_refused(page, server):
    """Lesson 12: it lacks the fields that a browser looks for."""
    url = server.tell("/ferns", Told(200, {"Allow": "GET, HEAD, OPTIONS"}))
    assert "error" in ask(other_page(page, server), url, **AUTHORIZED)
    assert server.asked("/ferns") == ["OPTIONS"]


@pytest.mark.parametrize("code", (200, 204, 299))
def test_every_2xx_lets_the_browser_go_on(page, server, code):
    """The walk, at the preflight."""
    allowed = Told(code, ALLOWED | {"Access-Control-Allow-Headers": "Authorization"})
    url = server.tell("/ferns", allowed, Told(200, ALLOWED, b"fern"))
    assert ask(other_page(page, server), url, **AUTHORIZED)["text"] == "fern"
    assert server.asked("/ferns") == ["OPTIONS", "GET"]


@pytest.mark.parametrize("code", (302, 304, 403, 404, 500))
def test_no_other_code_of_a_preflight_does(page, server, code):
    """The walk, at the preflight: only after a 2xx."""
    fields = ALLOWED | {"Access-Control-Allow-Headers": "Authorization", "Location": "/new"}
    url = server.tell("/ferns", Told(code, fields), Told(200, ALLOWED))
    assert "error" in ask(other_page(page, server), url, **AUTHORIZED)
    assert server.asked("/ferns") == ["OPTIONS"]


@pytest.mark.parametrize(
    ("named", "sent"),
    [
        ({"Methods": "PUT", "Headers": "Content-Type"}, True),
        ({"Methods": "GET, POST", "Headers": "Content-Type"}, False),
        ({"Methods": "PUT"}, False),
    ],
)
def test_a_preflight_names_the_method_and_the_fields(page, server, named, sent):
    """Exercise 21: PUT and Content-Type have to be named, or the browser will not send them."""
    fields = ALLOWED | {f"Access-Control-Allow-{name}": value for name, value in named.items()}
    url = server.tell("/house/degrees", Told(204, fields), Told(200, ALLOWED))
    label = {"Content-Type": "application/json"}
    ask(other_page(page, server), url, method="PUT", body='{"degrees": 1}', headers=label)
    assert server.asked("/house/degrees") == ["OPTIONS", "PUT"][: 2 if sent else 1]


@pytest.mark.parametrize(("fields", "status"), [({}, None), (ALLOWED, 401)])
def test_without_allow_origin_a_script_cannot_read_the_code_of_the_answer(page, server, fields, status):
    """Lesson 12: that includes your 401."""
    allowed = Told(204, ALLOWED | {"Access-Control-Allow-Headers": "Authorization"})
    url = server.tell("/ferns", allowed, Told(401, fields))
    assert ask(other_page(page, server), url, **AUTHORIZED).get("status") == status
    assert server.asked("/ferns") == ["OPTIONS", "GET"]


@pytest.mark.parametrize(
    ("label", "asked"),
    [
        ("text/plain", ["POST"]),
        ("application/x-www-form-urlencoded", ["POST"]),
        ("application/json", ["OPTIONS"]),
    ],
)
def test_a_page_must_ask_before_it_sends_json_elsewhere(page, server, label, asked):
    """Lesson 09: a form is sent unasked, JSON is not."""
    url = server.tell("/orders", Told(403))
    ask(other_page(page, server), url, method="POST", body="{}", headers={"Content-Type": label})
    assert server.asked("/orders") == asked


#: What XMLHttpRequest reports.
XHR = """url => new Promise(resolve => {
  const request = new XMLHttpRequest();
  request.onloadend = () => resolve(request.status);
  request.open('GET', url);
  request.send();
})"""


@pytest.mark.parametrize(("fields", "code"), [({}, 0), (ALLOWED, 404)])
def test_a_script_sees_the_code_of_an_error_only_with_the_header(page, server, fields, code):
    """Lesson 13: without it fetch fails, and XMLHttpRequest says 0."""
    url = server.tell("/wave", Told(404, fields))
    tab = other_page(page, server)
    assert ask(tab, url).get("status", 0) == code
    assert tab.evaluate(XHR, url) == code


def test_no_server_at_all_looks_the_same_to_a_script(page):
    """Lesson 13: fails, no code; 0."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))  # nothing listens there
        url = f"http://127.0.0.1:{taken.getsockname()[1]}/"
        assert ask(page, url) == {"error": "TypeError", "message": "Failed to fetch"}
        assert page.evaluate(XHR, url) == 0


SEEN = "async ([url, init]) => { const r = await fetch(url, init); return [r.status, r.type]; }"


def test_hidden_answers_have_the_status_0_and_a_type(page, server):
    """Lesson 13: opaque and opaqueredirect."""
    tab = other_page(page, server)
    assert tab.evaluate(SEEN, [server.base + "/any", {"mode": "no-cors"}]) == [0, "opaque"]
    server.tell("/moved", Told(302, {"Location": "/new"}))
    moved_here = server.other_base + "/moved"
    assert tab.evaluate(SEEN, [moved_here, {"redirect": "manual"}]) == [0, "opaqueredirect"]


@pytest.mark.parametrize(
    ("more", "read"), [({}, None), ({"Access-Control-Expose-Headers": "Retry-After"}, "5")]
)
def test_retry_after_is_hidden_from_another_site_until_it_is_exposed(page, server, more, read):
    """Lesson 13: a script could read the 429 and not its Retry-After."""
    url = server.tell("/busy", Told(429, ALLOWED | {"Retry-After": "5"} | more))
    tab = other_page(page, server)
    asked = "url => fetch(url).then(r => [r.status, r.headers.get('Retry-After')])"
    assert tab.evaluate(asked, url) == [429, read]


# --- Passwords, cookies, what is sent ---


def test_a_password_is_sent_only_after_a_challenge(browser, server):
    """Lesson 12: without a challenge Chromium shows the body of the 401."""
    challenge = {"WWW-Authenticate": 'Basic realm="x"', "Content-Type": "text/html"}
    bare = server.tell("/bare", Told(401, {"Content-Type": "text/html"}, b"<p>sign in"))
    asked = server.tell("/asked", Told(401, challenge, b"<p>sign in"), Told(200))
    context = browser.new_context(http_credentials={"username": "ada", "password": "secret"})
    tab = context.new_page()
    tab.goto(bare)
    assert tab.inner_text("body") == "sign in" and server.asked("/bare") == ["GET"]
    assert tab.goto(asked).status == 200
    sent = ["authorization" in seen.fields for seen in server.seen if seen.path == "/asked"]
    assert sent == [False, True]
    context.close()


def test_a_scheme_that_a_browser_does_not_know_asks_for_nothing(browser, server):
    """Lesson 12: with a made-up name Chromium shows the body."""
    fields = {"WWW-Authenticate": 'Session realm="x"', "Content-Type": "text/html"}
    url = server.tell("/session", Told(401, fields, b"<p>sign in"))
    context = browser.new_context(http_credentials={"username": "ada", "password": "secret"})
    tab = context.new_page()
    tab.goto(url)
    assert tab.inner_text("body") == "sign in" and server.asked("/session") == ["GET"]
    context.close()


def test_browsers_accept_everything(page, server):
    """Lesson 09: `*/*` matches everything."""
    ask(page, server.base + "/data")
    accepted = {seen.path: seen.fields["accept"] for seen in server.seen}
    assert accepted["/data"] == "*/*"
    assert "*/*" in accepted["/start"]


def test_a_cookie_of_an_address_goes_to_every_port_of_it(page, server):
    """docs/reliability.md: a browser sends it to every port of 127.0.0.1."""
    from tests.clients.server import running

    page.goto(
        server.tell("/login", Told(200, {"Set-Cookie": "key=k; HttpOnly", "Content-Type": "text/html"}))
    )
    with running() as other:
        page.goto(other.page("/", "<p>other"))
        assert [seen.fields["cookie"] for seen in other.seen if seen.path == "/"] == ["key=k"]


def test_under_no_referrer_a_form_sends_the_origin_null(page, server):
    """The site's guard: its policy lets the Origin of a form through."""
    meta = "<meta name=referrer content=no-referrer>"
    page.goto(server.page("/desk", f"{meta}<form method=post action=/form><button>Send</button></form>"))
    page.click("button")
    page.wait_for_url("**/form")
    assert [seen.fields["origin"] for seen in server.seen if seen.path == "/form"] == ["null"]


# --- Streams ---

EVENTS = {"Content-Type": "text/event-stream"}
#: Counts what becomes of a stream until it is closed for good, or opened twice.
LISTEN = """url => new Promise(resolve => {
  let opened = 0;
  const source = new EventSource(url);
  source.onopen = () => { opened += 1; if (opened === 2) { source.close(); resolve('again'); } };
  source.onerror = () => { if (source.readyState === EventSource.CLOSED) resolve(`gave up ${opened}`); };
})"""
SOON = b"retry: 10\ndata: news\n\n"


def test_a_stream_that_ends_is_asked_for_again(page, server):
    """Lesson 20: EventSource connects again by itself."""
    url = server.tell("/news", Told(200, EVENTS, SOON))
    assert page.evaluate(LISTEN, url) == "again"


@pytest.mark.parametrize("code", (204, 404, 500, 503))
def test_any_other_code_ends_a_stream(page, server, code):
    """Lesson 20: it gives up, even after 503; 204 says that there are no more news."""
    url = server.tell("/news", Told(200, EVENTS, SOON), Told(code, EVENTS))
    assert page.evaluate(LISTEN, url) == "gave up 1"
    assert server.asked("/news") == ["GET", "GET"]


@pytest.mark.parametrize("code", (301, 302, 307, 308))
def test_a_redirect_leads_to_the_stream(page, server, code):
    """Lesson 20: any code other than 200 or a redirect."""
    server.tell("/new", Told(200, EVENTS, SOON))
    assert page.evaluate(LISTEN, moved(server, code)) == "again"
