"""Where things are: the course, and what belongs to its learner."""

from __future__ import annotations

import os
from pathlib import Path

#: The folder that holds course/, lessons/, exercises/, templates/ and static/.
PROJECT = Path(__file__).resolve().parent.parent


def instance_dir(root: Path) -> Path:
    """Return the folder of everything that belongs to this learner: COURSE_INSTANCE, or instance/ in root."""
    named = os.environ.get("COURSE_INSTANCE", "")
    return Path(named).expanduser().absolute() if named else root / "instance"


def database_path(root: Path) -> Path:
    """Return where the progress of the course in root is kept."""
    return instance_dir(root) / "progress.sqlite"
