"""One reader of READMEs: the course shows what it reads, `check` lists what it cannot read."""

from __future__ import annotations

from pathlib import Path

import pytest

from course.exercises.catalogue import Catalogue
from course.exercises.readme import parse_readme, read_readme
from course.text.html import md_inline
from course.values.exercise import ExerciseError, Row

README = r"""---
title: Back and forth
lesson: 01_tiny#first
codes: [200, 404]
minutes: 5
level: foundation
---
The story.

```
### Hint 1
## Contract
```

## Contract

Before the table.

| Row | Given | Answer |
|---|---|---|
| hit | `GET /a\|b` | {200} |
| bare | `GET /c|d` | {404} |

Behind it.

```
| no | row |
```

## Yours to decide

The words.

### Hint 1
One.

## A heading in a hint
### Hint 2
Two.
"""
FOLDER = Path("01_back")


def test_every_part_of_a_readme_becomes_a_value() -> None:
    exercise = parse_readme(README, FOLDER)

    assert (exercise.slug, exercise.lesson, exercise.step) == ("01_back", "01_tiny", "first")
    assert (exercise.codes, exercise.minutes, exercise.edit) == ((200, 404), 5, "app.py")
    assert exercise.story == "The story.\n\n```\n### Hint 1\n## Contract\n```"
    assert exercise.columns == ("Given", "Answer")
    assert exercise.contract_before == "Before the table."
    assert exercise.contract_after == "Behind it.\n\n```\n| no | row |\n```"
    assert exercise.decide == "### Yours to decide\n\nThe words."
    assert exercise.hints == ("One.\n\n## A heading in a hint", "Two.")


def test_a_pipe_in_code_belongs_to_its_cell_and_no_row_is_lost() -> None:
    exercise = parse_readme(README, FOLDER)

    assert exercise.rows == (Row("hit", "`GET /a|b`", "{200}"), Row("bare", "`GET /c|d`", "{404}"))
    assert [str(md_inline(row.request)) for row in exercise.rows] == [
        "<code>GET /a|b</code>",
        "<code>GET /c|d</code>",
    ]


#: What a text becomes, the line of the mistake, and what is said.
FAULTS = {
    "missing-front": ("---\ntitle", "title", 1, "front matter is missing"),
    "missing-key": ("title: Back and forth\n", "", 1, "lacks title"),
    "number-lesson": ("lesson: 01_tiny#first", "lesson: 01_1", 3, "lesson in the front matter"),
    "nested-code": ("codes: [200, 404]", "codes: [[200]]", 4, "[200] is not one"),
    "few-cells": ("| bare | `GET /c|d` | {404} |", "| bare | {404} |", 22, "this row has 2 cells, not three"),
    "many-cells": ("`GET /c|d`", "GET /c | d", 22, "this row has 4 cells, not three"),
    "header": ("| Row | Given | Answer |", "| Row | Given |", 19, "2 cells in its header"),
    "row-apart": ("| bare |", "\n| bare |", 23, "stands apart"),
    "latin-1": ("`GET /c|d`", "`GET /c|\N{REPLACEMENT CHARACTER}`", 22, "a byte that UTF-8 does not have"),
    "section-twice": ("## Yours to decide", "## Contract", 30, "Contract is there twice"),
    "hint-twice": ("### Hint 2", "### Hint 1", 38, "Hint 1 is there twice"),
}


@pytest.mark.parametrize("name", FAULTS)
def test_a_mistake_is_never_passed_over(name: str) -> None:
    old, new, line, message = FAULTS[name]
    assert README.count(old) == 1 or name == "section-twice" or old.startswith("###")
    text = new.join(README.rsplit(old, 1))

    (fault,) = read_readme(text, FOLDER).faults

    assert fault.line == line
    assert message in fault.message
    with pytest.raises(ExerciseError, match=rf"^{FOLDER.name}.README\.md:{line}: "):
        parse_readme(text, FOLDER)


def test_the_course_says_the_first_mistake_and_the_reader_knows_all(tmp_path: Path) -> None:
    text = README.replace("minutes: 5", "minutes: soon").replace("`GET /c|d`", "GET /c | d")
    folder = tmp_path / "01_back"
    folder.mkdir()
    (folder / "README.md").write_text(text, encoding="utf-8")

    assert [fault.line for fault in read_readme(text, folder).faults] == [5, 22]
    with pytest.raises(ExerciseError, match=r"README\.md:5: minutes in the front matter must be: a number"):
        Catalogue(tmp_path).get("01_back")


def test_a_readme_in_another_encoding_keeps_no_other_exercise_away(tmp_path: Path) -> None:
    for slug, encoding in (("01_back", "latin-1"), ("02_forth", "utf-8")):
        (tmp_path / slug).mkdir()
        text = README.replace("GET /c|d", "GET /c|ä")
        (tmp_path / slug / "README.md").write_text(text, encoding=encoding)

    assert [found.slug for found in Catalogue(tmp_path).readable()] == ["02_forth"]
    with pytest.raises(ExerciseError, match=r"README\.md:22: here is a byte that UTF-8 does not have"):
        Catalogue(tmp_path).get("01_back")
