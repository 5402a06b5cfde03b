"""What the site says for each error code."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Voice:
    """How the course speaks of one of its own errors."""

    title: str
    says: str
    do: str


VOICES: dict[int, Voice] = {
    400: Voice(
        "This request cannot be read",
        "400 means that the server could not make sense of the request itself, before it looked for a page.",
        "Go back and try the link or the form again.",
    ),
    401: Voice(
        "The course needs its key",
        "401 means that the request lacks credentials, and that it may be sent again with them."
        " The WWW-Authenticate header of this answer says which kind.",
        "Once opened with its whole address, the course stays open in this browser.",
    ),
    403: Voice(
        "Understood, but refused",
        "403 means that the server understood the request but will not do it. Signing in would not help.",
        "Open the course under the address that was printed when it started.",
    ),
    404: Voice(
        "There is nothing at this address",
        "404 means that the server found nothing here, and does not say whether that will change.",
        "Check the address, or start from the list of all lessons and exercises.",
    ),
    405: Voice(
        "The address is right, the method is not",
        "405 means that something is here, but not for this method. The Allow header lists the others.",
        "Open the address with a plain link, or use a method that is allowed.",
    ),
    409: Voice(
        "Something is in the way",
        "409 means that the request is fine, but what is there now does not allow it.",
        "Look at what the answer names, change that, and send the request again.",
    ),
    412: Voice(
        "It changed since you looked",
        "412 means that a condition of the request is no longer true. Nothing was overwritten.",
        "Fetch it again, look at both versions, and save the one you want.",
    ),
    413: Voice(
        "That was too much",
        "413 means that the body is larger than the server is willing to read. None of it was used.",
        "Send less. The answer says how much is read here.",
    ),
    415: Voice(
        "Not a format this address reads",
        "415 means that the body may be fine, but its Content-Type is not one that is read here."
        " The Accept header of this answer lists those that are.",
        "Send it as a form.",
    ),
    422: Voice(
        "Readable, but it makes no sense here",
        "422 means that the body was read without trouble, but what it says cannot be done.",
        "Go back, look at the form, and send it again.",
    ),
    428: Voice(
        "Say which version you mean",
        "428 means that the server takes this change only with a condition, so that nobody's work is lost.",
        "Read the thing first, and send its ETag back in If-Match.",
    ),
    500: Voice(
        "The course made a mistake",
        "500 means that the server failed. Your request was not the problem, so changing it will not help.",
        "Your progress is kept. The terminal where the course was started shows the reason.",
    ),
    503: Voice(
        "Not now, but soon",
        "503 means that the server cannot handle the request for the moment."
        " The Retry-After header of this answer says when to try again.",
        "Go back, wait a moment, and send it again.",
    ),
    507: Voice(
        "There is no room to keep it",
        "507 means that the server cannot store what the request needs to have stored.",
        "Make room, or make the folder named here writable. Your own editor works meanwhile.",
    ),
}
FALLBACK = Voice(
    "That did not work",
    "The first digit says who must act: 4 means the client, 5 means the server.",
    "Start from the list of all lessons and exercises.",
)


def own_detail(status: int, detail: str) -> str:
    """Return the detail when it is the course's own sentence, "" when it is Werkzeug's stock text."""
    from werkzeug.exceptions import default_exceptions

    stock = default_exceptions.get(status)
    return "" if stock is not None and detail == stock.description else detail
