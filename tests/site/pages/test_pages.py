"""Every page answers, in HTML for people and in JSON for programs."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest

from course.site.http.kept_pages import Pages

JSON = {"Accept": "application/json"}
PAGES = (
    "/",
    "/lessons/",
    "/lessons/01_shop/",
    "/lessons/01_shop/shelf",
    "/lessons/01_shop/stored",
    "/lessons/01_shop/kinds",
    "/lessons/01_shop/end/",
    "/lessons/01_shop/apps/shop.py/",
    "/lessons/02_next/",
    "/exercises/",
    "/exercises/01_echo/",
    "/styleguide",
)


class Outline(HTMLParser):
    """What a page is made of: headings, landmarks, ids, labels, and everything a strict policy refuses."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.headings: list[int] = []
        self.tags: list[str] = []
        self.ids: list[str] = []
        self.refused: list[str] = []
        self.links: list[str] = []
        self._script = False
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        values = dict(attrs)
        self.tags.append(tag)
        if re.fullmatch(r"h[1-6]", tag):
            self.headings.append(int(tag[1]))
        if "id" in values:
            self.ids.append(values["id"])
        if tag == "a":
            self.links.append(values.get("href") or "")
        self._script = tag in ("script", "style")
        self.refused += [f"{tag} {name}" for name in values if name == "style" or name.startswith("on")]
        if tag in ("iframe", "object", "embed", "base", "style"):
            self.refused.append(tag)
        address = values.get("src") or (values.get("href") if tag == "link" else "") or ""
        if address.startswith(("http:", "https:", "//", "data:")):
            self.refused.append(f"{tag} {address}")

    def handle_data(self, data):
        if self._script and data.strip():
            self.refused.append(f"inline script or style: {data[:40]}")

    def handle_endtag(self, tag):
        self._script = False


@pytest.mark.parametrize("path", PAGES)
def test_page_is_a_whole_document(client, path):
    response = client.get(path)
    outline = Outline(response.text)

    assert response.status_code == 200
    assert response.mimetype == "text/html"
    assert outline.tags.count("main") == 1
    assert outline.tags.count("h1") == 1
    assert outline.headings[0] == 1
    assert all(
        after - before <= 1 for before, after in zip(outline.headings, outline.headings[1:], strict=False)
    )
    assert len(outline.ids) == len(set(outline.ids))
    assert outline.refused == []


def test_every_link_inside_the_course_leads_somewhere(client):
    links = {
        link for path in PAGES[:-1] for link in Outline(client.get(path).text).links if link.startswith("/")
    }
    dead = [link for link in sorted(links) if client.get(link).status_code != 200]

    assert len(links) > 8
    assert dead == []


@pytest.mark.parametrize(
    "path",
    ["/", "/lessons/", "/lessons/01_shop/", "/lessons/01_shop/stored", "/exercises/", "/exercises/01_echo/"],
)
def test_same_address_answers_json_when_preferred(client, path):
    response = client.get(path, headers=JSON)

    assert response.mimetype == "application/json"
    assert isinstance(response.json, dict)
    assert {"Accept", "Cookie"} <= set(response.vary)
    assert client.get(path, headers={"Accept": "*/*"}).mimetype == "text/html"
    assert client.get(path, headers={"Accept": "text/html, application/json;q=0.9"}).mimetype == "text/html"
    assert (
        client.get(path, headers={"Accept": "application/json, text/html;q=0.9"}).mimetype
        == "application/json"
    )


def test_map_says_in_words_what_the_tiles_show(client, answer):
    page = client.get("/").text
    assert "3 steps" in page and "1 exercise, 5 min" in page and "Say it back" in page

    answer("stored-code", "201")
    page = client.get("/").text
    assert "1 of 3 steps" in page
    assert 'aria-label="0 of 1 exercise solved"' in page


def test_map_continues_with_the_next_unfinished_thing(client, answer):
    assert "Begin with lesson 1" in client.get("/").text
    client.get("/lessons/01_shop/kinds")
    assert client.get("/", headers=JSON).json["continue"]["href"] == "/lessons/01_shop/"

    answer("stored-code", "201")
    before = client.get("/", headers=JSON).json["continue"]
    client.get("/lessons/01_shop/stored")
    client.get("/lessons/01_shop/stored", headers={"Sec-Fetch-Dest": "image", "Sec-Fetch-Site": "cross-site"})

    assert before["href"].startswith("/lessons/01_shop/") and "stored" not in before["href"]
    assert client.get("/", headers=JSON).json["continue"] == before


