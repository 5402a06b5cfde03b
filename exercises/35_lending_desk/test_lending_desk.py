"""Checks: a whole API keeps every promise at once, and refuses in one voice."""

from __future__ import annotations

import json
import re
import warnings
from datetime import datetime, timedelta, timezone
from itertools import cycle

MOST = 16_384
BEARER = re.compile(r"\bbearer\b", re.IGNORECASE)
REALM = re.compile(r'\bbearer\b[^,]*\brealm="[^"]*"', re.IGNORECASE)
UNREACHABLE = (ConnectionError, ConnectionResetError, TimeoutError)
BUGS = (RuntimeError, ValueError, TypeError, OSError, AttributeError)
ZONES = tuple(timezone(timedelta(minutes=minutes)) for minutes in (120, -330, 0))
#: IDs that never were, as they stand in an address: no number, no order, no length is promised.
STRANGE_IDS = ("0", "-1", "None", "1.5", "9" * 5_000, "%20", "%C3%A4", "%22", "a%3Fb", "a%23b", "..%00")
DUE = "A loan has to be due 14 days after it began, by the clock of `NOW()`."
TITLES = ("blank", "quoted", "markup", "address", "letters", "case", "words")


class Shelf(dict):
    """A dict that can fail: at once, or after some uses."""

    failure = None
    uses_left = 0

    def fail(self, failure, after=0):
        """Raise this exception from now on, after some more uses; None repairs the shelf."""
        self.failure, self.uses_left = failure, after

    def use(self):
        """Count one use, and raise when it is time."""
        if self.failure is None:
            return
        if self.uses_left <= 0:
            raise self.failure
        self.uses_left -= 1


def _used(name):
    plain = getattr(dict, name)

    def method(self, *args, **options):
        self.use()
        return plain(self, *args, **options)

    return method


for _name in (
    *("__getitem__", "__setitem__", "__delitem__", "__contains__", "__iter__", "__len__", "__reversed__"),
    *("get", "pop", "popitem", "setdefault", "update", "keys", "values", "items", "copy", "clear"),
    *("__or__", "__ror__", "__ior__", "__eq__"),
):
    setattr(Shelf, _name, _used(_name))


class Club:
    """A club with a desk, members, a shelf and a clock, put into the app."""

    def __init__(self, client):
        self.client = client
        self.now = datetime(2031, 5, 20, 9, client.number(0, 59), 7, 250_000, ZONES[0])
        self.shelf = Shelf()
        self.jobs = []
        self.tokens = {}
        self.desk = self.token("desk")
        self.card = self.token("member")
        client.app.config.update(
            NOW=lambda: self.now,
            SHELF=self.shelf,
            TOKENS=self.tokens,
            LATER=self.jobs.append,
            LOANS_PER_MINUTE=500,
        )

    def token(self, role, member=None):
        """Return a new good token of this role, for somebody new when no name is given."""
        token = f"aB{self.client.number(10**8, 10**9)}Zz"
        self.tokens[token] = {"member": member or self.client.unseen(role), "role": role}
        return token

    def name(self, token):
        """Return the name of whoever has this token."""
        return self.tokens[token]["member"]

    def ask(self, method, path, token=None, **options):
        """Send one request, with a token when one is given."""
        headers = {**options.pop("headers", {})}
        if token is not None:
            headers["Authorization"] = f"Bearer {token}"
        return self.client.open(path, method, headers=headers, **options)

    def game(self, **changes):
        """Return a GAME that is good, with changes."""
        return {"title": self.client.unseen("tiles"), "players": self.client.number(1, 9), **changes}

    def add(self, **changes):
        """Add a game and return its path and its ID."""
        answer = self.ask("POST", "/items", self.desk, json=self.game(**changes))
        assert answer.status_code == 201
        return str(answer.location), text_of(json_object(answer)["id"])

    def show(self, path):
        """Return a game as it is now."""
        answer = self.client.get(path)
        assert answer.status_code == 200
        return json_object(answer)

    def tag(self, path):
        """Return the current tag of a game."""
        return str(self.client.get(path).headers["ETag"])

    def lend(self, item, token=None):
        """Ask for a loan."""
        return self.ask("POST", "/loans", token or self.card, json={"item": item})

    def lent(self, item, token=None):
        """Lend a game and return the path of the loan."""
        answer = self.lend(item, token)
        assert answer.status_code == 201
        return str(answer.location)

    def back(self, loan, token=None):
        """Bring a game back."""
        assert self.ask("DELETE", loan, token or self.card).status_code == 204

    def loans(self, token=None):
        """Return the loans that a member has, as `/me` tells them."""
        answer = self.ask("GET", "/me", token or self.card)
        assert answer.status_code == 200
        loans = json_object(answer)["loans"]
        assert kind(loans) == "a list", "`loans` has to be a list, empty when there are none."
        return [dict(loan) for loan in loans if isinstance(loan, dict)]

    def listed(self):
        """Return all games, as the list tells them."""
        answer = self.client.get("/items")
        assert answer.status_code == 200
        assert kind(answer.json) == "a list", (
            "`GET /items` has to show a list, empty when there are no games."
        )
        return [dict(game) for game in answer.json if isinstance(game, dict)]

    def save(self, path, tag, game=None):
        """Send a PUT of a game under a condition, or under none."""
        headers = {} if tag is None else {"If-Match": tag}
        return self.ask("PUT", path, self.desk, json=game or self.game(), headers=headers)

    def switch(self, on):
        """Turn the maintenance on or off."""
        answer = self.ask("PUT", "/admin/maintenance", self.desk, json={"on": on})
        assert answer.status_code == 200
        assert json_object(answer)["on"] is on, "The answer has to show how the switch is set now."

    def take_stock(self):
        """Order a stocktaking and return the answer."""
        return self.ask("POST", "/admin/stocktakings", self.desk)

    def run_job(self, waiting=1):
        """Run the newest job; so many stocktakings wait for theirs."""
        assert len(self.jobs) == waiting, "One stocktaking has to be one job for LATER."
        try:
            self.jobs.pop()()
            outcome = "it ran"
        except Exception as error:
            outcome = f"{type(error).__name__}: {error}"
        assert outcome == "it ran", "The job has to take no argument, and to run outside of any request."


def kind(value):
    """Name the kind of a JSON value."""
    kinds = ((dict, "an object"), (list, "a list"), (str, "a text"), (bool, "true or false"))
    other = "null" if value is None else "a number"
    return next((name for type_, name in kinds if isinstance(value, type_)), other)


def json_object(answer):
    """Return the JSON object in the body."""
    body = answer.json
    assert kind(body) == "an object", "A client looks for a field by its name, and only an object has names."
    return body


def assert_shows(game, expected, why):
    """Fail unless a game has these values in these fields; what else it has is its own matter."""
    found = {name: game[name] for name in expected if name in game}
    assert found == expected, why


