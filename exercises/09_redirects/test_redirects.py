"""Checks: each redirect says for how long it holds, and what becomes of the method and the content."""

from __future__ import annotations

import re
from urllib.parse import parse_qsl, quote, urljoin, urlsplit

HERE = "http://localhost"
REDIRECTS = (301, 302, 303, 307, 308)
#: Targets in which each sign is there for somebody who takes it for something else.
AWKWARD_TARGETS = (
    "http://bus.example:8080/%7Euser/a+b;c=1,d?q=a'b&x=(1)!*~$@#/part?x",
    "https://bus.example/share?u=http://other.example/%3Fy%3D1&v1=/l/k1",
    "http://bus.example",
    "https://bus.example/lines/",
)
#: Queries with names and values that a server may take for its own.
AWKWARD_QUERIES = (
    "code=7&code=8&_external=1&_anchor=x&_scheme=ftp&_method=PUT",
    "endpoint=e&values=v&self=s&path=p&filename=f",
    "from=v1&back=/v1/links&old=/l/k1",
    "a=x%26y&b=%23top&c=1%2B1&d=&e",
)


def new_target(client):
    """Return a long address that the learner has not seen, in ASCII."""
    line, stop = quote(client.unseen("line")), client.number(1, 900)
    return f"https://bus.example/{line}/a%2Fb?stop={stop}&x=%C3%A9#times"


def send_form(client, **fields):
    """Send the form of the clerks."""
    return client.post("/links", data=fields)


def link_at(client, answer, why=""):
    """Return the link on the page that an answer leads to."""
    found = client.follow(answer)
    assert found.status_code == 200, (
        f"{why}The answer leads to {str(answer.location)!r}, but no page of a link is there."
    )
    return object_in(found)


def complete_form(client, target="", **fields):
    """Send a form that names no page to land on, and assert that it is not refused."""
    answer = send_form(client, target=target or new_target(client), **fields)
    if 400 <= answer.status_code < 500:
        assert answer.status_code == 303, (
            "This form names no page to land on, and it need not: 303 leads to the page of the new link."
        )
    return answer


def object_in(answer):
    """Return the JSON object in a body."""
    body = answer.json
    assert isinstance(body, dict), "The body has to be one JSON object."
    return body


def stored_link(client, target=""):
    """Store a link through version 2 of the API, and return its code and its target."""
    target = target or new_target(client)
    answer = client.post("/v2/links", json={"target": target})
    assert answer.status_code == 201, "POST /v2/links worked in the file you were given. Keep it working."
    code = object_in(answer)["code"]
    assert isinstance(code, str), "A code has to be a string: letters and digits."
    return code, target


def codes_between(first, last):
    """Return the codes between two codes that count up, nothing where they do not count."""
    ends = [re.fullmatch(r"(.*?)(0|[1-9][0-9]{0,8})", str(code)) for code in (first, last)]
    if not all(ends) or ends[0][1] != ends[1][1]:
        return None
    numbers = range(int(ends[0][2]) + 1, int(ends[1][2]))
    return [f"{ends[0][1]}{number}" for number in numbers[:3]] if int(ends[1][2]) > int(ends[0][2]) else None


def targets_at(client, codes):
    """Return the targets on the pages of these codes."""
    pages = [client.get(f"/links/{code}") for code in codes or ()]
    return [
        page.json.get("target") for page in pages if page.status_code == 200 and isinstance(page.json, dict)
    ]


def browser_goes_to(location, path):
    """Return the host and the path where a browser arrives, by the rules of browsers for sloppy URLs."""
    text = re.sub(r"[\t\r\n]", "", location).strip(" ").replace("\\", "/")
    text = re.sub(r"^(https?):/*(?!/)", r"\1://", text, flags=re.IGNORECASE)
    text = re.sub(r"^/{2,}", "//", text)
    target = urlsplit(urljoin(HERE + path, text))
    return f"{target.scheme}://{target.netloc.lower()}", target.path


def pairs_of(location):
    """Return names and values of the query, sorted: the order is not looked at."""
    return sorted(parse_qsl(urlsplit(location).query, keep_blank_values=True))


def test_form_is_answered_see_other(client):
    """A form that stored a link is answered 303 See Other.

    Row: create
    Source: RFC 9110 §15.4.4
    Hint: 1
    Step: 07_redirects#see-other
    """
    assert complete_form(client).status_code == 303
    assert complete_form(client, next="").status_code == 303


