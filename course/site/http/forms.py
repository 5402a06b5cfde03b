"""Forms: what is read as one, and where it may lead back to."""

from __future__ import annotations

from flask import url_for


def local_path(path: str) -> str:
    """Return a path of this site, "/" when it could lead anywhere else."""
    plain = path.isprintable() and path.startswith("/") and not path.startswith("//") and "\\" not in path
    return path if plain else url_for("home.index")


FORM_TYPES = ("application/x-www-form-urlencoded", "multipart/form-data")
