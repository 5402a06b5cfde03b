"""The nine parts of the course."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Part:
    """One of the nine parts of the course."""

    number: int
    title: str
    summary: str


PARTS: tuple[Part, ...] = (
    Part(1, "Say it", "What a status code is, who reads it, and how a Flask view sets it."),
    Part(2, "It worked", "More than one kind of success, and which requests may be sent twice."),
    Part(
        3,
        "Look elsewhere",
        "Redirects that keep the method, copies that are still good, updates that do not get lost.",
    ),
    Part(4, "Your request is wrong", "Read the body first; then check its shape, then its meaning."),
    Part(5, "Right request, wrong moment", "Missing, gone, or in conflict with what is there."),
    Part(6, "Who are you?", "Credentials, permission, and when to hide that something exists."),
    Part(7, "One voice for errors", "One shape for every error, and handlers that tell the truth."),
    Part(8, "Under pressure", "Too many requests, upstream failures, half-finished work."),
    Part(9, "Ship it", "Log it, test it, document it, design with it."),
)
