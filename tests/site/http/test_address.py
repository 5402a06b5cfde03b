"""The site below a path: no link, form, script or Location leaves it, whoever says where it is mounted."""

from __future__ import annotations

import inspect
import re
from html.parser import HTMLParser

import pytest
from flask import url_for
from flask.testing import FlaskClient

from course.site.app import create_app
from course.values.links import Links

BASE = "http://127.0.0.1"
PREFIX = "/learn/http"
STEP = f"{PREFIX}/lessons/01_shop/stored"
ATTRIBUTES = ("href", "src", "action", "data-source", "data-runs", "data-editor", "data-follow")
#: The sample of a slug and every other value in an address.
SAMPLES = {
    "slug": "01_a",
    "step_id": "b",
    "file": "c.py",
    "way": "why",
    "hash": "d0",
    "run_id": 7,
    "name": "404",
    "id": "a0",
}
#: Each method of Links, with the endpoint and the values of its address.
ROUTES = {
    "home": ("home.index", ()),
    "theme": ("home.choose_theme", ()),
    "styleguide": ("styleguide.index", ()),
    "lessons": ("lessons.listing", ()),
    "lesson": ("lessons.overview", ("slug",)),
    "lesson_end": ("lessons.end", ("slug",)),
    "way": ("ways.show", ("slug", "way")),
    "step": ("steps.step", ("slug", "step_id")),
    "answers": ("answers.give_answer", ("slug", "step_id")),
    "app": ("console.app_page", ("slug", "file")),
    "app_requests": ("console.send_to_app", ("slug", "file")),
    "exercises": ("exercises.listing", ()),
    "exercise": ("exercises.page", ("slug",)),
    "hints": ("exercises.open_hint", ("slug",)),
    "source": ("source.read_source", ("slug",)),
    "runs": ("runs.run_checks", ("slug",)),
    "latest_run": ("runs.latest_run", ("slug",)),
    "run": ("runs.one_run", ("slug", "run_id")),
    "history": ("history.history", ("slug",)),
    "kept_text": ("history.one_text", ("slug", "hash")),
    "reset": ("history.reset", ("slug",)),
    "solution": ("solution.solution", ("slug",)),
    "requests": ("console.send_request", ("slug",)),
    "codes": ("codes.index", ()),
    "code": ("codes.show", ("name",)),
    "code_answers": ("codes.give_answer", ("name",)),
    "decide": ("decide.index", ()),
    "check": ("decide.show", ("name",)),
    "progress": ("progress.index", ()),
    "sheet": ("progress.sheet", ()),
    "export": ("progress.export", ()),
    "import_progress": ("progress.import_", ()),
    "assignments": ("assignments.index", ()),
    "drop_assignment": ("assignments.drop", ("id",)),
    "recall": ("recall.index", ()),
    "challenge": ("challenge.index", ()),
    "search": ("search.page", ()),
    "keys": ("keys.index", ()),
    "guidelines": ("codes.guidelines", ()),
    "methods": ("codes.methods", ()),
    "glossary": ("glossary.index", ()),
}


