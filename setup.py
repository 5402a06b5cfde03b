"""What pyproject.toml cannot say: the folders beside course/ that a wheel carries inside it.

They stay where they are in the repository; course/places.py finds them in both.
"""

from pathlib import Path

from setuptools import find_packages, setup

#: Package in the wheel -> folder of the repository. They hold no modules of the course, only files.
SHIPPED = {f"course.shipped.{name}": name for name in ("lessons", "exercises", "templates", "static")}


def files(folder: str) -> list[str]:
    """Return every file below a folder. Patterns would leave out .meta, where solutions and stubs are."""
    found = (path for path in Path(folder).rglob("*") if path.is_file() and "__pycache__" not in path.parts)
    return [path.relative_to(folder).as_posix() for path in sorted(found)]


setup(
    packages=[*find_packages(include=["course", "course.*"]), *SHIPPED],
    package_dir=SHIPPED,
    package_data={"course": files("course")} | {name: files(folder) for name, folder in SHIPPED.items()},
    include_package_data=False,
)
