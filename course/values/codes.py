"""The registered status codes: name, class, and how to speak of them."""

from __future__ import annotations

from dataclasses import dataclass

#: Every code of the IANA HTTP Status Code Registry with its registered name.
NAMES: dict[int, str] = {
    100: "Continue",
    101: "Switching Protocols",
    102: "Processing",
    103: "Early Hints",
    104: "Upload Resumption Supported",
    200: "OK",
    201: "Created",
    202: "Accepted",
    203: "Non-Authoritative Information",
    204: "No Content",
    205: "Reset Content",
    206: "Partial Content",
    207: "Multi-Status",
    208: "Already Reported",
    226: "IM Used",
    300: "Multiple Choices",
    301: "Moved Permanently",
    302: "Found",
    303: "See Other",
    304: "Not Modified",
    305: "Use Proxy",
    306: "(Unused)",
    307: "Temporary Redirect",
    308: "Permanent Redirect",
    400: "Bad Request",
    401: "Unauthorized",
    402: "Payment Required",
    403: "Forbidden",
    404: "Not Found",
    405: "Method Not Allowed",
    406: "Not Acceptable",
    407: "Proxy Authentication Required",
    408: "Request Timeout",
    409: "Conflict",
    410: "Gone",
    411: "Length Required",
    412: "Precondition Failed",
    413: "Content Too Large",
    414: "URI Too Long",
    415: "Unsupported Media Type",
    416: "Range Not Satisfiable",
    417: "Expectation Failed",
    418: "(Unused)",
    421: "Misdirected Request",
    422: "Unprocessable Content",
    423: "Locked",
    424: "Failed Dependency",
    425: "Too Early",
    426: "Upgrade Required",
    428: "Precondition Required",
    429: "Too Many Requests",
    431: "Request Header Fields Too Large",
    451: "Unavailable For Legal Reasons",
    500: "Internal Server Error",
    501: "Not Implemented",
    502: "Bad Gateway",
    503: "Service Unavailable",
    504: "Gateway Timeout",
    505: "HTTP Version Not Supported",
    506: "Variant Also Negotiates",
    507: "Insufficient Storage",
    508: "Loop Detected",
    510: "Not Extended",
    511: "Network Authentication Required",
}


@dataclass(frozen=True)
class Family:
    """One class of status codes (RFC 9110 §15)."""

    digit: int
    name: str
    says: str


FAMILIES: dict[int, Family] = {
    1: Family(1, "Informational", "wait, more is coming"),
    2: Family(2, "Successful", "done"),
    3: Family(3, "Redirection", "look elsewhere, or use what you have"),
    4: Family(4, "Client Error", "you must change something"),
    5: Family(5, "Server Error", "the server failed"),
}


def name(code: int) -> str:
    """Return the registered name of a code, or "unregistered"."""
    return NAMES.get(code, "unregistered")


def speak(code: int) -> str:
    """Return a code as people say it: "404 Not Found"."""
    return f"{code} {name(code)}"


def family(code: int) -> int:
    """Return the class digit of a code, 0 when it is outside 100 to 599 (RFC 9110 §15)."""
    return code // 100 if 100 <= code <= 599 else 0
