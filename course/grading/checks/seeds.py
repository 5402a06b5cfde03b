"""The seed of a run: from it come the values that no learner has seen, and with it they come again."""

from __future__ import annotations

import os
import secrets


def new_seed() -> int:
    """Return COURSE_SEED when it is a number, else a random seed."""
    try:
        return int(os.environ["COURSE_SEED"])
    except (KeyError, ValueError):
        return secrets.randbelow(1_000_000)