def test_a_picture_on_a_foreign_page_opens_no_step(client):
    foreign = {"Sec-Fetch-Dest": "image", "Sec-Fetch-Mode": "no-cors", "Sec-Fetch-Site": "cross-site"}
    client.get("/lessons/01_shop/kinds", headers=foreign)
    assert client.application.extensions["course"].store.visited() == set()

    client.get(
        "/lessons/01_shop/kinds", headers={"Sec-Fetch-Dest": "document", "Sec-Fetch-Site": "same-origin"}
    )
    assert client.application.extensions["course"].store.visited() == {("01_shop", "kinds")}


def test_a_head_request_is_no_visit(client):
    client.head("/lessons/01_shop/kinds")

    assert client.get("/", headers=JSON).json["continue"]["href"] == "/lessons/01_shop/"


def test_the_exchange_on_the_map_is_the_one_that_brings_it(client):
    response = client.get("/")
    came = response.text.partition('<p class="status">')[2]
    shown = dict(re.findall(r'<span class="h">([\w-]+):</span> ([^\n<]+)', came))

    assert shown == {name: response.headers[name] for name in shown}
    assert "Cache-Control" in shown
    assert f'{response.status_code}</span> <span class="p">OK</span></p>' in response.text


def test_steps_stand_one_at_a_time_with_the_way_on(client):
    page = client.get("/lessons/01_shop/shelf").text

    assert "step 1 of 3" in page and 'aria-label="Step 1 of 3, 1 answered"' in page
    assert "There is no thing" not in page.split("A thing that is there")[0]
    assert 'aria-current="step"' in page
    assert "Next, step 2 of 3" in page
    assert 'rel="next" href="/lessons/01_shop/stored">Something is stored</a>' in page
    assert 'rel="prev" href="/lessons/01_shop/">Back: A shop with one lamp</a>' in page


def test_an_open_question_makes_the_way_on_a_skip(client, answer):
    page = client.get("/lessons/01_shop/stored").text
    assert "Skip for now: What it is" in page and "Next, step" not in page

    answer("stored-code", "200")
    page = client.get("/lessons/01_shop/stored").text
    assert "Next, step 3 of 3" in page and "Skip for now" not in page


def test_overview_tells_what_to_expect(client):
    page = client.get("/lessons/01_shop/").text

    for words in (
        "A shop keeps things",
        "7 minutes",
        "You will be able to",
        "Say it back",
        "not answered yet",
    ):
        assert words in page
    assert "A shop with one lamp" in client.get("/lessons/02_next/").text


def test_an_empty_course_says_so(tmp_path):
    from course import create_app

    app = create_app({"ROOT": tmp_path, "INSTANCE": tmp_path / "instance"})
    client = app.test_client()

    assert "There is no lesson" in client.get("/").text
    assert "There is no exercise" in client.get("/exercises/").text
    app.extensions["course"].store.close()


def test_a_lesson_with_mistakes_names_them_and_leaves_the_rest_alone(client, settings):
    lesson = settings["ROOT"] / "lessons" / "02_next" / "lesson.md"
    lesson.write_text(lesson.read_text().replace("/// result", "/// resolt"), encoding="utf-8")

    response = client.get("/lessons/02_next/only-this")

    assert response.status_code == 500
    assert "lessons/02_next/lesson.md:" in response.text and "resolt" in response.text
    assert str(settings["ROOT"]) not in response.text
    assert client.get("/lessons/01_shop/shelf").status_code == 200


def test_a_kept_page_follows_its_lesson_and_the_colours(client, settings):
    path = "/lessons/01_shop/shelf"
    assert "It is there." in client.get(path).text
    lesson = settings["ROOT"] / "lessons" / "01_shop" / "lesson.md"
    lesson.write_text(lesson.read_text().replace("It is there.", "It is still there."), encoding="utf-8")

    assert "It is still there." in client.get(path).text
    client.post("/theme", data={"theme": "dark"})
    assert 'data-theme="dark"' in client.get(path).text


def test_the_kept_pages_are_few():
    pages = Pages(kept=2)
    anchor = object()
    made = []

    def page(name):
        return pages.get(anchor, name, lambda: made.append(name) or name).body

    assert [page(name) for name in ("a", "b", "a", "c", "a", "b")] == [b"a", b"b", b"a", b"c", b"a", b"b"]
    assert made == ["a", "b", "c", "b"]


