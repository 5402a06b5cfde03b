"""What the folders of the site promise: present/ is pure, and no page imports another page."""

from __future__ import annotations

import ast
from pathlib import Path
from typing import get_args

import pytest

from course.site.present.pieces import Piece
from course.site.templates import TEMPLATES
from course.ways.shelf import shelf

ROOT = Path(__file__).resolve().parents[2]
SITE = ROOT / "course" / "site"
#: What asks for the request, the app or a service.
IMPURE = ("flask", "course.site.http", "course.progress.store", "course.practice.background")


def imports_of(file: Path) -> set[str]:
    """Every module that a file imports, also inside functions."""
    tree = ast.parse(file.read_text(encoding="utf-8"))
    sources = [node for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]
    plain = {name.name for node in ast.walk(tree) if isinstance(node, ast.Import) for name in node.names}
    return plain | {f"{node.module}.{name.name}" for node in sources for name in node.names}


@pytest.mark.parametrize("file", sorted((SITE / "present").glob("*.py")), ids=lambda file: file.stem)
def test_what_templates_are_given_is_made_without_request_and_services(file):
    assert [name for name in sorted(imports_of(file)) if name.startswith(IMPURE)] == []


def test_no_page_imports_another_page():
    files = {".".join(file.relative_to(ROOT).with_suffix("").parts): file for file in SITE.rglob("*.py")}
    pages = {name for name, file in files.items() if "\nbp = Blueprint(" in file.read_text(encoding="utf-8")}
    assert len(pages) >= 14
    found = {
        name: [
            page for page in sorted(pages - {name}) if any(f"{i}.".startswith(f"{page}.") for i in imports)
        ]
        for name, imports in ((name, imports_of(files[name])) for name in pages)
    }
    assert {name: others for name, others in found.items() if others} == {}


def test_addresses_are_made_in_one_place():
    told = [
        str(file.relative_to(ROOT))
        for folder, kind in ((ROOT / "course", "*.py"), (ROOT / "templates", "*.html"))
        for file in sorted(folder.rglob(kind))
        if "samples" not in file.parts and "url_for(" in file.read_text(encoding="utf-8")
    ]
    assert told == [], "write links.lesson(slug) and so on: course/values/links.py names every address"


def test_every_kind_of_piece_has_a_template():
    assert set(get_args(Piece)) == set(TEMPLATES)
    assert [name for name in TEMPLATES.values() if not (ROOT / "templates" / name).is_file()] == []


def test_every_template_and_static_file_is_used():
    sources = [
        *(ROOT / "course").rglob("*.py"),
        *(ROOT / "templates").rglob("*.html"),
        *(ROOT / "static" / "js").rglob("*"),
    ]
    text = "\n".join(file.read_text(encoding="utf-8") for file in sources if file.is_file())
    files = [file for kind in ("css", "js") for file in (ROOT / "static" / kind).rglob("*.*")]
    names = [file.relative_to(ROOT / "static").as_posix() for file in files]
    names += [
        file.relative_to(ROOT / "templates").as_posix() for file in (ROOT / "templates").rglob("*.html")
    ]
    text += "".join(f"ways/{way.id}.html" for way in shelf())
    assert [name for name in names if name not in text] == []
