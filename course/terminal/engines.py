"""The address at which a known engine shows a port of this machine, from what it says in the environment.

Sources: GitHub's list of default environment variables of a codespace; Gitpod's documentation of its
variables; code-server's proxy-uri patch, which gives its terminals VSCODE_PROXY_URI.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

#: A name, or names with dots between them, as they stand in a host.
HOST = re.compile(r"[a-z0-9-]+(\.[a-z0-9-]+)*", re.IGNORECASE | re.ASCII)


@dataclass(frozen=True)
class Shown:
    """Where an engine shows a port."""

    url: str
    #: Origins that its proxy writes in place of the one of that address.
    origins: tuple[str, ...] = ()


def shown_at(port: int, environ: Mapping[str, str]) -> Shown | None:
    """Return where the engine that this process runs in shows a port, None when none is known."""
    for find in (_codespaces, _gitpod, _code_server):
        found = find(port, environ)
        if found is not None:
            return found
    return None


def _codespaces(port: int, environ: Mapping[str, str]) -> Shown | None:
    name = environ.get("CODESPACE_NAME", "")
    domain = environ.get("GITHUB_CODESPACES_PORT_FORWARDING_DOMAIN", "app.github.dev")
    if environ.get("CODESPACES") != "true" or not HOST.fullmatch(f"{name}.{domain}"):
        return None
    # Its proxy writes this machine's own address into an Origin that is the public one, with either scheme as
    # reports have it, and hands on any other as it came.
    own = tuple(f"{scheme}://localhost:{port}" for scheme in ("http", "https"))
    return Shown(f"https://{name}-{port}.{domain}", own)


def _gitpod(port: int, environ: Mapping[str, str]) -> Shown | None:
    host = environ.get("GITPOD_WORKSPACE_URL", "").removeprefix("https://").rstrip("/")
    return Shown(f"https://{port}-{host}") if HOST.fullmatch(host) else None


def _code_server(port: int, environ: Mapping[str, str]) -> Shown | None:
    """Return the address from a pattern such as https://desk.example/proxy/{{port}}/.

    One that is not a whole address, because a page of the editor is to complete it, says nothing here.
    """
    pattern = environ.get("VSCODE_PROXY_URI", "")
    url = pattern.replace("{{port}}", str(port)).rstrip("/")
    whole = re.fullmatch(r"https?://[A-Za-z0-9.:\[\]-]+(/[\w.~/-]*)?", url, re.ASCII)
    return Shown(url) if whole and url != pattern.rstrip("/") else None
