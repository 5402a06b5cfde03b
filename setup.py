"""What pyproject.toml cannot say: the folders beside course/ that a wheel carries inside it.

They stay where they are in the repository; course/places.py finds them in both. What only proves the checks
stays out: the wrong answers. What is said of them stays, because it is what the tutor knows.
"""

import re
from pathlib import Path

from setuptools import find_packages, setup
from setuptools.command.build_py import build_py

#: Package in the wheel -> folder of the repository. They hold no modules of the course, only files.
SHIPPED = {f"course.shipped.{name}": name for name in ("lessons", "exercises", "templates", "static")}


#: Folders and files of `.meta` that only a proof reads.
PROOF = ("further", "reject", "fits.txt")
#: The change that makes a wrong answer, at the end of its entry in wrong.md, and what stands in its place.
CHANGE, LEFT_OUT = re.compile(r"```diff\n.*?^```\n?", re.S | re.M), "File: not shipped\n"


class Build(build_py):
    """Copies the packages, and leaves the code of wrong answers out of what it copied."""

    def build_package_data(self):
        """Copy the files of the packages, then cut the changes out of each wrong.md."""
        super().build_package_data()
        for catalogue in Path(self.build_lib, "course", "shipped", "exercises").glob("*/.meta/wrong.md"):
            text = catalogue.read_text(encoding="utf-8")
            entries = [
                CHANGE.sub("" if "\nFile:" in entry else LEFT_OUT, entry) for entry in text.split("\n## ")
            ]
            catalogue.write_text("\n## ".join(entries), encoding="utf-8")


def proves(path: Path) -> bool:
    """Tell whether only a proof reads a file."""
    return ".meta" in path.parts and any(part in PROOF for part in path.parts)


def files(folder: str) -> list[str]:
    """Return every file below a folder. Patterns would leave out .meta, where solutions and stubs are."""
    found = (path for path in Path(folder).rglob("*") if path.is_file() and "__pycache__" not in path.parts)
    found = (path for path in found if not proves(path))
    return [path.relative_to(folder).as_posix() for path in sorted(found)]


setup(
    cmdclass={"build_py": Build},
    packages=[*find_packages(include=["course", "course.*"]), *SHIPPED],
    package_dir=SHIPPED,
    package_data={"course": files("course")} | {name: files(folder) for name, folder in SHIPPED.items()},
    include_package_data=False,
)