def test_form_leads_to_the_new_link(client):
    """Each form leads to the page of the link that it stored.

    Row: create, page
    Source: RFC 9110 §15.4.4
    Hint: 1
    Step: 07_redirects#see-other
    """
    targets = [new_target(client), new_target(client)]
    answers = [complete_form(client, target) for target in targets]
    codes = set()
    for answer, target in zip(answers, targets, strict=True):
        if answer.status_code not in REDIRECTS:
            assert answer.status_code == 303
        link = link_at(client, answer)
        assert link["target"] == target, (
            "The clerk does not arrive at the page of the link that was just sent."
        )
        codes.add(str(link["code"]))
        assert str(answer.location) == f"/links/{link['code']}", "The page of a link is /links/<code>."
    assert len(codes) == 2, "Two forms are two links, and each has to have a code of its own."


def test_next_on_this_site_is_kept(client):
    """A "next" on this site is where the clerk lands, with its query.

    Row: back, create
    Source: RFC 9110 §10.2.2
    Hint: 3
    Step: 07_redirects#open-redirect
    """
    word = f"p{client.number(1000, 9999)}"
    before, _ = stored_link(client)
    for wanted in (
        "/links",
        "/Desk/Page-7.html",
        "/help/http",
        "/bus.example/links",
        "/links?Page=2&tag=A1&tag=b2",
        f"/{word}",
        f"/desk/my_{word}.html",
        f"/desk/{word}/",
        f"/links?page=2&tag={word}",
        f"/_{word}",
        f"/-/.{word}",
    ):
        answer = send_form(client, target=new_target(client), next=wanted)
        assert answer.status_code == 303
        assert str(answer.location) == wanted, "This page is on the town's own site. The clerk asked for it."
    after = link_at(client, complete_form(client))["code"]
    assert codes_between(before, after) != [], (
        f"{after!r} is the code that comes after {before!r}. The forms with a `next` between them have made "
        "no link. A form makes its link, wherever the clerk lands."
    )


def test_next_never_leaves_the_site(client):
    """A "next" that leads off the site never reaches Location.

    Row: stay
    Source: RFC 9110 §17.4
    Hint: 3
    Step: 07_redirects#open-redirect
    """
    word = f"w{client.number(1000, 9999)}"
    away = (
        f"https://{word}.example/",
        f"HTTPS://{word}.example",
        f"https:{word}.example",
        f"//{word}.example/links",
        f"http://localhost@{word}.example/",
        f"http://localhost.{word}.example/links",
        f" //{word}.example",
        f"/\t/{word}.example",
        f"/\n/{word}.example",
        f"/\r\n/{word}.example/",
        f"\t//{word}.example",
        f"javascript:{word}()",
        f"JavaScript:{word}()",
        f"///{word}.example/links",
        f"////{word}.example/links",
    )
    for wanted in away:
        target = new_target(client)
        answer = send_form(client, target=target, next=wanted)
        assert answer.status_code in (303, 400), (
            f"For `next` {wanted!r} the contract leaves two ways: to the page of the new link, or 400."
        )
        if answer.status_code == 400:
            assert object_in(answer)["error"], "`error` has to say that `next` leads away."
            client.remark("400 is right too: the form asked for something that the town does not do.")
            continue
        site, path = browser_goes_to(str(answer.headers["Location"]), "/links")
        assert site == HERE, (
            f"The form said `next` {wanted!r}. A browser that follows this Location leaves the town's site."
        )
        link = link_at(
            client, answer, f"The form said `next` {wanted!r}, which a browser may read otherwise. "
        )
        assert link["target"] == target and path == f"/links/{link['code']}", (
            f"The form said `next` {wanted!r}. Without it the clerk has to land on the page of the new link."
        )
    answer = send_form(client, target=new_target(client), next=f"/desk/{word}")
    assert str(answer.location) == f"/desk/{word}", (
        "A `next` on this site still has to be where the clerk lands."
    )


def test_visit_leads_to_the_target_this_time(client):
    """A short address leads to its target for this time: 302 or 307.

    Row: visit
    Source: RFC 9110 §15.4.3
    Hint: 1
    Step: 07_redirects#for-good-or-for-now
    """
    stored = [stored_link(client, target) for target in ("", *AWKWARD_TARGETS, "")]
    for by_form in (new_target(client), *AWKWARD_TARGETS):
        stored.append((link_at(client, complete_form(client, by_form))["code"], by_form))
    for code, target in stored + stored:
        answer = client.get(f"/{code}")
        assert answer.status_code in (302, 307)
        assert answer.headers["Location"] == target, (
            "The poster has to lead to the target as the clerk wrote it."
        )