def text_of(value):
    """Return a value that has to be a text."""
    assert kind(value) == "a text", "The contract says that this has to be a text."
    return value


def moment(value):
    """Read a moment in ISO 8601 that has an offset."""
    try:
        found = datetime.fromisoformat(text_of(value))
    except ValueError:
        found = None
    form = "ISO 8601 with an offset" if found and found.tzinfo else str(value)
    assert form == "ISO 8601 with an offset", (
        "Without an offset each client takes the time for its own, and is wrong by hours."
    )
    return found


def assert_near(value, expected, why="The time of an error has to be that of `NOW()`."):
    """Fail unless a moment is the expected one, to a second."""
    off = abs((moment(value) - expected).total_seconds())
    at = "the moment itself" if off < 1 else f"{off:.0f} seconds off"
    assert at == "the moment itself", why


def assert_wait(answer, most=None):
    """Fail unless Retry-After is a number of whole seconds, from 1; return it."""
    value = str(answer.headers["Retry-After"])
    good = value.isascii() and value.isdigit() and 1 <= int(value) <= (most or int(value))
    form = "whole seconds" if good else value
    assert form == "whole seconds", "A client can wait for whole seconds, from 1 up, and not for longer."
    return int(value)


def assert_challenge(answer):
    """Fail unless a 401 asks for a Bearer token in a realm that stands in quotation marks."""
    found = "WWW-Authenticate" in answer.headers
    challenge = ", ".join(answer.headers.get_all("WWW-Authenticate")) if found else "no WWW-Authenticate"
    asks = "the scheme Bearer" if BEARER.search(challenge) else challenge
    assert asks == "the scheme Bearer", "A 401 has to say which credentials are wanted, and where."
    form = "a realm in quotation marks" if REALM.search(challenge) else challenge
    assert form == "a realm in quotation marks", (
        "The scheme alone does not say where its credentials are good: the contract asks for a `realm` too."
        if "realm" not in challenge.lower()
        else "The realm has to stand in quotation marks, behind the scheme Bearer (RFC 9110 §11.5). "
        "WWWAuthenticate of Werkzeug writes them only where a text needs them, as one with a space does."
    )


def addresses(club):
    """Return the methods of every address that a row names."""
    word = club.client.unseen("any")
    return {
        "/health": {"GET"},
        "/items": {"GET", "POST"},
        f"/items/{word}": {"GET", "PUT", "DELETE"},
        "/me": {"GET"},
        "/loans": {"POST"},
        f"/loans/{word}": {"GET", "DELETE"},
        "/admin/maintenance": {"PUT"},
        "/admin/stocktakings": {"POST"},
        f"/admin/stocktakings/{word}": {"GET"},
    }


def for_the_desk(club, path):
    """Return the requests that only the desk may send; they succeed in this order, the last one apart."""
    return [
        ("POST", "/items", {"json": club.game()}),
        ("PUT", path, {"json": club.game(), "headers": {"If-Match": "*"}}),
        ("DELETE", path, {}),
        ("PUT", "/admin/maintenance", {"json": {"on": True}}),
        ("POST", "/admin/stocktakings", {}),
        ("GET", f"/admin/stocktakings/{club.client.unseen('any')}", {}),
    ]


def guarded(club):
    """Return the requests that need a token, to a game that is lent to the card."""
    path, item = club.add()
    loan = club.lent(item)
    _, other = club.add()
    return [
        *for_the_desk(club, path),
        ("GET", "/me", {}),
        ("POST", "/loans", {"json": {"item": other}}),
        ("GET", loan, {}),
        ("DELETE", loan, {}),
    ]


def takes_json(club):
    """Return the requests that bring JSON, as functions of the other options, and good content for each."""
    path, _ = club.add()
    _, item = club.add()

    def sender(method, path, token, fixed=()):
        return lambda headers=(), **options: club.ask(
            method, path, token, headers={**dict(fixed), **dict(headers)}, **options
        )

    return [
        (sender("POST", "/items", club.desk), club.game()),
        (sender("PUT", path, club.desk, {"If-Match": "*"}), club.game()),
        (sender("POST", "/loans", club.card), {"item": item}),
        (sender("PUT", "/admin/maintenance", club.desk), {"on": False}),
    ]


def changing(club):
    """Return the requests that change something, as functions; each that succeeds is made good again."""
    now = dict(zip(("path", "item"), club.add(), strict=True))
    _, other = club.add()
    now["loan"] = club.lent(other)

    def lend():
        answer = club.lend(now["item"])
        if answer.status_code == 201:
            club.shelf.fail(None)
            club.back(str(answer.location))
        return answer

    def remove():
        answer = club.ask("DELETE", now["path"], club.desk)
        if answer.status_code == 204:
            club.shelf.fail(None)
            now["path"], now["item"] = club.add()
        return answer

    def save():
        return club.save(now["path"], "*")

    def add():
        return club.ask("POST", "/items", club.desk, json=club.game())

    def give_back():
        answer = club.ask("DELETE", now["loan"], club.card)
        if answer.status_code == 204:
            club.shelf.fail(None)
            now["loan"] = club.lent(other)
        return answer

    return lend, save, add, remove, give_back


def refusals(club, secret):
    """Send requests of every kind that is refused, and yield each answer from 400 up."""
    path, item = club.add()
    loan = club.lent(item)
    gone, _ = club.add()
    club.ask("DELETE", gone, club.desk)
    bad = {"title": [secret], "players": secret, "member": secret, "id": secret}
    asked = [
        ("GET", "/nothing", None, {}),
        ("GET", "/items/nothing", None, {}),
        ("GET", gone, None, {}),
        ("PATCH", path, None, {"data": secret}),
        ("GET", "/me", None, {}),
        ("GET", "/me", secret, {}),
        ("DELETE", path, club.card, {}),
        ("DELETE", path, club.desk, {}),
        ("GET", loan, club.token("member"), {}),
        ("POST", "/items", club.desk, {"data": secret, "content_type": "text/plain"}),
        ("POST", "/items", club.desk, {"data": f'{{"{secret}', "content_type": "application/json"}),
        ("POST", "/items", club.desk, {"json": {**club.game(), "title": secret * MOST}}),
        ("POST", "/items", club.desk, {"json": [secret]}),
        ("POST", "/items", club.desk, {"json": bad}),
        ("PUT", path, club.desk, {"json": bad, "headers": {"If-Match": "*"}}),
        ("PUT", path, club.desk, {"json": club.game(title=secret)}),
        ("PUT", path, club.desk, {"json": club.game(title=secret), "headers": {"If-Match": '"other"'}}),
        ("POST", "/items", club.desk, {"json": {**bad, "players": -number_in(secret)}}),
        ("POST", "/items", club.desk, {"json": {**club.game(), "players": [{"least": secret}]}}),
        ("GET", "/me", None, {"headers": {"Authorization": f"Basic {secret}"}}),
        ("POST", "/loans", club.card, {"json": {"item": [secret]}}),
        ("POST", "/loans", club.card, {"json": {"item": secret}}),
        ("POST", "/loans", club.card, {"json": {"item": item, "member": secret}}),
        ("PUT", "/admin/maintenance", club.desk, {"json": {"on": secret}}),
    ]
    for method, address, token, options in asked:
        yield club.ask(method, address, token, **options)
    for error in (ConnectionError, TimeoutError, RuntimeError, OSError):
        club.shelf.fail(error(f"planted: {secret}"))
        yield club.client.get("/items")
        yield club.client.get(path)
        yield club.ask("POST", "/items", club.desk, json=club.game())
        yield club.save(path, "*")
        yield club.ask("DELETE", path, club.desk)
        yield club.lend(item)
        club.shelf.fail(None)
    club.client.app.config["LOANS_PER_MINUTE"] = 1
    club.lend(item)
    yield club.lend(item)
    club.switch(True)
    yield club.client.get("/items")