class Addresses(HTMLParser):
    """Every address that a page names."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.links: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        self.found += [value for name, value in attrs if name in ATTRIBUTES and value]
        self.found += [
            v for _, v in attrs if tag == "input" and ("name", "back") in attrs and v.startswith("/")
        ]
        self.links += [value for name, value in attrs if (tag, name) == ("a", "href") and value]


class Handing:
    """A server in front of an app: what it says of the path below which the app is mounted."""

    def __init__(self, app, how):
        self.app, self.how = app, how

    def __call__(self, environ, start_response):
        path = environ["PATH_INFO"]
        if self.how != "whole path":
            assert path.startswith(PREFIX), f"{path} is not below {PREFIX}: it would reach another site"
            environ["PATH_INFO"] = path.removeprefix(PREFIX)
        if self.how == "SCRIPT_NAME":
            environ["SCRIPT_NAME"] = PREFIX
        return self.app(environ, start_response)


@pytest.fixture(params=["whole path", "path cut off", "SCRIPT_NAME"])
def mounted(request, settings):
    """A client of the site below PREFIX."""
    # A server that says where the app is needs no prefix that is handed in.
    links = Links() if request.param == "SCRIPT_NAME" else Links(PREFIX)
    app = create_app(dict(settings), links=links)
    app.wsgi_app = Handing(app.wsgi_app, request.param)
    yield app.test_client()
    app.extensions["course"].close()


def leaving(addresses):
    return [
        address
        for address in addresses
        if not address.startswith((f"{PREFIX}/", "#", "?", "https://")) or f"{PREFIX}{PREFIX}" in address
    ]


def crawl(client: FlaskClient, start: str) -> dict[str, Addresses]:
    """Every page that can be reached, by its address. A few codes stand for all of them."""
    pages: dict[str, Addresses] = {}
    waiting = [start, f"{PREFIX}/styleguide", f"{PREFIX}/nowhere/01_shop", f"{PREFIX}/search?q=404"]
    while waiting:
        address = waiting.pop().partition("#")[0]
        other_code = re.search(r"/codes/(?!404|405|401-403)", address)
        if not address or address.startswith(("https://", "?")) or address in pages or other_code:
            continue
        answer = client.get(address, base_url=BASE)
        assert answer.status_code in (200, 403, 404), f"{address} answers {answer.status_code}"
        pages[address] = Addresses(answer.text if answer.mimetype == "text/html" else "")
        if address != f"{PREFIX}/styleguide":
            waiting += pages[address].links
    return pages


def test_every_method_of_links_names_the_address_of_a_page(settings):
    app = create_app(dict(settings))
    assert set(ROUTES) | {"href", "address", "static"} == {
        name for name, _ in inspect.getmembers(Links, inspect.isfunction) if not name.startswith("_")
    }
    named = {endpoint for endpoint, _ in ROUTES.values()} | {"static"}
    also = {"source.put_source", "source.post_source", "history.restore", "solution.reveal"}
    also |= {"recall.rate", "challenge.answer_ten", "ways.receive", "assignments.take"}
    assert {rule.endpoint for rule in app.url_map.iter_rules()} - also == named

    with app.test_request_context("/"):
        for method, (endpoint, names) in ROUTES.items():
            values = {name: SAMPLES[name] for name in names}
            assert getattr(Links(), method)(*values.values()) == url_for(endpoint, **values), method
    app.extensions["course"].close()


def test_addresses_are_escaped_and_say_what_is_asked():
    links = Links("/a")

    assert links.search("already exists & gone") == "/a/search?q=already+exists+%26+gone"
    assert links.kept_text("01_a", "../x?") == "/a/exercises/01_a/history/..%2Fx%3F"
    assert links.step("01_a", "b", True) == "/a/lessons/01_a/b?read=on"
    assert links.app("01_a", "c.py", "b") == "/a/lessons/01_a/apps/c.py/?step=b"
    assert links.static("css/base.css", "12") == "/a/static/css/base.css?v=12"
    assert [links.href(f"lesson:01_a{end}") for end in ("", "#b")] == [
        "/a/lessons/01_a/",
        "/a/lessons/01_a/b",
    ]
    assert [links.href("exercise:02_b"), links.href("code:404"), links.href("https://a.example/")] == [
        "/a/exercises/02_b/",
        "/a/codes/404",
        "https://a.example/",
    ]


@pytest.mark.parametrize("prefix", ["a", "/a/", "/", "//a", "/a?b", "/a#b", "https://a.example"])
def test_a_prefix_that_is_no_path_is_refused_with_what_it_should_be(prefix):
    with pytest.raises(ValueError, match='Write "" or a path such as "/course"'):
        Links(prefix)


def test_no_page_names_an_address_outside(mounted):
    pages = crawl(mounted, f"{PREFIX}/")

    assert len(pages) > 40
    outside = {address: leaving(page.found) for address, page in pages.items() if leaving(page.found)}
    assert outside == {}


def test_the_text_of_a_lesson_leads_inside_too(mounted, tmp_path):
    lesson = tmp_path / "lessons" / "01_shop" / "lesson.md"
    text = lesson.read_text(encoding="utf-8")
    lesson.write_text(
        text.replace("Ask for a thing", "Ask [a code](code:404), [why](lesson:02_next)"), encoding="utf-8"
    )
    readme = tmp_path / "exercises" / "01_echo" / "README.md"
    readme.write_text(
        readme.read_text(encoding="utf-8").replace("an echo.", "an [echo](lesson:01_shop)."), encoding="utf-8"
    )

    shelf = mounted.get(f"{PREFIX}/lessons/01_shop/shelf", base_url=BASE).text
    exercise = mounted.get(f"{PREFIX}/exercises/01_echo/", base_url=BASE).text

    assert f'<a href="{PREFIX}/codes/404">a code</a>, <a href="{PREFIX}/lessons/02_next/">why</a>' in shelf
    assert f'an <a href="{PREFIX}/lessons/01_shop/">echo</a>' in exercise


def test_no_redirect_leads_outside(mounted):
    def location(path, **data):
        answer = mounted.post(f"{PREFIX}{path}", data=data, base_url=BASE)
        assert answer.status_code == 303, f"{path} answers {answer.status_code}"
        return answer.headers["Location"]

    assert location(
        "/lessons/01_shop/stored/answers", question="stored-code", choice="201", confidence="sure"
    ) == (f"{STEP}#q-stored-code")
    assert location("/exercises/01_echo/hints", hint="1") == f"{PREFIX}/exercises/01_echo/#hint-1"
    assert location("/exercises/01_echo/runs") == f"{PREFIX}/exercises/01_echo/#verdict"
    assert location("/exercises/01_echo/reset") == f"{PREFIX}/exercises/01_echo/?view=code#editor"
    assert location("/exercises/01_echo/solution") == f"{PREFIX}/exercises/01_echo/solution"
    assert location("/theme", theme="dark", back=STEP) == STEP
    for elsewhere in ("/another/site", "//evil.example", "https://evil.example", ""):
        assert location("/theme", theme="dark", back=elsewhere) == f"{PREFIX}/"
    assert location("/codes/401-403/answers", question="codes-401-403", choice="401", confidence="sure") == (
        f"{PREFIX}/codes/401-403#q-codes-401-403"
    )
    moved = [
        mounted.get(f"{PREFIX}{path}", base_url=BASE).headers["Location"]
        for path in ("/lessons", "/codes/403-401", "/exercises/01_echo")
    ]
    assert moved == [f"{PREFIX}/lessons/", f"{PREFIX}/codes/401-403", f"{PREFIX}/exercises/01_echo/"]


@pytest.mark.parametrize("host", ["desk.example", "127.0.0.1"])
def test_a_location_behind_a_server_that_cuts_the_prefix_off_is_not_prefixed_again(settings, host):
    app = create_app({**settings, "URL": f"https://desk.example{PREFIX}"}, links=Links(PREFIX))
    client, headers = app.test_client(), {"Host": host}
    # Such a server puts the prefix before a path. Where it sends its own Host, as nginx does, it does not.
    before = "https://desk.example" if host == "desk.example" else ""
    for path in ("/lessons", f"{PREFIX}/lessons"):
        whole = path.startswith(PREFIX)
        found = client.get(path, headers=headers).headers["Location"]
        assert found == f"{'' if whole else before}{PREFIX}/lessons/"
    sent = client.post("/theme", data={"theme": "dark", "back": STEP}, headers=headers)
    assert sent.headers["Location"] == f"{before}{STEP}"
    app.extensions["course"].close()


@pytest.mark.parametrize("host", ["127.0.0.1", "127.0.0.1:80", "desk.example", "DESK.example:443"])
def test_a_location_names_no_host(settings, host):
    app = create_app({**settings, "URL": "https://desk.example"})
    found = app.test_client().get("/lessons", headers={"Host": host})
    assert (found.status_code, found.headers["Location"]) == (308, "/lessons/")
    app.extensions["course"].close()


def test_no_cookie_is_sent_outside(settings):
    app = create_app({**settings, "KEY": "the-key-of-a-test"}, links=Links(PREFIX))
    client = app.test_client()
    answers = [
        client.get(f"{PREFIX}/?key=the-key-of-a-test"),
        client.post(f"{PREFIX}/theme", data={"theme": "dark"}),
    ]
    for answer in answers:
        assert f"Path={PREFIX}/" in answer.headers["Set-Cookie"].split("; ")
    app.extensions["course"].close()


def test_json_and_problems_name_addresses_inside(mounted):
    headers = {"Accept": "application/json"}
    for path in ("/", "/lessons/", "/lessons/01_shop/", "/exercises/", "/codes/", "/decide", "/search?q=404"):
        text = mounted.get(f"{PREFIX}{path}", base_url=BASE, headers=headers).text
        named = re.findall(r'"(?:href|run|next|start)": "([^"]+)"', text)
        assert named and leaving(named) == [], path
    run = mounted.post(f"{PREFIX}/exercises/01_echo/runs", base_url=BASE, headers=headers)
    assert run.headers["Location"] == f"{PREFIX}/exercises/01_echo/runs/{run.json['id']}"
    problem = mounted.get(f"{PREFIX}/lessons/99_x/", base_url=BASE, headers=headers).json
    assert problem["instance"] == f"{PREFIX}/lessons/99_x/"


def test_one_app_reached_under_two_paths_mixes_nothing(settings):
    app = create_app(dict(settings))
    client = app.test_client()
    for prefix in ("", "/one", "/two", ""):
        text = client.get("/codes/404", base_url=f"{BASE}{prefix}/").text
        assert f'href="{prefix}/codes/' in text
        assert 'href="/one/' not in text or prefix == "/one"
        shelf = client.get("/lessons/01_shop/shelf", base_url=f"{BASE}{prefix}/").text
        assert f'href="{prefix}/lessons/01_shop/"' in shelf
    app.extensions["course"].close()


def test_a_library_that_is_handed_in_is_the_one_that_is_shown(settings, tmp_path):
    from course.lessons.library import Library

    other = tmp_path / "other"
    (other / "01_shop").mkdir(parents=True)
    for file in (tmp_path / "lessons" / "01_shop").iterdir():
        text = file.read_text(encoding="utf-8").replace("A shop with one lamp", "Another shop")
        (other / "01_shop" / file.name).write_text(text, encoding="utf-8")
    app = create_app(dict(settings), library=Library(other, tmp_path / "exercises"))

    page = app.test_client().get("/lessons/").text

    assert "Another shop" in page and "A shop with one lamp" not in page
    app.extensions["course"].close()
