"""docs/decide.md says what the walk says, and no end of the walk is without a question."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from course.authoring import walk_table
from course.authoring.walk_table import TableFault, page, questions
from course.reference import decision

ROOT = Path(__file__).resolve().parents[2]
WALK = decision.load()
ASKED = questions(ROOT)


def test_the_page_is_the_one_that_the_command_makes():
    written = (ROOT / "docs" / "decide.md").read_text(encoding="utf-8")
    assert written == page(WALK, ASKED), "run python -m course.authoring.walk_table"


def test_every_question_is_asked_once_and_comes_to_the_code_of_its_end():
    rows = re.findall(r"^\| (.+?) \| (.+) \| (\d{3}) \| (.+) \|$", page(WALK, ASKED), re.M)
    asked = [question for group in ASKED.values() for question in group]

    assert len(asked) >= 100 and len(set(asked)) == len(asked)
    assert sorted(row[0] for row in rows) == sorted(asked)
    codes = {question: WALK.ends[name].code for name, group in ASKED.items() for question in group}
    assert {row[0]: int(row[2]) for row in rows} == codes


def test_the_command_writes_the_page(tmp_path):
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "decide.yaml").write_bytes((ROOT / "docs" / "decide.yaml").read_bytes())
    walk_table.write(tmp_path)
    assert (tmp_path / "docs" / "decide.md").read_text(encoding="utf-8") == page(WALK, ASKED)


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ({**ASKED, "nowhere": ["?"]}, "nowhere: the walk has no such end"),
        ({name: group for name, group in ASKED.items() if name != "gone"}, "gone: no question leads there"),
    ],
)
def test_questions_that_do_not_fit_the_walk_are_told(asked, told):
    with pytest.raises(TableFault, match=told):
        page(WALK, asked)
