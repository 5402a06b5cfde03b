"""One request in the words of other tools."""

from __future__ import annotations

from course.values.snippets import httpie, python_requests, snippets
from course.values.wire import Request


def test_snippets_say_the_same_request():
    request = Request("POST", "/a?b=1&c", (("X-It", "it's"), ("X-Empty", "")), '{"name": "Zoë"}'.encode())

    assert "X-Empty;" in httpie(request) and "Content-Type:" in httpie(request)
    scope: dict[str, object] = {}
    sent = []
    code = python_requests(request).replace("import requests", "")
    fake = type("R", (), {"request": staticmethod(lambda *a, **k: sent.append((a, k)) or Answer)})
    exec(code, {"requests": fake, "print": lambda *_: None}, scope)
    assert sent == [
        (
            ("POST", "http://127.0.0.1:5000/a?b=1&c"),
            {"headers": dict(request.headers), "data": request.body, "allow_redirects": False},
        )
    ]
    assert [snippet.tool for snippet in snippets(request)] == ["curl", "HTTPie", "Python, requests"]


class Answer:
    status_code, reason, headers, text = 200, "OK", {}, ""
