"""The course in Codespaces, Gitpod and code-server, simulated: their variables, and reported headers."""

from __future__ import annotations

import http.client
import json
import re

import pytest

from course.terminal.engines import Shown, shown_at
from tests.terminal.conftest import ROOT
from tests.terminal.test_serve import served

CODESPACES = {
    "CODESPACES": "true",
    "CODESPACE_NAME": "octocat-literate-space-parakeet-mld5",
    "GITHUB_CODESPACES_PORT_FORWARDING_DOMAIN": "app.github.dev",
}
GITPOD = {"GITPOD_WORKSPACE_URL": "https://amber-fox-123.ws-eu1.gitpod.io"}
CODE_SERVER = {"VSCODE_PROXY_URI": "https://desk.example:8443/me/proxy/{{port}}/"}


@pytest.mark.parametrize(
    ("environ", "url"),
    [
        (CODESPACES, "https://octocat-literate-space-parakeet-mld5-8000.app.github.dev"),
        (GITPOD, "https://8000-amber-fox-123.ws-eu1.gitpod.io"),
        (CODE_SERVER, "https://desk.example:8443/me/proxy/8000"),
        ({"VSCODE_PROXY_URI": "http://{{port}}.desk.example"}, "http://8000.desk.example"),
        ({}, ""),
        ({**CODESPACES, "CODESPACES": ""}, ""),
        ({**CODESPACES, "CODESPACE_NAME": "evil.example/?"}, ""),
        ({"GITPOD_WORKSPACE_URL": "https://a:b@evil.example"}, ""),
        ({"VSCODE_PROXY_URI": "./proxy/{{port}}"}, ""),
        ({"VSCODE_PROXY_URI": "https://{{port}}-{{host}}/"}, ""),
        ({"VSCODE_PROXY_URI": "https://desk.example/"}, ""),
        ({"VSCODE_PROXY_URI": "https://a:b@desk.example/{{port}}"}, ""),
    ],
)
def test_what_an_engine_says_becomes_an_address(environ, url):
    assert (shown_at(8000, environ) or Shown("")).url == url


def answers(port: int, key: str, path: str, host: str, **headers: str) -> tuple[int, int]:
    """The status of a page and of a form that a page sent, with the headers of a proxy."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    found = []
    for method, body in (("GET", ""), ("POST", "theme=dark&back=%2F")):
        connection.putrequest(method, f"{path}/theme" if body else f"{path}/", skip_host=True)
        sent = {"Host": host, "Authorization": f"Bearer {key}", "Content-Length": str(len(body))}
        sent |= {"Content-Type": "application/x-www-form-urlencoded"} | (headers if body else {})
        for name, value in sent.items():
            connection.putheader(name.replace("_", "-"), value)
        connection.endheaders(body.encode())
        answer = connection.getresponse()
        answer.read()
        found.append(answer.status)
    connection.close()
    return found[0], found[1]


def of(address: str) -> tuple[int, str, str]:
    """The port, the host and the key in the address that was printed."""
    port = re.search(r"(?:^https://|-|/proxy/)(\d+)(?=[-./])", address)
    assert port, address
    return int(port[1]), address.split("/")[2], address.split("?key=")[1]


@pytest.mark.sockets
def test_codespaces_whichever_way_its_proxy_writes_host_and_origin(root):
    with served(root, "--port", "0", **CODESPACES) as address:
        port, public, key = of(address)
        local, evil = f"localhost:{port}", "https://evil.example"
        assert address == f"https://{public}/?key={key}"

        def found(host: str, origin: str, site: str = "same-origin") -> tuple[int, int]:
            return answers(port, key, "", host, Origin=origin, Sec_Fetch_Site=site, X_Forwarded_Host=public)

        # As reported: Host is the public one or localhost, Origin is the public one or localhost.
        for host in (local, public):
            for origin in (f"http://{local}", f"https://{local}", f"https://{public}"):
                assert found(host, origin) == (200, 303), (host, origin)
        # A page of somebody else: its Origin comes as it is, and browsers say that it is another site.
        assert found(local, evil, "cross-site") == (200, 403)
        assert found(public, f"http://{local}", "cross-site") == (200, 403)
        assert found(public, f"https://{public.replace(str(port), '9999')}", "same-site") == (200, 403)
        assert found(public, f"http://localhost:{port + 1}") == (200, 403)
        assert found("evil.example", f"https://{public}") == (403, 403)
        assert found(f"evil.example:{port}", f"http://evil.example:{port}") == (403, 403)
        assert answers(port, "wrong", "", public, Origin=f"https://{public}") == (401, 401)


@pytest.mark.sockets
@pytest.mark.parametrize(("environ", "path"), [(GITPOD, ""), (CODE_SERVER, "/me/proxy/{}")])
@pytest.mark.parametrize("cut_off", [True, False])
def test_engines_that_hand_on_the_public_host(root, environ, path, cut_off):
    with served(root, "--port", "0", **environ) as address:
        port, public, key = of(address)
        prefix = path.format(port)
        assert address == f"https://{public}{prefix}/?key={key}"
        asked = "" if cut_off else prefix
        assert answers(port, key, asked, public, Origin=f"https://{public}") == (200, 303)
        assert answers(port, key, asked, public, Origin=f"http://localhost:{port}") == (200, 403)
        assert answers(port, key, asked, public, Origin="https://evil.example") == (200, 403)
        assert answers(port, key, asked, "evil.example", Origin=f"https://{public}") == (403, 403)


@pytest.mark.sockets
def test_what_a_person_says_comes_before_what_an_engine_says(root):
    with served(root, "--port", "0", "--url", "/", **CODESPACES) as address:
        assert address.startswith("http://127.0.0.1:")
    with served(root, "--port", "0", COURSE_URL="https://desk.example/c", **CODESPACES) as address:
        assert address.startswith("https://desk.example/c/?key=")


#: What the metadata reference of containers.dev has, as far as it is used here.
KNOWN = {
    "name": str,
    "image": str,
    "updateContentCommand": str,
    "postAttachCommand": str,
    "forwardPorts": list,
    "portsAttributes": dict,
    "otherPortsAttributes": dict,
    "customizations": dict,
}
ON_FORWARD = {"notify", "openBrowser", "openBrowserOnce", "openPreview", "silent", "ignore"}


def test_the_dev_container_is_written_as_its_reference_has_it():
    text = (ROOT / ".devcontainer" / "devcontainer.json").read_text(encoding="utf-8")
    found = json.loads(re.sub(r"^\s*//.*$", "", text, flags=re.MULTILINE))
    assert {name: type(value) for name, value in found.items()} == {name: KNOWN[name] for name in found}
    version = re.fullmatch(r"mcr\.microsoft\.com/devcontainers/python:3\.(\d+)", found["image"])
    assert version and int(version[1]) >= 11
    assert found["forwardPorts"] == [8000]
    attributes = [*found["portsAttributes"].values(), found["otherPortsAttributes"]]
    assert set(found["portsAttributes"]) == {"8000"}
    for one in attributes:
        assert set(one) <= {"label", "onAutoForward", "protocol"} and one["onAutoForward"] in ON_FORWARD
    assert set(found["customizations"]) == {"vscode"}
    for name in ("updateContentCommand", "postAttachCommand"):
        assert found[name].startswith("python3 run.py ")


def test_the_commands_of_the_dev_container_are_verbs_of_the_course():
    from course.terminal.main import VERBS

    text = (ROOT / ".devcontainer" / "devcontainer.json").read_text(encoding="utf-8")
    named = re.findall(r"python3 run\.py (\w+)", text)
    assert named and set(named) <= {verb.name for verb in VERBS}