def number_in(secret):
    """Return the number that a secret text ends with."""
    return int("".join(sign for sign in secret if sign.isdigit()))


def errors(answers):
    """Yield the answers that are errors; most of them have to be."""
    number = 0
    for answer in answers:
        if answer.status_code == 500 or answer.status_code >= 400:
            number += 1
            yield answer
    assert number > 30, "Most of these requests are to be refused."


def test_health(client):
    """Health is 200 OK with JSON, whatever else is wrong.

    Row: health
    Source: RFC 9110 §15.3.1
    Hint: 2
    """
    club = Club(client)
    for prepare in (
        lambda: None,
        lambda: club.shelf.fail(ConnectionError("planted")),
        lambda: club.shelf.fail(RuntimeError("planted")),
        lambda: club.switch(True),
    ):
        prepare()
        for headers in ({}, {"Authorization": "Bearer unknown"}, {"Authorization": "Basic x"}):
            answer = client.get("/health", headers=headers)
            assert answer.status_code == 200, (
                "The program that watches the server ends it after any other code."
            )
            json_object(answer)


def test_add_and_show(client):
    """A new game is 201 Created, and its Location shows it.

    Row: add, show
    Source: RFC 9110 §15.3.2
    Hint: 1
    Step: 05_precise_success#location-leads-there
    """
    club = Club(client)
    seen = set()
    games = [club.game() for _ in range(3)] + [club.game(players=10**30)]
    games += [club.game(title=title) for title in client.texts(*TITLES) if title.strip()]
    for game in games:
        answer = club.ask("POST", "/items", club.desk, json=game)
        assert answer.status_code == 201
        body = json_object(answer)
        for shown in (body, json_object(client.follow(answer)), club.show(f"/items/{text_of(body['id'])}")):
            assert_shows(
                shown,
                {**game, "id": body["id"], "free": True},
                "Each place has to show the game as it was sent, with its id, and free.",
            )
        seen.add(body["id"])
    assert len(seen) == len(games), "Each game has to have an id of its own."


def test_list(client):
    """The list is 200 OK with every game, and an empty list is a list.

    Row: list
    Source: RFC 9110 §15.3.1
    Hint: 1
    """
    club = Club(client)
    assert club.listed() == []
    paths = [club.add() for _ in range(3)]
    club.lent(paths[1][1])
    listed = {game.get("id"): game for game in club.listed()}
    assert len(listed) == 3
    for path, item in paths:
        assert listed.get(item) == club.show(path), "The list has to show a game as its own address does."
    client.app.config["SHELF"] = Shelf()
    assert club.listed() == [], "Every game has to live on the shelf, and nowhere else."


def test_known_tag(client):
    """A reader who has the current version gets 304 Not Modified, without content.

    Row: known, show
    Source: RFC 9110 §15.4.5
    Hint: 2
    Step: 08_nothing_new#mark-each-edition
    """
    club = Club(client)
    path, _ = club.add()
    tag = club.tag(path)
    strength = "weak" if tag.startswith("W/") else "strong"
    assert strength == "strong", "A weak tag can never match in If-Match, so nobody could save."
    assert club.tag(path) == tag, "As long as the game stays the same, its tag has to."
    several = (f'"other", {tag}', f'{tag}, "other"', f'"a,b",{tag},"c"', f'W/"other", W/{tag}')
    for value in (tag, f"W/{tag}", *several):
        answer = client.get(path, headers={"If-None-Match": value})
        assert answer.status_code == 304
        assert answer.data == b""
        assert str(answer.headers["ETag"]) == tag
    for value in ('"other"', f'"{tag.strip(chr(34))}x"', 'W/"other", "another"'):
        assert client.get(path, headers={"If-None-Match": value}).status_code == 200


def test_changed_tag(client):
    """Whatever changes in a game makes a new tag, even that it is lent or back.

    Row: changed
    Source: RFC 9110 §8.8.1
    Hint: 3
    Step: 08_nothing_new#mark-each-edition
    """
    club = Club(client)
    path, item = club.add()
    game = club.show(path)
    loans = []

    def save(**changes):
        new = {name: game[name] for name in ("title", "players")} | changes
        assert club.save(path, "*", new).status_code in (200, 204)

    for change in (
        lambda: save(title=client.unseen("dice")),
        lambda: save(title=game["title"], players=game["players"] + 1),
        lambda: loans.append(club.lent(item)),
        lambda: club.back(loans[0]),
    ):
        tag = club.tag(path)
        change()
        answer = client.get(path, headers={"If-None-Match": tag})
        assert answer.status_code == 200, "A phone that gets 304 goes on showing the game as it was."
        assert str(answer.headers["ETag"]) != tag


def test_save(client):
    """A save over the version that was read is 200 or 204 without an ETag, and the game is the new one.

    Row: save, save-tag
    Source: RFC 9110 §9.3.4, §13.1.1
    Hint: 2
    """
    club = Club(client)
    path, item = club.add()
    for form in ("{tag}", '"other", {tag}', '{tag}, "other"', "*"):
        game = club.game()
        answer = club.save(path, form.format(tag=club.tag(path)), game)
        assert answer.status_code in (200, 204)
        assert "ETag" not in answer.headers, (
            "An ETag here says: what I keep is exactly the content that you sent. But you added id and free."
        )
        expected = {**game, "id": item, "free": True}
        if answer.status_code == 200:
            assert_shows(json_object(answer), expected, "A 200 has to show what is saved now.")
        assert_shows(club.show(path), expected, "A PUT that is answered 200 or 204 has to be saved.")
    club.lent(item)
    for form in ("{tag}", "*"):
        game = club.game()
        answer = club.save(path, form.format(tag=club.tag(path)), game)
        assert answer.status_code in (200, 204)
        assert club.show(path)["free"] is False, "A new title does not bring the game back."
        if answer.status_code == 200:
            expected = {**game, "id": item, "free": False}
            assert_shows(json_object(answer), expected, "A 200 has to show the game as it is: it is lent.")
        assert club.lend(item).status_code == 409