def test_unknown_link_is_not_found(client):
    """A code that was never given out is answered 404 with a JSON error.

    Row: unknown
    Source: RFC 9110 §15.5.5
    Hint: 1
    """
    code, _ = stored_link(client)
    answer = client.get(f"/{code}{client.number(100_000, 900_000)}")
    assert answer.status_code == 404
    assert object_in(answer)["error"], "`error` has to say what is not there."
    assert client.get(f"/{code}").status_code < 400


def test_old_page_has_moved_for_good(client):
    """The old address of a page is answered 301 or 308 and leads to the page.

    Row: moved, page
    Source: RFC 9110 §15.4.2
    Hint: 1
    Step: 07_redirects#for-good-or-for-now
    """
    for _ in range(2):
        code, target = stored_link(client)
        answer = client.get(f"/l/{code}")
        if answer.status_code == 200:
            assert answer.status_code in (301, 308), (
                "200 says that the page is here. A client does not learn from it that the page has moved."
            )
        assert answer.status_code in (301, 308)
        assert str(answer.location) == f"/links/{code}", "The page of a link is /links/<code> now."
        link = object_in(client.follow(answer))
        assert link["code"] == code, "The old address of a link has to lead to the page of the same link."
        assert link["target"] == target, "The page has to show the target of its link."


def test_old_page_keeps_its_query(client):
    """The query that was sent to the old address is in the new one.

    Row: moved
    Source: RFC 9110 §10.2.2
    Hint: 2
    Step: 07_redirects#server-points
    """
    code, _ = stored_link(client)
    for query in (
        f"lang={quote(client.unseen('de'))}",
        f"a={client.number(1, 99)}&b=&a=x%26y",
        *AWKWARD_QUERIES,
    ):
        answer = client.get(f"/l/{code}?{query}")
        if answer.status_code not in REDIRECTS:
            assert answer.status_code in (301, 308)
        location = str(answer.location)
        assert location.partition("?")[0] == f"/links/{code}", "Only the way to the page has changed."
        assert pairs_of(location) == pairs_of(f"?{query}"), (
            "A client follows Location and nothing else: what is not in it is lost."
        )


def test_api_keeps_method_and_content(client):
    """Version 1 of the API is answered 307 or 308, and the same request makes the link in version 2.

    Row: v1, v2
    Source: RFC 9110 §15.4.9
    Hint: 1
    Step: 07_redirects#keep-the-method
    """
    before, _ = stored_link(client)
    for _ in range(2):
        sent = {"target": new_target(client)}
        answer = client.post("/v1/links", json=sent)
        assert answer.status_code in (307, 308)
        assert str(answer.location) == "/v2/links", "Version 1 has moved to /v2/links, and no query was sent."
        made = client.post(str(answer.location), json=sent)
        assert made.status_code == 201
        link = object_in(made)
        assert link["target"] == sent["target"], "The link has to be made of the JSON that was sent again."
        assert str(made.location) == f"/links/{link['code']}", "The page of a link is /links/<code>."
        assert link_at(client, made)["target"] == sent["target"], (
            "A client has to be able to read the link that version 2 has made."
        )
        twice = sent["target"] in targets_at(client, codes_between(before, link["code"]))
        assert not twice, (
            "The client follows the redirect, so version 2 makes its link. Version 1 has made one as well: "
            "now there are two."
        )
        before = link["code"]


def test_api_keeps_its_query(client):
    """The query that was sent to version 1 arrives at version 2, repeated names and all.

    Row: v1-query, v2
    Source: RFC 9110 §10.2.2
    Hint: 2
    Step: 07_redirects#keep-the-method
    """
    tags = [f"bus{client.number(1, 99)}", client.unseen("tram"), "a&b=c"]
    query = "&".join(f"tag={quote(tag)}" for tag in tags) + f"&by=desk{client.number(1, 9)}"
    sent = {"target": new_target(client)}
    for sent_query in (*AWKWARD_QUERIES, query):
        answer = client.post(f"/v1/links?{sent_query}", json=sent)
        if answer.status_code not in REDIRECTS:
            assert answer.status_code in (307, 308)
        location = str(answer.location)
        assert location.partition("?")[0] == "/v2/links", "Version 1 has moved to /v2/links."
        assert pairs_of(location) == pairs_of(f"?{sent_query}"), (
            "The program sent these names and values to version 1. Whatever is not in Location never arrives."
        )
    made = object_in(client.post(location, json=sent))
    assert isinstance(made["tags"], list), "`tags` has to be the list of the tags."
    assert sorted(map(str, made["tags"])) == sorted(tags), (
        "Every tag of the query has to be a tag of the link."
    )
