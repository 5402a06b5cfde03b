"""Forms: what is read as one, and where it may lead back to."""

from __future__ import annotations

from course.site.http.address import links

FORM_TYPES = ("application/x-www-form-urlencoded", "multipart/form-data")


def local_path(path: str) -> str:
    """Return a path of this site, that of the map when it could lead anywhere else."""
    home = links().home()
    plain = path.isprintable() and path.startswith(home) and not path.startswith("//") and "\\" not in path
    return path if plain else home