def test_colours_are_chosen_by_a_form_and_kept(client):
    sent = client.post("/theme", data={"theme": "dark", "back": "/lessons/"})

    assert (sent.status_code, sent.location) == (303, "/lessons/")
    assert 'data-theme="dark"' in client.get("/").text
    assert client.post("/theme", data={"theme": "pink"}).status_code == 422


@pytest.mark.parametrize(
    "back", ["//evil.example", "https://evil.example", "/\\evil.example", "/\tx", "", "x"]
)
def test_colours_never_lead_to_another_site(client, back):
    assert client.post("/theme", data={"theme": "light", "back": back}).location == "/"


@pytest.mark.parametrize("path", ["/404", "/codes/4040", "/codes/404/", "/codes/404-418-404"])
def test_a_wrong_address_with_a_code_leads_to_its_page(client, path):
    response = client.get(path)

    assert response.status_code == 404
    assert 'href="/codes/404">Code 404 Not Found</a>' in response.text


def test_a_wrong_address_with_other_digits_names_no_code(client):
    assert 'href="/codes/' not in client.get("/lessons/12_401_403_405/").text.split("<main")[1]


def test_the_console_of_an_app_leads_back_to_the_step(client):
    step = client.get("/lessons/01_shop/stored?read=on").text

    links = re.findall(r'href="(/lessons/01_shop/apps/[^"]+)"', step)
    assert links and all(link.endswith("?step=stored") for link in links)
    page = client.get(links[0]).text
    assert 'href="/lessons/01_shop/stored">Back to the step: ' in page
    assert 'requests?step=stored#came"' in page


@pytest.mark.parametrize("asked", ["", "?step=", "?step=nothing", "?step=%22%3E"])
def test_a_console_without_a_known_step_leads_to_the_lesson(client, asked):

    page = client.get(f"/lessons/01_shop/apps/shop.py/{asked}").text

    assert "Back to the step" not in page
    assert 'class="label"><a href="/lessons/01_shop/"' in page


def test_a_lesson_without_open_steps_leads_to_what_comes_after_it(client, answer):
    client.get("/lessons/01_shop/shelf")
    answer("stored-code", "201")
    answer("post-is-201", "believed", confidence="")
    answer("stored-type", "application-json-bacb76", step="/lessons/01_shop/kinds")
    assert ">Go on with step 3</a>" in client.get("/lessons/01_shop/").text

    answer("which-worked", "ok", "created", step="/lessons/01_shop/kinds")
    for path in ("/lessons/01_shop/", "/lessons/01_shop/end/"):
        page = client.get(path).text
        assert "Go on with" not in page
        assert 'class="btn go" href="/exercises/01_echo/">Your turn: Say it back</a>' in page

    client.get("/lessons/02_next/only-this")
    assert 'class="btn go" href="/">See the whole course</a>' in client.get("/lessons/02_next/").text


def test_the_end_of_a_lesson_tells_the_sentences_of_the_steps_that_are_answered(client, answer):
    client.get("/lessons/01_shop/shelf")
    page = client.get("/lessons/01_shop/end/").text

    assert "Two steps left." in page
    assert "A thing that is there is" in page and "A view that names no code says" not in page
    assert "You have not answered anything here yet." in page

    answer("stored-code", "201", confidence="sure")
    page = client.get("/lessons/01_shop/end/").text
    assert "A view that names no code says" in page
    assert "You answered one question. It was not right at once; you were sure of one wrong answer." in page
    assert 'href="/lessons/01_shop/stored#q-stored-code">Which status code comes back?</a>' in page


def test_the_first_answer_is_what_the_end_of_a_lesson_speaks_of(client, answer):
    answer("stored-code", "201", confidence="sure")
    answer("stored-code", "200", confidence="guessing")
    values = client.get("/lessons/01_shop/end/", headers=JSON).json

    assert values["surprises"] == [
        {"href": "/lessons/01_shop/stored#q-stored-code", "step": "Something is stored", "mended": True}
    ]
    assert "right since" in client.get("/lessons/01_shop/end/").text


def test_the_source_stands_beside_the_console_of_an_app(client):
    page = client.get("/lessons/01_shop/apps/shop.py/").text

    assert 'aria-label="shop.py"' in page and 'data-n="1"' in page
    assert page.index('id="console"') < page.index('aria-label="shop.py"')


def test_headings_of_a_step_lead_to_themselves(client):
    page = client.get("/lessons/01_shop/shelf").text

    assert '<h2 id="a-closer-look"><a class="anchor" href="#a-closer-look">A closer look</a></h2>' in page
    assert 'href="#a-thing-that-is-there">A thing that is there</a></h2>' in page