def test_save_without_condition(client):
    """A save without If-Match is 428 Precondition Required, and changes nothing.

    Row: unconditional
    Source: RFC 6585 §3
    Hint: 2
    Step: 08_nothing_new#require-a-condition
    """
    club = Club(client)
    path, _ = club.add()
    before = club.show(path)
    assert club.save(path, None).status_code == 428
    assert club.show(path) == before
    assert club.save(path, club.tag(path)).status_code in (200, 204)


def test_save_over_another_version(client):
    """A save over a version that is no longer current is 412 Precondition Failed, and changes nothing.

    Row: stale
    Source: RFC 9110 §15.5.13
    Hint: 2
    Step: 08_nothing_new#lost-update
    """
    club = Club(client)
    path, item = club.add()
    old = club.tag(path)
    assert club.save(path, old).status_code in (200, 204)
    before = club.show(path)
    weak = f"W/{club.tag(path)}"
    for condition in (old, '"other"', f'"other", {old}', weak, f'{weak}, "other"', f'"other", {weak}'):
        assert club.save(path, condition).status_code == 412, (
            "A weak tag never matches in If-Match (RFC 9110 §13.1.1)."
            if "W/" in condition
            else "The current version has another tag: the client has not seen it."
        )
        assert club.show(path) == before
    tag = club.tag(path)
    club.lent(item)
    assert club.save(path, tag).status_code == 412, "The game has been lent since this tag was read."


def test_remove(client):
    """Removing a game is 204 No Content, and then it is 410 Gone; one that never existed is 404 Not Found.

    Row: remove, gone, unknown
    Source: RFC 9110 §15.5.11
    Hint: 1
    Step: 11_state_of_things#gone-for-good
    """
    club = Club(client)
    stays, _ = club.add()
    path, item = club.add()
    answer = club.ask("DELETE", path, club.desk)
    assert answer.status_code == 204
    for _ in range(2):
        assert client.get(path).status_code == 410
        assert club.save(path, "*").status_code == 410
        assert club.ask("DELETE", path, club.desk).status_code == 410
    assert [game.get("id") for game in club.listed()] == [club.show(stays)["id"]]
    new, _ = club.add()
    assert (len(club.listed()), len({stays, path, new})) == (2, 3), "A new game has to have an id of its own."
    assert client.get(path).status_code == 410, "A game that came later does not bring this one back."
    never = (client.unseen("dice"), client.number(10**8, 10**9), *STRANGE_IDS)
    for path in (f"/items/{one}" for one in never):
        assert client.get(path).status_code == 404
        assert club.save(path, "*").status_code == 404
        assert club.ask("DELETE", path, club.desk).status_code == 404


def test_lent_game_stays(client):
    """A game that is lent is not removed: 409 Conflict, until it is back.

    Row: lent-stays
    Source: RFC 9110 §15.5.10
    Hint: 3
    """
    club = Club(client)
    path, item = club.add()
    loan = club.lent(item)
    assert club.ask("DELETE", path, club.desk).status_code == 409
    assert club.show(path)["free"] is False
    club.back(loan)
    assert club.ask("DELETE", path, club.desk).status_code == 204


def test_media_types(client):
    """JSON is read under every type that means JSON; under another one, or none, it is 415 with Accept.

    Row: media-type, json
    Source: RFC 9110 §15.5.16
    Hint: 1
    Step: 09_reading_the_body#name-what-you-take
    """
    club = Club(client)
    for send, good in takes_json(club):
        text = json.dumps(good)
        for type_ in (
            "text/plain",
            "application/x-www-form-urlencoded",
            "application/jsonp",
            "text/json",
            None,
        ):
            answer = send(data=text, content_type=type_)
            assert answer.status_code == 415
            named = {one.partition(";")[0].strip().lower() for one in answer.headers["Accept"].split(",")}
            assert "application/json" in named, (
                "Accept has to name application/json: a client reads there what to send instead."
            )
    for type_ in (
        "application/json; charset=utf-8",
        "Application/JSON",
        "APPLICATION/JSON;charset=UTF-8",
        "application/vnd.club+json",
        "Application/Vnd.Club+JSON; v=2",
    ):
        for send, good in takes_json(club):
            assert send(data=json.dumps(good), content_type=type_).status_code in (200, 201, 204)


def test_content_that_cannot_be_read(client):
    """Content that cannot be parsed is 400 Bad Request, and changes nothing.

    Row: unreadable
    Source: RFC 9110 §15.5.1
    Hint: 1
    Step: 09_reading_the_body#syntax-is-400
    """
    club = Club(client)
    for send, good in takes_json(club):
        games = club.listed()
        for text in (b"", b"{", json.dumps(good)[:-1].encode(), b"{'on': true}", b'{"title": "\xff"}'):
            assert send(data=text, content_type="application/json").status_code == 400
        deep = b"[" * 8_000 + b"]" * 8_000
        for text in (deep, b'{"a":' * 2_500 + b"1" + b"}" * 2_500, b'{"title":' + deep + b"}", b"NaN"):
            assert send(data=text, content_type="application/json").status_code in (400, 422)
        assert club.listed() == games
        assert send(json=good).status_code in (200, 201, 204)


