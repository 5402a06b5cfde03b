"""One address, two readers: HTML for people, JSON for programs (RFC 9110 §12.5.1)."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from flask import Response, current_app, json, request

from course.site.http.address import links
from course.values import codes

HTML = "text/html"
JSON = "application/json"
PROBLEM = "application/problem+json"


def wants_json() -> bool:
    """Tell whether the client prefers JSON. A client that takes anything gets the page."""
    accept = request.accept_mimetypes
    if not accept:
        return False
    json_quality = max(accept.quality(JSON), accept.quality(PROBLEM))
    return bool(json_quality > accept.quality(HTML))


def answer(page: str | bytes, values: dict[str, Any], status: int = 200) -> Response:
    """Return whichever of page and values the client prefers."""
    if wants_json():
        return varying(Response(json.dumps(values), status, mimetype=JSON))
    return varying(Response(page, status, mimetype=HTML))


def problem(status: int, detail: str, headers: list[tuple[str, str]] | None = None, **extra: Any) -> Response:
    """Return problem details (RFC 9457). The type is about:blank: the status code says what kind it is."""
    values = {
        "type": "about:blank",
        "title": codes.name(status) if status in codes.NAMES else HTTPStatus(status).phrase,
        "status": status,
        "detail": detail,
        "instance": links().address(request.path),
        **extra,
    }
    response = current_app.response_class(json.dumps(values), status, headers, mimetype=PROBLEM)
    return varying(response)


def varying(response: Response) -> Response:
    """Say which request headers the answer depends on: the wanted format, and the chosen colours."""
    if "Vary" in response.headers:
        response.vary.update(("Accept", "Cookie"))
    else:
        response.headers["Vary"] = "Accept, Cookie"
    return response
