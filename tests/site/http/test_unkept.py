"""What the site says when something cannot be kept, and that reading goes on."""

from __future__ import annotations

import sqlite3
from html.parser import HTMLParser

import pytest

from tests.site.conftest import JSON, STEP


def fill_disk(app) -> sqlite3.Connection:
    """Make the file as large as it may be for this thread: SQLite's own way to be full."""
    db = app.extensions["course"].store.database.read(lambda db: db)
    pages = db.execute("PRAGMA page_count").fetchone()[0]
    db.execute(f"PRAGMA max_page_count = {pages}")
    return db


@pytest.fixture
def locked(app):
    """Let another program hold the database, and nobody wait for it."""
    store = app.extensions["course"].store
    store.record_hint("01_echo", 1)
    store.database.read(lambda db: db).execute("PRAGMA busy_timeout = 0")
    locker = sqlite3.connect(store.path, isolation_level=None)
    locker.execute("BEGIN IMMEDIATE")
    yield locker
    locker.close()


def test_on_a_full_disk_a_text_is_not_replaced_and_507_says_why(app, client, settings):
    page = client.get("/exercises/01_echo/source")
    fill_disk(app)
    store = app.extensions["course"].store
    file = settings["ROOT"] / "exercises" / "01_echo" / "app.py"
    file.write_bytes(b"#" * 100_000)
    headers = {
        "If-Match": client.get("/exercises/01_echo/source").headers["ETag"],
        "Content-Type": "text/plain",
    }
    response = client.put("/exercises/01_echo/source", data=b"x = 1\n", headers=headers | JSON)

    assert page.status_code == 200
    assert response.status_code == 507
    assert "cannot be written" in response.json["detail"]
    assert file.read_bytes() == b"#" * 100_000
    assert not store.in_memory
    for path in ("/", "/exercises/01_echo/", STEP):
        assert client.get(path).status_code == 200


def test_a_locked_database_is_503_for_a_write_and_nothing_for_a_page(client, locked):
    response = client.post("/exercises/01_echo/hints", data={"hint": "2"})

    assert (response.status_code, response.headers["Retry-After"]) == (503, "5")
    assert "another program" in response.text.lower()
    for path in ("/", "/exercises/01_echo/", STEP):
        assert client.get(path).status_code == 200
    locked.execute("ROLLBACK")
    assert client.post("/exercises/01_echo/hints", data={"hint": "2"}).status_code == 303


def test_what_was_typed_stands_on_the_page_that_refuses_it_and_can_be_sent_again(client, locked):
    why = 'because <b> & "nothing" is\nthere'
    sent = {"question": "stored-code", "confidence": "sure", "choice": "201", "why": why}
    refused = client.post(f"{STEP}/answers", data=sent)

    assert refused.status_code == 503
    form = Forms.of(refused.text)[f"{STEP}/answers"]
    assert {**form, "why": form["why"].strip("\n")} == sent


def test_a_form_that_is_too_large_to_read_is_refused_for_the_same_reason(client, app):
    background = app.extensions["course"].background
    while background._runs.acquire(blocking=False):
        pass
    refused = client.post("/exercises/01_echo/runs", data={"text": "x" * 700_000})

    assert (refused.status_code, "What you sent" in refused.text) == (503, False)


class Forms(HTMLParser):
    """What each form of a page sends, by its address."""

    @classmethod
    def of(cls, page: str) -> dict[str, dict[str, str]]:
        parser = cls()
        parser.feed(page)
        return parser.found

    def __init__(self) -> None:
        super().__init__()
        self.found: dict[str, dict[str, str]] = {}
        self.form: dict[str, str] = {}
        self.area = ""

    def handle_starttag(self, tag, attrs):
        values = dict(attrs)
        if tag == "form":
            self.form = self.found.setdefault(values["action"], {})
        elif tag == "textarea":
            self.area = values.get("name", "")
        elif tag == "input":
            self.form[values.get("name", "")] = values.get("value", "")

    def handle_data(self, data):
        if self.area:
            self.form[self.area] = self.form.get(self.area, "") + data

    def handle_endtag(self, tag):
        if tag == "textarea":
            self.area = ""


@pytest.mark.threads
def test_a_verdict_that_cannot_be_recorded_is_shown_and_the_page_says_so(client, app, locked):
    posted = client.post("/exercises/01_echo/runs", headers=JSON)
    page = client.get("/exercises/01_echo/")

    assert posted.status_code == 201
    assert client.get(posted.headers["Location"], headers=JSON).json["report"] == posted.json["report"]
    assert "1 finished run is not on the disk yet" in page.text
    locked.execute("ROLLBACK")
    assert app.extensions["course"].store.unwritten.flush()
    assert "not on the disk" not in client.get("/exercises/01_echo/").text


@pytest.mark.parametrize(
    ("headers", "counts"),
    [
        ({}, True),
        ({"Sec-Fetch-Site": "none", "Sec-Fetch-Dest": "document"}, True),
        ({"Sec-Fetch-Site": "same-origin", "Sec-Fetch-Dest": "document"}, True),
        ({"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Dest": "image"}, False),
        ({"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Dest": "document"}, False),
        ({"Sec-Fetch-Site": "same-site", "Sec-Fetch-Dest": "document"}, False),
        ({"Sec-Fetch-Site": "same-origin", "Sec-Fetch-Dest": "empty"}, False),
        ({"Sec-Fetch-Site": "same-origin", "Sec-Fetch-Dest": "document", "Sec-Purpose": "prefetch"}, False),
    ],
)
def test_a_visit_is_a_page_that_somebody_opened_here(app, client, headers, counts):
    assert client.get(STEP, headers=headers).status_code == 200
    assert (app.extensions["course"].store.last_visit() is not None) == counts


@pytest.mark.parametrize("damage", ["gone", "garbage", "cannot be written"])
def test_no_page_fails_on_the_compiled_templates(make_app, settings, damage, monkeypatch):
    folder = settings["INSTANCE"] / "templates"
    make_app().test_client().get("/")
    app = make_app()
    if damage == "gone":
        for file in folder.iterdir():
            file.unlink()
        folder.rmdir()
    elif damage == "garbage":
        for file in folder.iterdir():
            file.write_bytes(file.read_bytes()[:-30])
    else:
        for file in folder.iterdir():
            file.unlink()

        def full(*_: object, **__: object) -> None:
            raise OSError(28, "No space left on device")

        monkeypatch.setattr("jinja2.bccache.tempfile.NamedTemporaryFile", full)
    assert app.test_client().get("/").status_code == 200
