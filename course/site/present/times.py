"""Times as people write them."""

from __future__ import annotations

from datetime import datetime


def clock(moment: str) -> str:
    """Return the time of day of an ISO 8601 time, as it is on this machine: "14:05:09"."""
    return local(moment).strftime("%H:%M:%S")


def moment(moment: str) -> str:
    """Return an ISO 8601 time as people write it, as it is on this machine: "21 Nov, 14:05:09"."""
    found = local(moment)
    return f"{found.day} {found:%b, %H:%M:%S}"


def local(moment: str) -> datetime:
    """Return an ISO 8601 time with the offset of this machine."""
    found = datetime.fromisoformat(moment)
    try:
        return found.astimezone()
    except OverflowError:  # the first or the last day of the calendar
        return found
