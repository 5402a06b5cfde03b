"""wrong.md: edits and whole files become sources, and what cannot be read is named with file and line."""

from __future__ import annotations

from pathlib import Path

import pytest

from course.authoring.exercise_rules import check_wrong_fixes
from course.exercises.readme import parse_readme
from course.exercises.wrong_fixes import catalogue_path, evidence_of, line_of, read_entries, wrong_fixes
from course.values.exercise import Exercise
from course.values.mistakes import CourseContentError

SOLUTION = "import a\n\n\ndef one():\n    return 1\n\n\ndef two():\n    return 2\n"
STUB = "def one():\n    pass\n"
KEYS = "Misconception: Two is one.\nBelieves: It is one.\nFails: test_a, test_b.\n"
FRONT = "---\ntitle: T\nlesson: '01_x'\ncodes: [200]\nminutes: 5\nlevel: foundation\n---\n"


@pytest.fixture
def exercise(tmp_path: Path) -> Exercise:
    folder = tmp_path / "01_numbers"
    (folder / ".meta" / "accept").mkdir(parents=True)
    (folder / ".meta" / "solution.py").write_text(SOLUTION)
    (folder / ".meta" / "stub.py").write_text(STUB)
    (folder / ".meta" / "accept" / "short.py").write_text("one = 1\ntwo = 2\n")
    (folder / "README.md").write_text(FRONT)
    return parse_readme(FRONT, folder)


def write(exercise: Exercise, text: str) -> None:
    catalogue_path(exercise.folder).write_text(text)


def entry(diff: str, heading: str = "## wrong", keys: str = KEYS) -> str:
    return f"{heading}\n\n{keys}\n```diff\n{diff}```\n"


def source_of(exercise: Exercise, text: str) -> str:
    write(exercise, text)
    (fix,) = wrong_fixes(exercise)
    return fix.source


def errors_of(exercise: Exercise, text: str) -> list[str]:
    write(exercise, text)
    with pytest.raises(CourseContentError) as caught:
        wrong_fixes(exercise)
    assert check_wrong_fixes(exercise.folder) == caught.value.errors
    return [f"{error.file.name}:{error.line}: {error.message}" for error in caught.value.errors]


def test_an_edit_becomes_a_source_and_its_keys_are_read(exercise: Exercise) -> None:
    write(exercise, "# Wrong fixes\n\nNotes.\n\n" + entry(" def two():\n-    return 2\n+    return 1\n"))
    (fix,) = wrong_fixes(exercise)
    assert fix.source == SOLUTION.replace("return 2", "return 1")
    assert (fix.name, fix.base, fix.line, fix.is_stub) == ("wrong", "solution", 5, False)
    assert (fix.misconception, fix.believes) == ("Two is one.", "It is one.")
    assert (fix.fails, fix.evidence) == (("test_a", "test_b"), "")


def test_a_key_may_take_several_lines_and_evidence_may_be_given(exercise: Exercise) -> None:
    keys = KEYS.replace("Two is", "Two\n  is") + "Evidence: test_a\n"
    write(exercise, entry(" def two():\n-    return 2\n", keys=keys))
    (fix,) = wrong_fixes(exercise)
    assert (fix.misconception, fix.evidence) == ("Two is one.", "test_a")


@pytest.mark.parametrize("base", ["solution.py", "wrong.md", "both"])
def test_any_line_ending_is_read(base: str, exercise: Exercise) -> None:
    write(exercise, entry("-import a\n+import b\n\n\n def one():\n"))
    for file in (exercise.solution_path, catalogue_path(exercise.folder)):
        if base in (file.name, "both"):
            file.write_bytes(file.read_bytes().replace(b"\n", b"\r\n"))
    (fix,) = wrong_fixes(exercise)
    assert fix.source == SOLUTION.replace("import a", "import b")


FIRST = "-import a\n+import b\n"
SECOND = " def two():\n-    return 2\n+    return 1\n+    # behind\n"


@pytest.mark.parametrize("diff", [f"{FIRST}@@\n{SECOND}", f"{SECOND}@@\n{FIRST}", f"@@\n{SECOND}@@\n{FIRST}"])
def test_hunks_stand_in_any_order(diff: str, exercise: Exercise) -> None:
    wanted = SOLUTION.replace("import a", "import b").replace("return 2", "return 1\n    # behind")
    assert source_of(exercise, entry(diff)) == wanted


def test_a_line_without_its_blank_is_a_blank_line(exercise: Exercise) -> None:
    for blank in ("\n", " \n"):
        assert source_of(
            exercise, entry(f" import a\n{blank}-\n{blank} def one():\n".replace(f"-\n{blank}", "-\n"))
        )


def test_lines_go_to_the_end_of_the_base(exercise: Exercise) -> None:
    assert source_of(exercise, entry("     return 2\n+    # end\n")) == SOLUTION + "    # end\n"


def test_the_stub_and_an_accepted_variant_are_bases_too(exercise: Exercise) -> None:
    assert (
        source_of(exercise, entry("-    pass\n+    return 3\n", "## x (stub)"))
        == "def one():\n    return 3\n"
    )
    assert source_of(exercise, entry("-two = 2\n", "## x (accept/short)")) == "one = 1\n"


