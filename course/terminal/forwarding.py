"""Where development environments on the web make a port reachable, as their variables say."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

#: What stands for the port in code-server's pattern of an address.
PORT = "{{port}}"


@dataclass(frozen=True)
class Forwarded:
    """The address of a port for browsers, and what is written into Origin in place of its origin."""

    url: str = ""
    rewritten: tuple[str, ...] = ()


NOWHERE = Forwarded()


def forwarded(port: int, variables: Mapping[str, str]) -> Forwarded:
    """Return where a port is reachable, with an empty address where no known environment says so."""
    return (
        _codespaces(port, variables) or _gitpod(port, variables) or _code_server(port, variables) or NOWHERE
    )


def _codespaces(port: int, variables: Mapping[str, str]) -> Forwarded | None:
    """GitHub Codespaces. Its proxy writes the loopback origin over its own, with either scheme."""
    name = variables.get("CODESPACE_NAME", "")
    if variables.get("CODESPACES") != "true" or not re.fullmatch(r"[\w-]+", name):
        return None
    domain = variables.get("GITHUB_CODESPACES_PORT_FORWARDING_DOMAIN") or "app.github.dev"
    rewritten = (f"http://localhost:{port}", f"https://localhost:{port}")
    return Forwarded(f"https://{name}-{port}.{domain}", rewritten)


def _gitpod(port: int, variables: Mapping[str, str]) -> Forwarded | None:
    """Gitpod puts the port before the name of the workspace."""
    match = re.fullmatch(r"https://([\w.-]+)/?", variables.get("GITPOD_WORKSPACE_URL", ""))
    return Forwarded(f"https://{port}-{match[1]}") if match else None


def _code_server(port: int, variables: Mapping[str, str]) -> Forwarded | None:
    """Return what code-server and Coder say in each terminal; a pattern without a host names no address."""
    pattern = variables.get("VSCODE_PROXY_URI", "")
    if PORT not in pattern or not pattern.startswith(("http://", "https://")):
        return None
    return Forwarded(pattern.replace(PORT, str(port)))
