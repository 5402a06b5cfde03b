"""What servers in front send: every honest form is let in, and no page of another site.

The forms of GitHub Codespaces are those that its users reported: Host as the browser has it or localhost,
Origin with localhost in place of its own origin, with either scheme.
"""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from course.site.app import create_app
from course.terminal.forwarding import forwarded

PORT = 8000
KEY = "the-key-of-a-test-1234567890"
CODESPACES = {"CODESPACES": "true", "CODESPACE_NAME": "fluffy-fish-abc"}
GITPOD = {"GITPOD_WORKSPACE_URL": "https://amber-fox-123.ws-eu1.gitpod.io"}
CODE_SERVER = {"VSCODE_PROXY_URI": "https://code.example/proxy/{{port}}/"}
CS = f"fluffy-fish-abc-{PORT}.app.github.dev"
GP = f"{PORT}-amber-fox-123.ws-eu1.gitpod.io"
TUNNEL = f"abc-{PORT}.euw.devtunnels.ms"


@dataclass(frozen=True)
class Sent:
    """A request as it arrives behind a server."""

    told: dict[str, str] | str
    host: str
    origin: str
    site: str = "same-origin"
    forwarded: str = ""

    def headers(self):
        named = {"X-Forwarded-Host": self.forwarded, "X-Forwarded-Proto": "https"} if self.forwarded else {}
        return {"Host": self.host, "Authorization": f"Bearer {KEY}", **named}

    def form_headers(self):
        told = {"Sec-Fetch-Site": self.site} if self.site else {}
        return {**self.headers(), "Origin": self.origin, **told}


HERE = f"http://127.0.0.1:{PORT}"
HONEST = {
    "direct": Sent("", f"127.0.0.1:{PORT}", HERE),
    "direct, while a codespace is named": Sent(CODESPACES, f"127.0.0.1:{PORT}", HERE),
    "Codespaces, Host and Origin localhost": Sent(
        CODESPACES, f"localhost:{PORT}", f"http://localhost:{PORT}", forwarded=CS
    ),
    "Codespaces, Origin localhost with https": Sent(
        CODESPACES, f"localhost:{PORT}", f"https://localhost:{PORT}", forwarded=CS
    ),
    "Codespaces, Host public, Origin localhost": Sent(
        CODESPACES, CS, f"http://localhost:{PORT}", forwarded=CS
    ),
    "Codespaces, Host public, Origin localhost with https": Sent(
        CODESPACES, CS, f"https://localhost:{PORT}", forwarded=CS
    ),
    "Codespaces, Host and Origin public": Sent(CODESPACES, CS, f"https://{CS}", forwarded=CS),
    "Gitpod": Sent(GITPOD, GP, f"https://{GP}", forwarded=GP),
    "code-server": Sent(CODE_SERVER, "code.example", "https://code.example"),
    "dev tunnel": Sent(f"https://{TUNNEL}", TUNNEL, f"https://{TUNNEL}", forwarded=TUNNEL),
    "nginx, Host passed on": Sent(
        "https://learn.example", "learn.example", "https://learn.example", forwarded="learn.example"
    ),
    "nginx, its own Host": Sent("https://learn.example", f"127.0.0.1:{PORT}", "https://learn.example"),
    "nginx, whose address has a port": Sent(
        "https://learn.example:8443", "learn.example:8443", "https://learn.example:8443"
    ),
}
ATTACKS = {
    "DNS rebinding": Sent(CODESPACES, f"evil.example:{PORT}", f"http://evil.example:{PORT}"),
    "another site's page, Host of loopback": Sent(
        CODESPACES, f"127.0.0.1:{PORT}", "https://evil.example", "cross-site"
    ),
    "another site's page, old browser": Sent(CODESPACES, f"127.0.0.1:{PORT}", "https://evil.example", ""),
    "another site's page through Codespaces": Sent(
        CODESPACES, f"localhost:{PORT}", "https://evil.example", "cross-site", CS
    ),
    "a page of the learner's own localhost": Sent(
        CODESPACES, CS, f"http://localhost:{PORT}", "cross-site", CS
    ),
    "the same, old browser": Sent(CODESPACES, CS, f"http://localhost:{PORT}", "", CS),
    "another port of the codespace": Sent(
        CODESPACES, CS, "https://fluffy-fish-abc-9999.app.github.dev", "same-site", CS
    ),
    "another port of localhost": Sent(CODESPACES, CS, "http://localhost:9999", "same-site", CS),
    "X-Forwarded-Host forged": Sent(CODESPACES, "evil.example", f"https://{CS}", forwarded=CS),
    "localhost where no codespace is": Sent(
        "https://learn.example", "learn.example", f"https://localhost:{PORT}", "same-origin"
    ),
    "the named host without TLS": Sent("https://learn.example", "learn.example", "http://learn.example"),
}
#: Those that come without a Host of the site; the others may read what they cannot see.
REFUSED_AT_ONCE = {"DNS rebinding", "X-Forwarded-Host forged"}


@pytest.fixture
def client_told(settings):
    """Return a function that makes a client of a site that was told where it is reached."""
    apps = []

    def told(where):
        found = forwarded(PORT, where) if isinstance(where, dict) else None
        url = found.url if found else where
        rewritten = found.rewritten if found else ()
        apps.append(create_app({**settings, "KEY": KEY, "URL": url, "REWRITTEN_ORIGINS": rewritten}))
        return apps[-1].test_client()

    yield told
    for app in apps:
        app.extensions["course"].close()


def ask(client, sent):
    """Return the codes of a page and of a form that changes something."""
    page = client.get("/lessons/", headers=sent.headers())
    form = {"theme": "dark", "back": "/"}
    return page.status_code, client.post("/theme", data=form, headers=sent.form_headers()).status_code


@pytest.mark.parametrize("name", HONEST)
def test_what_an_honest_server_sends_is_let_in(client_told, name):
    assert ask(client_told(HONEST[name].told), HONEST[name]) == (200, 303)


@pytest.mark.parametrize("name", ATTACKS)
def test_what_an_attack_sends_is_refused(client_told, name):
    page, form = ask(client_told(ATTACKS[name].told), ATTACKS[name])

    assert form == 403
    assert page == (403 if name in REFUSED_AT_ONCE else 200)


def test_where_environments_make_a_port_reachable():
    assert forwarded(PORT, CODESPACES).url == f"https://{CS}"
    other = {**CODESPACES, "GITHUB_CODESPACES_PORT_FORWARDING_DOMAIN": "forward.example"}
    assert forwarded(9000, other).url == "https://fluffy-fish-abc-9000.forward.example"
    assert forwarded(PORT, GITPOD).url == f"https://{GP}"
    assert forwarded(PORT, CODE_SERVER).url == f"https://code.example/proxy/{PORT}/"


@pytest.mark.parametrize(
    "variables",
    [
        {},
        {"CODESPACE_NAME": "fluffy-fish-abc"},
        {"CODESPACES": "true", "CODESPACE_NAME": "a.evil.example/"},
        {"GITPOD_WORKSPACE_URL": "https://a/b?c"},
        {"VSCODE_PROXY_URI": "./proxy/{{port}}/"},
        {"VSCODE_PROXY_URI": "https://code.example/"},
    ],
)
def test_variables_that_name_no_address_are_left_alone(variables):
    assert forwarded(PORT, variables).url == ""