def test_the_stub_as_it_is_needs_no_diff(exercise: Exercise) -> None:
    write(exercise, f"## planted (stub)\n\n{KEYS}")
    (fix,) = wrong_fixes(exercise)
    assert fix.is_stub and fix.source == STUB


def test_a_whole_file_stands_beside_its_entry(exercise: Exercise) -> None:
    file = exercise.folder / ".meta" / "reject" / "wrong.py"
    file.parent.mkdir()
    file.write_text("three = 3\n")
    assert source_of(exercise, f"## wrong\n\n{KEYS}File: reject/wrong.py\n") == "three = 3\n"


def test_a_whole_file_that_no_entry_names_is_a_mistake(exercise: Exercise) -> None:
    file = exercise.folder / ".meta" / "reject" / "wrong.py"
    file.parent.mkdir()
    file.write_text("three = 3\n")
    assert errors_of(exercise, "") == ["wrong.py:1: wrong.md does not name this file."]


def test_without_wrong_md_there_are_no_wrong_fixes(exercise: Exercise) -> None:
    assert wrong_fixes(exercise) == () == read_entries(catalogue_path(exercise.folder))


def test_the_sentences_are_read_though_no_hunk_applies(exercise: Exercise) -> None:
    write(exercise, entry("-nowhere\n"))
    assert [one.name for one in read_entries(catalogue_path(exercise.folder))] == ["wrong"]


@pytest.mark.parametrize(
    ("text", "mistake"),
    [
        (entry("-def one():\n@@\n-nowhere\n"), "10: the old text of this hunk stands 0 times in solution.py"),
        (entry("-\n"), "8: the old text of this hunk stands 5 times in solution.py, must stand once"),
        (
            entry(" def one():\n-    return 1\n@@\n     return 1\n+\n"),
            "8: this hunk and another change the same",
        ),
        (entry("+x\n"), "8: this hunk has no old line"),
        (entry(" import a\n"), "8: this hunk changes nothing"),
        (entry("-import a\n@@\n@@\n-def one():\n"), "10: this hunk changes nothing"),
        (entry("@@ -1 +1 @@\n-import a\n"), "8: '@@ -1 +1 @@' is not a line of a diff"),
        (entry("import a\n"), "8: 'import a' is not a line of a diff"),
        (entry("-import a\n", keys="Misconception: X.\n"), "1: wrong: Believes, Fails missing"),
        (entry("-import a\n", keys=KEYS.replace(" test_a, test_b.", "")), "1: wrong: Fails missing"),
        (entry("-import a\n", keys="Because.\n" + KEYS), "1: wrong: there is text before its first key"),
        (entry("-import a\n", "## wrong (further/x)"), "1: wrong has the unknown base 'further/x'"),
        (entry("-import a\n", "## wrong (accept/gone)"), "1: wrong has the unknown base accept/gone"),
        (entry("-import a\n", "## two words"), "1: '## two words' names no wrong fix"),
        (entry("-import a\n").replace("```diff", "```python"), "7: this fence begins with '```python'"),
        (entry("-import a\n").removesuffix("```\n"), "7: this fence has no end"),
        (entry("-import a\n") + "More.\n", "10: there is text behind the diff"),
        (f"## wrong\n\n{KEYS}", "1: wrong changes nothing"),
        (f"## wrong\n\n{KEYS}File: reject/wrong.py\n", "1: there is no file reject/wrong.py"),
        (entry("-import a\n", keys=KEYS + "File: reject/wrong.py\n"), "1: wrong has a File and a diff"),
        (entry("-import a\n") + entry("-def one():\n"), "10: wrong stands 2 times in this file"),
    ],
)
def test_a_mistake_is_named_with_its_line(text: str, mistake: str, exercise: Exercise) -> None:
    assert any(found.startswith(f"wrong.md:{mistake}") for found in errors_of(exercise, text)), errors_of(
        exercise, text
    )


def test_every_mistake_is_named(exercise: Exercise) -> None:
    text = entry("-nowhere\n", "## one") + entry("-import a\n", "## two") + entry("-neither\n", "## three")
    assert [found.split(" stands")[0] for found in errors_of(exercise, text)] == [
        "wrong.md:8: the old text of this hunk",
        "wrong.md:26: the old text of this hunk",
    ]


def test_evidence_stands_below_an_entry_and_above_all(tmp_path: Path) -> None:
    keys = "Misconception: A.\nBelieves: B.\nFails: test_a\n"
    file = tmp_path / "wrong.md"
    file.write_text(
        "# Wrong fixes\n\nEvidence of all: passes test_b\n\n"
        f"## one (stub)\n\n{keys}Evidence: GET /a -> 200;\n  no GET /a -> 404\n\n## two (stub)\n\n{keys}"
    )
    assert evidence_of(file) == {"*": "passes test_b", "one": "GET /a -> 200; no GET /a -> 404"}
    assert (line_of(file, "two"), line_of(file, "*")) == (13, 1)
    assert evidence_of(tmp_path / "none.md") == {}
