"""A browser as servers see it: cookies by host, path and Secure; Origin, Referer and fetch metadata; TLS."""

from __future__ import annotations

import gzip
import http.client
import json
import socket
import ssl
from dataclasses import dataclass
from http.cookiejar import CookieJar
from pathlib import Path
from typing import Any
from urllib.parse import urlencode, urljoin, urlsplit
from urllib.request import Request

#: Seconds. Nothing is measured; the machine may be busy with other tests.
PATIENCE = 300


class AtSocket(http.client.HTTPConnection):
    """A connection with TLS to a server that listens at a UNIX socket and has a name all the same."""

    def __init__(self, name: str, path: Path, trusted: Path) -> None:
        super().__init__(name, timeout=PATIENCE)
        self._path, self._trusted = path, trusted

    def connect(self) -> None:
        plain = socket.socket(socket.AF_UNIX)
        plain.settimeout(PATIENCE)
        plain.connect(str(self._path))
        context = ssl.create_default_context(cafile=self._trusted)
        # From Python 3.13 on, more is asked of an authority than a certificate of a test says of itself.
        context.verify_flags &= ~ssl.VERIFY_X509_STRICT
        self.sock = context.wrap_socket(plain, server_hostname=self.host)


@dataclass(frozen=True)
class Answer:
    """What came back."""

    url: str
    status: int
    headers: http.client.HTTPMessage
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode()

    @property
    def json(self) -> Any:
        return json.loads(self.body)

    @property
    def location(self) -> str:
        """The address that Location means here, "" for none."""
        named = self.headers["Location"]
        return urljoin(self.url, named) if named else ""

    @property
    def tag(self) -> str:
        """The validator without the mark of a weak one, which servers set that compress."""
        return (self.headers["ETag"] or "").removeprefix("W/")


class Browser:
    """Sends requests to one server in front; it follows nothing by itself."""

    def __init__(self, path: Path, trusted: Path) -> None:
        self._path, self._trusted = path, trusted
        self.cookies = CookieJar()
        self._last = ""

    def ask(self, url: str, method: str = "GET", form: dict[str, str] | None = None, body: bytes = b"",
            **headers: str) -> Answer:  # fmt: skip
        """Return the answer to a request; underscores in names of headers are hyphens."""
        parts = urlsplit(url)
        asked = Request(url, method=method)
        self.cookies.add_cookie_header(asked)
        sent = {**self._own(parts.scheme + "://" + parts.netloc, method), **dict(asked.header_items())}
        sent |= {name.replace("_", "-"): value for name, value in headers.items()}
        if form is not None:
            body = urlencode(form).encode()
            sent["Content-Type"] = "application/x-www-form-urlencoded"
        connection = AtSocket(parts.netloc, self._path, self._trusted)
        target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        connection.request(method, target, body or None, sent)
        response = connection.getresponse()
        read = response.read()
        self.cookies.extract_cookies(response, asked)
        connection.close()
        if method == "GET" and response.headers.get_content_type() == "text/html" and response.status != 303:
            self._last = url.partition("#")[0]  # a page that is shown; what only leads on is not
        if response.headers["Content-Encoding"] == "gzip" and read:
            read = gzip.decompress(read)
        return Answer(url, response.status, response.headers, read)

    def _own(self, origin: str, method: str) -> dict[str, str]:
        """Return what a browser puts into each request by itself."""
        own = {"Accept": "text/html", "Accept-Encoding": "gzip", "Sec-Fetch-Site": "same-origin"}
        if self._last:
            own["Referer"] = self._last
        return own if method in ("GET", "HEAD") else {**own, "Origin": origin}