def test_content_that_is_too_large(client):
    """More than 16384 bytes are 413 Content Too Large, with Content-Length and in chunks.

    Row: too-large
    Source: RFC 9110 §15.5.14
    Hint: 2
    Step: 09_reading_the_body#length-and-limit
    """
    counted = {"content_type": "application/json"}
    chunks = {
        **counted,
        "headers": {"Transfer-Encoding": "chunked"},
        "environ_overrides": {"wsgi.input_terminated": True, "CONTENT_LENGTH": ""},
    }
    for send, good in takes_json(Club(client)):
        text = json.dumps(good).encode()
        wide = json.dumps({**good, "more": "é" * (MOST // 2)}, ensure_ascii=False).encode()
        for options in (counted, chunks):
            for content in (text.ljust(MOST + 1), text.ljust(20 * MOST), wide):
                assert send(data=content, **options).status_code == 413
    for options in (counted, chunks):
        for send, good in takes_json(Club(client)):
            assert send(data=json.dumps(good).encode().ljust(MOST), **options).status_code in (200, 201, 204)


def wrong_contents(club):
    """Return a sender, good content, and pairs of wrong content and its wrong fields."""
    add, save, lend, switch = takes_json(club)
    no_text, no_count, no_bool = (
        (None, "", "  ", "\t\n", 0, 7, True, False, [], ["x"], {}),
        (None, 0, -1, -(10**30), "", "2", 0.5, 1.5, True, False, [2], {}),
        (None, 0, 1, 1.0, "", "true", "on", [], {}),
    )
    for send, good in (add, save):
        for title in no_text:
            yield send, good, {**good, "title": title}, {"title"}
        for players in no_count:
            yield send, good, {**good, "players": players}, {"players"}
        yield send, good, {"players": good["players"]}, {"title"}
        yield send, good, {"title": good["title"]}, {"players"}
        yield send, good, {}, {"title", "players"}
        yield send, good, {"title": " ", "players": 0}, {"title", "players"}
        yield send, good, {"title": None, "players": "2"}, {"title", "players"}
    for value in no_text:
        yield *lend, {"item": value}, {"item"}
    yield *lend, {}, {"item"}
    for value in no_bool:
        yield *switch, {"on": value}, {"on"}
    yield *switch, {}, {"on"}


def test_invalid_content(client):
    """JSON that is not what is asked for is 422 Unprocessable Content, and changes nothing.

    Row: invalid
    Source: RFC 9110 §15.5.21
    Hint: 1
    Step: 10_shape_and_meaning#bad-or-unprocessable
    """
    club = Club(client)
    senders, games = {}, []
    for send, good, wrong, _ in wrong_contents(club):
        games = games if senders else club.listed()
        senders[id(send)] = send, good
        assert send(json=wrong).status_code == 422
    assert (club.listed(), club.loans()) == (games, []), "What is refused may change nothing."
    for send, good in senders.values():
        for text in ("null", "5", "true", '"title"', '["title", "players"]', "[]"):
            assert send(data=text, content_type="application/json").status_code == 422
        assert send(json=good).status_code in (200, 201, 204)


def test_invalid_fields_are_named(client):
    """422 names every wrong field, and no other.

    Row: details
    Source: RFC 9110 §15.5.21
    Hint: 1
    Step: 10_shape_and_meaning#one-entry-per-field
    """
    for send, _, wrong, fields in wrong_contents(Club(client)):
        answer = send(json=wrong)
        assert answer.status_code == 422
        error = json_object(answer)["error"]
        assert kind(error) == "an object", "`error` has to be an object."
        assert kind(error["details"]) == "a list", (
            "`details` has to be a list, with one object for each wrong field."
        )
        for entry in error["details"]:
            assert kind(entry) == "an object", "Each entry of `details` has to be an object."
        named = sorted(text_of(entry["field"]) for entry in error["details"])
        assert named == sorted(fields), "A form marks exactly the fields that are wrong."


def test_fields_that_nobody_may_set(client):
    """A client cannot choose an id, borrow in another name, or set when a loan is due.

    Row: not-yours
    Source: RFC 9110 §15.5.21
    Hint: 3
    Step: 10_shape_and_meaning#a-model-of-the-body
    """
    club = Club(client)
    path, item = club.add()
    other, own = club.token("member"), client.unseen("mine")
    extra = {"id": own, "free": False, "lent": True, "member": own}
    answer = club.ask("POST", "/items", club.desk, json={**club.game(), **extra})
    assert answer.status_code in (201, 422)
    assert club.save(path, "*", {**club.game(), **extra}).status_code in (200, 204, 422)
    for game in club.listed():
        assert game.get("id") != own, "The id is yours to choose, not the client's."
        assert game.get("free") is True, "Nobody has it: free follows from the loans."
    lent, other_item = club.add()
    club.back(club.lent(other_item))
    loan = club.lent(other_item)
    answer = club.save(lent, "*", {**club.game(), "free": True, "lent": False, "id": own})
    assert answer.status_code in (200, 204, 422)
    assert club.show(lent)["free"] is False, "Somebody has it: free follows from the loans."
    club.back(loan)
    extra = {"member": club.name(other), "due": "2099-01-01T00:00:00+00:00", "id": own}
    answer = club.ask("POST", "/loans", club.card, json={"item": item, **extra})
    assert answer.status_code in (201, 422)
    assert club.loans(other) == [], "The token says who borrows. A field in the content is only a claim."
    for loan in club.loans():
        assert loan.get("id") != own
        assert_near(loan.get("due"), club.now + timedelta(days=14), DUE)


def test_me(client):
    """Me is 200 OK with the name, the role and the open loans of the member who asks.

    Row: me
    Source: RFC 9110 §15.3.1
    Hint: 2
    """
    club = Club(client)
    games = [club.add()[1] for _ in range(3)]
    other = club.token("member")
    mine = [club.lent(game) for game in games[:2]]
    theirs = club.lent(games[2], other)
    second = club.token("member", club.name(club.card))
    for token, loans in ((club.card, mine), (second, mine), (other, [theirs]), (club.desk, [])):
        answer = club.ask("GET", "/me", token)
        assert answer.status_code == 200
        body = json_object(answer)
        assert (body["member"], body["role"]) == (club.name(token), club.tokens[token]["role"])
        shown = [dict(json_object(club.ask("GET", loan, token))) for loan in loans]
        assert sorted(club.loans(token), key=str) == sorted(shown, key=str), (
            "The list has to hold the open loans of this member, each as its own address shows it."
        )
    club.back(mine[0])
    assert len(club.loans()) == 1
    again = club.lent(club.add()[1])
    shown = [dict(json_object(club.ask("GET", loan, club.card))) for loan in (mine[1], again)]
    assert sorted(club.loans(), key=str) == sorted(shown, key=str), "Each loan has to have an id of its own."
    assert len(club.loans(other)) == 1, "A new loan may take nobody else's away."


def test_token(client):
    """Without a good token the answer is 401 with a Bearer challenge; a scheme is good in any case.

    Row: no-token, scheme
    Source: RFC 9110 §15.5.2, §11.1, §11.5
    Hint: 2
    Step: 12_401_403_404#the-challenge
    """
    club = Club(client)
    for method, path, options in guarded(club):
        headers = options.pop("headers", {})
        values = [None, "", "Bearer", "Bearer ", f"Bearer {club.desk}x", f"Basic {club.desk}"]
        values += [f"Digest {club.desk}", f"Token {club.desk}", club.desk, f"Bearer {club.desk} extra"]
        values += [f"Bearer {club.desk.lower()}", f"Bearer {club.desk.upper()}", "Bearer käse"]
        for value in values:
            sent = headers if value is None else {**headers, "Authorization": value}
            answer = client.open(path, method, headers=sent, **options)
            assert answer.status_code == 401
            assert_challenge(answer)
    assert (len(club.listed()), len(club.loans())) == (2, 1), (
        "A client without a good token may change nothing."
    )
    for scheme in ("Bearer", "bearer", "BEARER", "bEARER"):
        headers = {"Authorization": f"{scheme} {club.desk}"}
        assert client.post("/items", json=club.game(), headers=headers).status_code == 201
        assert client.get("/me", headers=headers).status_code == 200
        assert client.put("/admin/maintenance", json={"on": False}, headers=headers).status_code == 200


def test_token_of_a_member(client):
    """What is for the desk is 403 Forbidden for a member, and nothing happens.

    Row: forbidden
    Source: RFC 9110 §15.5.4
    Hint: 2
    Step: 12_401_403_404#known-and-refused
    """
    club = Club(client)
    path, _ = club.add()
    before = club.show(path)
    asked = for_the_desk(club, path)
    jobs = len(club.jobs)
    for method, address, options in asked:
        assert club.ask(method, address, club.card, **options).status_code == 403
        assert (club.listed(), len(club.jobs)) == ([before], jobs), (
            "A refusal has to come before anything happens."
        )
    status = str(club.take_stock().location)
    assert club.ask("GET", status, club.card).status_code == 403
    for method, address, options in asked[:-1]:
        answer = club.ask(method, address, club.desk, **options)
        assert answer.status_code in (200, 201, 202, 204)


def test_who_asks_comes_first(client):
    """A client that may not do it gets 401 or 403, whatever is wrong with the content or the shelf.

    Row: no-token, forbidden
    Source: RFC 9110 §15.5.2, §15.5.4
    Hint: 2
    Step: 20_design#which-fault-first
    """
    club = Club(client)
    path, item = club.add()
    loan, word = club.lent(item), client.unseen("none")
    gone, _ = club.add()
    assert club.ask("DELETE", gone, club.desk).status_code == 204
    bad = [
        {"data": "{", "content_type": "application/json"},
        {"data": word, "content_type": "text/plain"},
        {"json": {}},
    ]
    places = (path, gone, f"/items/{word}")
    for_desk = [(*row, one) for row in (("POST", "/items"), ("PUT", "/admin/maintenance")) for one in bad]
    for_desk += [("PUT", place, one) for place in places for one in (*bad, {"json": club.game()})]
    for_desk += [("DELETE", place, {}) for place in places]
    for_members = [("POST", "/loans", one) for one in (*bad, {"json": {"item": item}})]
    for_members += [(method, place, {}) for method in ("GET", "DELETE") for place in (loan, f"/loans/{word}")]
    for method, place, options in (*for_desk, *for_members):
        assert club.ask(method, place, **options).status_code == 401, (
            "Before it has shown a good token, a stranger must learn neither what the content should look "
            "like nor what the club has."
        )
    for method, place, options in for_desk:
        answer = club.ask(method, place, club.card, **options)
        assert answer.status_code == 403, (
            "Its token is good, so it need not log in again. What it lacks is the role of the desk."
            if int(answer.status_code) == 401
            else "A client without the right must learn neither how the content should look nor what the "
            "club has."
        )
    assert club.ask("POST", "/items", club.desk, json=club.game()).status_code == 201
    assert club.save(path, "*").status_code in (200, 204)


def test_lend(client):
    """A loan is 201 Created, due in two weeks, and the game is not free.

    Row: lend, loan
    Source: RFC 9110 §15.3.2
    Hint: 1
    """
    club = Club(client)
    zones = cycle(ZONES[1:])
    for token in (club.card, club.token("member"), club.desk):
        path, item = club.add()
        begun = club.now
        answer = club.lend(item, token)
        assert answer.status_code == 201
        club.now = (club.now + timedelta(hours=client.number(1, 40))).astimezone(next(zones))
        for reader in (token, club.desk, club.token("member", club.name(token))):
            shown = club.ask("GET", str(answer.location), reader)
            assert shown.status_code == 200
            for body in (json_object(answer), json_object(shown)):
                assert (body["item"], body["member"]) == (item, club.name(token))
                assert_near(body["due"], begun + timedelta(days=14), DUE)
                address = club.ask("GET", f"/loans/{text_of(body['id'])}", token)
                assert address.status_code == 200
        assert club.show(path)["free"] is False


def test_no_loan(client):
    """A game that is lent is 409 Conflict for everybody; a game that the club lacks is 422 or 409.

    Row: lent, no-game
    Source: RFC 9110 §15.5.10
    Hint: 3
    Step: 11_state_of_things#already-there
    """
    club = Club(client)
    path, item = club.add()
    loan, other = club.lent(item), club.token("member")
    for token in (club.card, other, club.desk):
        assert club.lend(item, token).status_code == 409, (
            "The game is at one place. Nobody finds it on the shelf, not even the one who has it."
        )
    assert (len(club.loans()), club.loans(other)) == (1, []), "Only the first one may have the game."
    club.back(loan)
    assert club.ask("DELETE", path, club.desk).status_code == 204
    for missing in (item, client.unseen("dice"), *client.texts(*TITLES), "9" * 5_000):
        if not missing.strip():
            continue
        answer = club.lend(missing)
        assert answer.status_code in (409, 422), (
            "The club has no such game, so what the content says cannot be done. The address /loans is there."
        )
        if answer.status_code == 409:
            client.remark("409 is right too: another day there may be such a game (RFC 9110 §15.5.10).")
    assert club.loans() == []


def alike(seen):
    """Return what tells answers apart, which are message, fields of the error, and header fields."""
    for name, *values in zip(("another message", "other fields", "other header fields"), *seen, strict=True):
        if values != [values[0]] * len(values):
            return name
    return "the same answer"


def test_loan_of_another_member(client):
    """Another member's loan is 404 Not Found, exactly like one that never existed, and it stays.

    Row: hidden
    Source: RFC 9110 §15.5.4
    Hint: 1
    Step: 12_401_403_404#covered-by-404
    """
    club = Club(client)
    loan, ended, other = club.lent(club.add()[1]), club.lent(club.add()[1]), club.token("member")
    club.back(ended)
    for method in ("GET", "DELETE"):
        seen = []
        for path in (loan, ended, f"/loans/{client.unseen('none')}"):
            answer = club.ask(method, path, other)
            assert answer.status_code == 404
            error = json_object(answer)["error"]
            names = {name.lower() for name, _ in answer.response.headers}
            fields = sorted(error) if isinstance(error, dict) else error
            seen.append((error["message"] if isinstance(error, dict) else error, fields, sorted(names)))
        assert alike(seen) == "the same answer", (
            "A client that can tell the answers apart knows which loans there are."
        )
        for token in (club.card, club.desk):
            assert club.ask("GET", loan, token).status_code == 200
    for one in (ended.rpartition("/")[2], *STRANGE_IDS):
        for method in ("GET", "DELETE"):
            assert club.ask(method, f"/loans/{one}", club.desk).status_code == 404
            assert club.ask(method, f"/loans/{one}", other).status_code == 404


def test_return(client):
    """Returning a game is 204 No Content, the loan no longer exists, and the game is free.

    Row: return
    Source: RFC 9110 §15.3.5
    Hint: 3
    """
    club = Club(client)
    path, item = club.add()
    for token in (club.card, club.token("member", club.name(club.card)), club.desk):
        loan = club.lent(item)
        assert club.ask("DELETE", loan, token).status_code == 204
        for method in ("GET", "DELETE"):
            assert club.ask(method, loan, club.card).status_code == 404
        assert club.show(path)["free"] is True
        assert club.loans() == []


def test_too_many_loans(client):
    """One loan too many in a minute is 429 with a Retry-After that is true.

    Row: limit
    Source: RFC 6585 §4
    Hint: 2
    Step: 15_slow_down#say-when
    """
    club = Club(client)
    games = [club.add()[1] for _ in range(6)]
    for most in (1, 4):
        client.app.config["LOANS_PER_MINUTE"] = most
        first = club.token("member")
        second = club.token("member", club.name(first))
        for _ in range(2):
            for game in games[:most]:
                loan = club.lent(game, first)
                club.now += timedelta(seconds=2.7)
                club.back(loan, first)
            answer = club.lend(games[most], first)
            assert answer.status_code == 429
            wait = assert_wait(answer, 60)
            assert wait >= 60 - 3 * most, (
                "The first loan of this minute counts for 60 seconds, and so long is left of them."
            )
            other = club.lend(games[most], second)
            assert other.status_code == 429, "Two tokens of one member have to share one limit."
            club.now += timedelta(seconds=wait)
            answer = club.lend(games[most], first)
            assert answer.status_code == 201, "The client waited as long as Retry-After said."
            club.back(str(answer.location), first)
            # The next loans are spread over the turn of a minute.
            club.now = club.now.replace(second=55) + timedelta(minutes=3)


def test_what_counts_as_a_loan(client):
    """The limit counts one member's own POST /loans, failed ones too, and nothing else.

    Row: counted
    Source: RFC 6585 §4
    Hint: 2
    Step: 15_slow_down#whom-it-counts
    """
    club = Club(client)
    item, other = club.add()[1], club.token("member")
    client.app.config["LOANS_PER_MINUTE"] = 3
    for _ in range(5):
        assert client.post("/loans", json={"item": item}).status_code == 401
        assert club.ask("GET", "/me", club.card).status_code == 200
        assert club.ask("GET", "/loans", club.card).status_code == 405
        assert club.ask("OPTIONS", "/loans", club.card).status_code in (200, 204)
    loan = club.lent(item)
    assert club.lend(item).status_code == 409
    assert club.ask("POST", "/loans", club.card, json={}).status_code == 422
    answer = club.lend(item)
    assert answer.status_code == 429, "Failed ones count too, else somebody tries out every id."
    wait = assert_wait(answer, 60)
    assert (answer := club.lend(item, other)).status_code == 409, (
        "Two members behind one address have to have a limit each."
        if int(answer.status_code) == 429
        else "Somebody has the game, so nobody else can have it."
    )
    club.back(loan)
    club.now += timedelta(seconds=wait - 1)
    for _ in range(4):
        assert club.lend(item).status_code == 429, "The 60 seconds are not over yet."
    club.now += timedelta(seconds=1)
    assert club.lend(item).status_code == 201, (
        "After the time of Retry-After a place is free: a POST that is refused with 429 must not count."
    )
    for options, code in (
        ({"data": "x", "content_type": "text/plain"}, 415),
        ({"data": "{", "content_type": "application/json"}, 400),
        ({"json": {"item": "x" * MOST}}, 413),
    ):
        poor = club.token("member")
        for _ in range(3):
            assert club.ask("POST", "/loans", poor, **options).status_code == code
        assert club.lend(item, poor).status_code == 429, "Every POST counts, whatever comes of it."


def test_stocktaking(client):
    """A stocktaking is 202 Accepted: the count is made later, and its address tells how far it is.

    Row: stocktaking, status
    Source: RFC 9110 §15.3.3
    Hint: 3
    Step: 06_safe_to_repeat#status-resource
    """
    club = Club(client)
    club.add()
    gone, _ = club.add()
    for more in (1, 2):
        answer = club.take_stock()
        assert answer.status_code == 202
        path = str(answer.location)
        for _ in range(2):
            status = club.ask("GET", path, club.desk)
            assert status.status_code == 200
            body = json_object(status)
            assert (body["state"], body.get("games")) == ("pending", None), (
                "The job has not run yet, so the state has to be pending."
            )
        for _ in range(more):
            club.add()
        club.ask("DELETE", gone, club.desk)
        club.run_job()
        status = club.ask("GET", path, club.desk)
        assert status.status_code == 200
        body = json_object(status)
        assert (body["state"], body["games"]) == ("done", len(club.listed())), (
            "It has to count when the job runs."
        )
    games = len(club.listed())
    both = [str(club.take_stock().location) for _ in range(2)]
    club.run_job(waiting=2)
    club.add()
    for address, state, number in ((both[1], "done", games), (both[0], "pending", None)):
        body = json_object(club.ask("GET", address, club.desk))
        assert (body["state"], body.get("games")) == (state, number), "Each has to have a result of its own."
    club.run_job()
    for one in (client.unseen("none"), *STRANGE_IDS):
        assert club.ask("GET", f"/admin/stocktakings/{one}", club.desk).status_code == 404


def test_maintenance(client):
    """In maintenance the desk is 503 with Retry-After; what runs the server stays open.

    Row: maintenance
    Source: RFC 9110 §15.6.4
    Hint: 2
    Step: 16_our_fault#closed-for-now
    """
    club = Club(client)
    path, item = club.add()
    loan = club.lent(item)
    _, other = club.add()
    asked = [("GET", "/items", {}), ("GET", path, {}), ("GET", "/me", {}), ("GET", loan, {})]
    asked += [("POST", "/items", {"json": club.game()}), ("POST", "/loans", {"json": {"item": other}})]
    asked += [("PUT", path, {"json": club.game(), "headers": {"If-Match": "*"}})]
    asked += [("DELETE", loan, {}), ("DELETE", path, {})]
    before = club.listed()
    for _ in range(2):
        club.switch(True)
        club.switch(True)
        for method, address, options in asked:
            answer = club.ask(method, address, club.desk, **options)
            assert answer.status_code == 503
            assert_wait(answer)
            assert client.options(address).status_code in (200, 204)
        assert client.get("/health").status_code == 200
        answer = club.take_stock()
        assert answer.status_code == 202
        assert club.ask("GET", str(answer.location), club.desk).status_code == 200
        assert club.ask("PUT", "/admin/maintenance", club.card, json={"on": False}).status_code == 403
        club.switch(False)
        assert club.listed() == before, "Nothing may be done while the desk is closed."
        assert club.ask("GET", loan, club.card).status_code == 200


def test_wrong_address(client):
    """An address that no row names is 404 Not Found, before anything else is looked at.

    Row: wrong-address
    Source: RFC 9110 §15.5.5
    Hint: 2
    Step: 12_401_403_404#where-the-guard-stands
    """
    club = Club(client)
    path, _ = club.add()
    word = client.unseen("none")
    below = [f"{one}/{word}" for one in (path, "/loans/1", "/me", "/health", "/admin/stocktakings/1")]
    for address in ("/", f"/{word}", "/Items", "/admin", f"/admin/{word}", "/admin/maintenance/on", *below):
        for method in ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"):
            assert client.open(address, method).status_code == 404
            for token in (club.desk, club.card, "unknown"):
                assert club.ask(method, address, token).status_code == 404
        for options in ({"data": word, "content_type": "text/plain"}, {"json": []}):
            assert client.post(address, **options).status_code == 404
            assert client.put(address, **options).status_code == 404
        assert client.get(address, headers={"Authorization": "Basic eDp5"}).status_code == 404


def test_wrong_method(client):
    """A wrong method is 405, before anything else; Allow lists the right ones, even for OPTIONS.

    Row: wrong-method, options
    Source: RFC 9110 §15.5.6, §9.3.7
    Hint: 2
    Step: 11_state_of_things#not-this-method
    """
    club = Club(client)
    for address, methods in addresses(club).items():
        for method in ("PATCH", "PUT", "POST", "DELETE", "GET", "HEAD"):
            if method in methods or method == "HEAD" and "GET" in methods:
                continue
            for options in ({}, {"data": "x", "content_type": "text/plain"}, {"json": []}):
                answer = client.open(address, method, **options)
                assert answer.status_code == 405
                assert answer.allow - {"HEAD", "OPTIONS"} == methods
            for token in (club.card, "unknown"):
                assert club.ask(method, address, token).status_code == 405
        answer = client.options(address)
        assert answer.status_code in (200, 204), "A browser asks this first, and never with a token."
        assert answer.allow - {"HEAD", "OPTIONS"} == methods


def test_shelf_down(client):
    """When the shelf cannot be reached the answer is 503 with Retry-After; later all is well.

    Row: down
    Source: RFC 9110 §15.6.4
    Hint: 3
    Step: 16_our_fault#who-has-failed
    """
    club = Club(client)
    path, item = club.add()
    for error in client.exceptions(*UNREACHABLE):
        club.shelf.fail(error)
        for answer in (
            client.get("/items"),
            client.get(path),
            club.save(path, "*"),
            club.ask("DELETE", path, club.desk),
            club.ask("POST", "/items", club.desk, json=club.game()),
            club.lend(item),
        ):
            assert answer.status_code == 503
            assert_wait(answer)
        club.shelf.fail(None)
        assert client.get(path).status_code == 200


def test_shelf_fails_in_the_middle(client):
    """Wherever in a request the shelf fails, nothing has changed.

    Row: whole
    Source: RFC 9110 §15.6.1
    Hint: 3
    """
    club = Club(client)
    changes = changing(club)
    for error, code in ((ConnectionError("planted"), 503), (RuntimeError("planted"), 500)):
        for uses in range(6):
            for send in changes:
                before = club.listed(), club.loans()
                club.shelf.fail(error, after=uses)
                answer = send()
                club.shelf.fail(None)
                if answer.status_code < 300:
                    continue
                assert answer.status_code == code
                assert (club.listed(), club.loans()) == before, (
                    "The client was told that it failed, so no loan and no game may have changed."
                )


def test_crash(client):
    """A bug is 500 Internal Server Error, and its traceback is in the log.

    Row: crash
    Source: RFC 9110 §15.6.1
    Hint: 3
    Step: 14_handlers#broken-inside
    """
    club = Club(client)
    path, item = club.add()
    for error in BUGS:
        text = f"planted{client.number(10**8, 10**9)}"
        club.shelf.fail(error(text))
        with client.log() as log:
            answers = [client.get("/items"), client.get(path), club.lend(item), club.save(path, "*")]
            answers += [club.ask("DELETE", path, club.desk)]
            answers += [club.ask("POST", "/items", club.desk, json=club.game())]
        club.shelf.fail(None)
        for answer in answers:
            assert answer.status_code == 500, (
                f"{error.__name__} is a bug of the server: no client can repair it, and no waiting helps."
            )
        told = [entry for entry in log.texts() if "Traceback" in entry and text in entry]
        logged = "the traceback" if len(told) >= len(answers) else "no traceback"
        assert logged == "the traceback", "Without a traceback in the log nobody can repair it."
        assert client.get("/items").status_code == 200


def test_one_shape(client):
    """Every error has one shape: JSON with code, message and time.

    Row: shape
    Source: RFC 9110 §15.5
    Hint: 1
    Step: 13_error_bodies#beyond-your-helper
    """
    club = Club(client)
    zones = cycle(ZONES)
    for answer in errors(refusals(club, f"plum{client.number(10**8, 10**9)}")):
        assert answer.mimetype == "application/json"
        error = json_object(answer)["error"]
        assert kind(error) == "an object", (
            "`error` has to be an object, with `code`, `message` and `time` in it."
        )
        assert kind(error["code"]) == "a number", "`code` has to be a number."
        assert answer.status_code == error["code"], "Body and status line have to tell the same code."
        seen = "words" if text_of(error["message"]).strip() else "an empty text"
        assert seen == "words", "`message` is shown to a person, so it needs words."
        assert_near(error["time"], club.now)
        club.now = (club.now + timedelta(hours=5)).astimezone(next(zones))


def test_errors_keep_secrets(client):
    """No error repeats a token, what was sent, or the text of an exception.

    Row: silent
    Source: RFC 9110 §15.6, §17.7
    Hint: 3
    Step: 13_error_bodies#what-stays-inside
    """
    club = Club(client)
    secret = f"plum{client.number(10**8, 10**9)}"
    for answer in errors(refusals(club, secret)):
        headers = "\n".join(f"{name}: {value}" for name, value in answer.response.headers)
        text = answer.data.decode("utf-8", "replace") + headers
        marks = {token: "a token" for token in club.tokens}
        marks |= {mark: "what was sent or raised" for mark in (secret, str(number_in(secret)))}
        held = next((name for mark, name in marks.items() if mark in text), "nothing of it")
        assert held == "nothing of it", (
            "An error is shown, sent on, and written into logs. What is in it is no longer a secret."
        )


def test_no_deprecated_calls(client):
    """The app is loaded and used without a DeprecationWarning.

    Row: warnings
    Source: Python documentation, warnings; pydantic 2 migration guide
    Hint: 3
    """
    with warnings.catch_warnings(record=True) as seen:
        warnings.simplefilter("always")
        fresh = client.fresh()
        club = Club(fresh)
        path, item = club.add()
        club.lend(item)
        fresh.get(f"/{client.unseen('none')}")
        club.ask("POST", "/items", club.desk, json={})
        club.save(path, "*")
        club.take_stock()
    texts = [str(one.message)[:80] for one in seen if issubclass(one.category, DeprecationWarning)]
    assert texts == [], "What is deprecated will be removed, and then the app does not start."
