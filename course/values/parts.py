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
    Part(1, "Say it", "What the number is, who reads it, and how a Flask view says it."),
    Part(2, "It worked", "Success has more than one number, and some of it is safe to repeat."),
    Part(
        3,
        "Look elsewhere",
        "Redirects that keep the method, answers with nothing new, updates that do not get lost.",
    ),
    Part(4, "Your request is wrong", "Before you can judge a body; shape first, then meaning."),
    Part(5, "Right request, wrong moment", "Missing, gone, or in conflict with what is there."),
    Part(6, "Who are you?", "Credentials, permission, and when to hide that a thing exists."),
    Part(7, "One voice for errors", "One shape for every error, and handlers that tell the truth."),
    Part(8, "Under pressure", "Too many requests, broken neighbours, half-finished work."),
    Part(9, "Ship it", "Log it, test it, document it, design with it."),
)
