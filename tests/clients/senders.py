"""One way to send a request with each client of which the course says something."""

from __future__ import annotations

import importlib
import shutil
import subprocess
import urllib.error
import urllib.request
from dataclasses import dataclass
from types import ModuleType
from typing import Any
from urllib.parse import urlsplit

import pytest

CURL = shutil.which("curl")
#: No proxy of this machine's environment may come between.
DIRECT = urllib.request.ProxyHandler({})


@dataclass(frozen=True)
class Got:
    """What a client made of it: the last code, 0 when it reported a failure of its own."""

    status: int
    trouble: str = ""


def library(name: str) -> ModuleType:
    """Return a library that is no part of the course, or skip the test."""
    try:
        return importlib.import_module(name)
    except ImportError:
        pytest.skip(f"{name} is not installed: pip install {name}")


def curl(*arguments: str) -> subprocess.CompletedProcess[bytes]:
    """Run curl without a configuration of the user's, or skip the test."""
    if CURL is None:
        pytest.skip("curl is not installed")
    command = [CURL, "-q", "--noproxy", "*", "-s", *arguments]
    return subprocess.run(command, capture_output=True, timeout=60, check=False)


def by_curl(method: str, url: str, body: bytes, follow: bool = True) -> Got:
    """Send with curl, -X for every method that its options do not imply."""
    options = ["-w", "%{http_code}", "-o", "-"]
    options += ["-L"] if follow else []
    options += ["--data-binary", body.decode()] if body else []
    options += ["-I"] if method == "HEAD" else []
    options += ["-X", method] if method not in ("GET", "POST", "HEAD") else []
    done = curl(*options, url)
    return Got(int(done.stdout[-3:]) if done.returncode == 0 else 0, f"exit {done.returncode}")


def by_urllib(method: str, url: str, body: bytes) -> Got:
    """Send with Python's urllib, which follows redirects by itself."""
    request = urllib.request.Request(url, data=body or None, method=method)
    try:
        with urllib.request.build_opener(DIRECT).open(request, timeout=30) as answer:
            return Got(answer.status)
    except urllib.error.HTTPError as error:
        error.close()
        return Got(error.code, type(error).__name__)


def by_requests(method: str, url: str, body: bytes, **more: Any) -> Got:
    """Send with requests, which follows redirects by itself."""
    requests = library("requests")
    with requests.Session() as session:
        session.trust_env = False
        try:
            return Got(session.request(method, url, data=body, timeout=30, **more).status_code)
        except requests.RequestException as error:
            return Got(0, type(error).__name__)


def by_httpx(method: str, url: str, body: bytes, follow: bool = True) -> Got:
    """Send with httpx, which follows redirects only when it is told to."""
    httpx = library("httpx")
    with httpx.Client(trust_env=False, follow_redirects=follow, timeout=30) as client:
        try:
            return Got(client.request(method, url, content=body).status_code)
        except httpx.HTTPError as error:
            return Got(0, type(error).__name__)


def by_flask(method: str, url: str, body: bytes, app: Any) -> Got:
    """Send with Flask's test client to an app."""
    path = urlsplit(url).path
    answer = app.test_client().open(path, method=method, data=body, follow_redirects=True)
    return Got(answer.status_code)


#: Clients that talk to a server, by the names that the lessons use.
SENDERS = {"curl -L": by_curl, "urllib": by_urllib, "requests": by_requests, "httpx": by_httpx}
