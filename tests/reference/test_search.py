"""Search: the right page comes first or second, however it is asked for; nothing secret is in the index."""

from __future__ import annotations

import random
import re
from concurrent.futures import ThreadPoolExecutor
from fnmatch import fnmatchcase
from pathlib import Path

import pytest
import yaml

from course.exercises.catalogue import Catalogue
from course.lessons.library import Library
from course.places import exercises_dir, lessons_dir
from course.reference import decision, entries
from course.reference.search import index, synonyms
from course.reference.search.documents import Document, address
from course.reference.search.finder import MOST, Finder, Found
from course.reference.search.index import SearchUnavailable
from course.reference.search.query import LONGEST
from course.reference.search.searches import Searches
from course.reference.search.words import distance
from course.values.links import DEFAULT_LINKS

ROOT = Path(__file__).resolve().parents[2]
GROUPS = yaml.safe_load((Path(__file__).parent / "questions.yaml").read_text(encoding="utf-8"))
QUESTIONS = [(q, right) for name, group in GROUPS.items() if name != "later" for q, right in group.items()]
LIBRARY = Library(lessons_dir(ROOT), exercises_dir(ROOT))
EXERCISES = Catalogue(exercises_dir(ROOT)).all()
FILLER = ("which code for {}", "what should my API return when {}", "{} error", "status code {}")


@pytest.fixture(scope="module")
def finder() -> Finder:
    return Searches(LIBRARY).finder(entries.load(), decision.load(), EXERCISES)


def hrefs(found: Found) -> list[str]:
    pages = (address(document, DEFAULT_LINKS)[1:] for document in found.documents)
    return [page or "home" for page in pages]


def codes_for(finder: Finder, query: str) -> list[int]:
    return [document.code for document in finder.find(query).documents if document.code]


def situations() -> list[tuple[int, str]]:
    return [(entry.code, phrase) for entry in entries.load().entries.values() for phrase in entry.situations]


def is_first_or_second(finder: Finder, code: int, query: str) -> bool:
    return f"codes/{code}" in hrefs(finder.find(query))[:2]


# --- What people ask ---


@pytest.mark.parametrize(("question", "right"), QUESTIONS)
def test_a_question_that_people_ask_finds_its_page_first_or_second(finder, question, right):
    found = hrefs(finder.find(question))
    assert any(fnmatchcase(page, one) for page in found[:2] for one in right.split()), found[:5]


def test_every_page_that_a_question_expects_is_there(finder):
    pages = {address(document, DEFAULT_LINKS)[1:] or "home" for document in finder.documents}
    expected = {one for group in GROUPS.values() for right in group.values() for one in right.split()}
    assert [one for one in expected if not any(fnmatchcase(page, one) for page in pages)] == []


@pytest.mark.parametrize(("code", "phrase"), situations())
def test_every_situation_of_a_code_finds_it_first_or_second(finder, code, phrase):
    assert is_first_or_second(finder, code, phrase), hrefs(finder.find(phrase))[:5]


def test_order_filler_and_a_slip_keep_nearly_every_situation_in_place(finder):
    chance = random.Random(7)
    asked = situations()
    for change in (turned, padded, mistyped):
        missed = [
            phrase for code, phrase in asked if not is_first_or_second(finder, code, change(phrase, chance))
        ]
        assert len(missed) <= len(asked) * 0.08, (change.__name__, missed)


def turned(phrase: str, chance: random.Random) -> str:
    words = phrase.split()
    chance.shuffle(words)
    return " ".join(words)


def padded(phrase: str, chance: random.Random) -> str:
    return chance.choice(FILLER).format(phrase)


def mistyped(phrase: str, chance: random.Random) -> str:
    """Leave out, double or swap a letter in the middle of one longer word."""
    words = phrase.split()
    longer = [n for n, word in enumerate(words) if len(word) > 4 and word.isalpha()]
    if longer:
        at = chance.choice(longer)
        word, k = words[at], chance.randrange(1, len(words[at]) - 1)
        ends = (word[k + 1 :], word[k + 1] + word[k] + word[k + 2 :], word[k] + word[k:])
        words[at] = word[:k] + chance.choice(ends)
    return " ".join(words)


def test_the_title_of_every_step_and_exercise_finds_it(finder):
    titled = [one for one in finder.documents if one.kind in ("step", "exercise")]
    missed = [one.title for one in titled if one not in finder.find(one.heading).documents[:2]]
    assert missed == []


def test_a_question_or_a_myth_of_a_lesson_finds_its_step(finder):
    """A myth that is about codes by number may find the pages of these codes instead."""
    missed = [
        line
        for step in (one for one in finder.documents if one.kind == "step")
        for line in step.phrases.split(" \n")
        if line and step not in finder.find(line).documents[:2]
    ]
    assert len(missed) <= 3, missed


# --- How a query is read ---


def test_a_slip_is_told_with_what_was_looked_for(finder):
    assert finder.find("forbiddn page").understood == "forbidden page"
    assert finder.find("forbidden page").understood == ""
    assert finder.find("Accpeted-Encoding").understood == "accepted-encoding"


@pytest.mark.parametrize(
    ("one", "other", "slips"),
    [
        ("retry", "retry", 0),
        ("rtery", "retry", 1),
        ("rety", "retry", 1),
        ("rretry", "retry", 1),
        ("", "a", 1),
    ],
)
def test_a_slip_is_a_letter_changed_left_out_put_in_or_swapped(one, other, slips):
    assert distance(one, other, 2) == slips


def test_letters_are_compared_up_to_a_limit():
    assert distance("conflict", "redirect", 2) == 3


def test_a_number_that_is_begun_lists_its_codes(finder):
    assert codes_for(finder, "40") == [400, 401, 402, 403, 404, 405, 406, 407, 408, 409]
    assert codes_for(finder, "5xx")[:3] == [500, 501, 502]
    assert len(finder.find("4").documents) == MOST
    assert hrefs(finder.find("477")) == ["codes/477"]


def test_a_beginning_is_enough_for_the_last_word(finder):
    assert 401 in codes_for(finder, "unauth")[:2]
    assert codes_for(finder, "already exi")[0] == 409


@pytest.mark.parametrize("codes", [pair.codes for pair in entries.load().pairs.values()])
def test_two_codes_find_their_pair(finder, codes):
    first, *_, last = codes
    slug = f"codes/{'-'.join(map(str, codes))}"
    for query in (f"{first} {last}", f"{last} or {first}?", f"difference between {first} and {last}"):
        assert hrefs(finder.find(query))[0] == slug
    assert [code for code in codes_for(finder, f"{first} {last}")[:2]] == [first, last]


@pytest.mark.parametrize(
    "query",
    [
        "",
        " ,.!",
        "xyzzy",
        "a" * 500,
        "already\0exists",
        "\0",
        '"',
        '""already"" "exists',
        "AND OR NOT NEAR(",
        "title:404 * ^ - +",
        "}{title} : x",
        "' OR 1=1 --",
        "％4０4",
        "не найдено",
        "見つかりません",
        "🫖",
        "\ud800",
        "of the",
        "-",
        "a/b/c/d",
    ],
)
def test_whatever_is_typed_there_is_an_answer(finder, query):
    assert isinstance(finder.find(query), Found)


def test_what_is_nowhere_finds_nothing(finder):
    for query in ("", "xyzzy", "plugh xyzzy token qwertzuiop", "не найдено"):
        assert finder.find(query).documents == ()


def test_a_long_query_is_cut(finder):
    assert codes_for(finder, "already exists" + " " * LONGEST + "teapot")[0] == 409


def test_threads_find_the_same(finder):
    queries = [question for question, _ in QUESTIONS[::5]]
    expected = [hrefs(finder.find(query)) for query in queries]
    with ThreadPoolExecutor(8) as pool:
        for found in pool.map(lambda _: [hrefs(finder.find(query)) for query in queries], range(8)):
            assert found == expected


# --- What is in the index ---


def test_everything_of_the_course_can_be_found(finder):
    kinds = {kind: sum(one.kind == kind for one in finder.documents) for kind in ("code", "comparison")}
    assert kinds == {"code": len(entries.load().entries), "comparison": len(entries.load().pairs)}
    targets = {one.target for one in finder.documents}
    assert {f"exercise:{one.slug}" for one in EXERCISES} <= targets
    steps = {f"lesson:{outline.slug}#{step.id}" for outline in LIBRARY.outlines() for step in outline.steps}
    assert steps <= targets
    assert len(targets) == len(finder.documents)


SECRET_LESSON = """---
id: tiny
title: A tiny lesson
summary: One step.
part: 1
minutes: 6
level: foundation
objectives: [See what is told]
codes: [200]
prerequisites: []
exercises: []
---
The opener.

## A step {#a-step level=foundation}

Text for everybody.

///// quiz | The promptword of a quiz?
    id: quiz-one

//// option | 200
    id: right
    right: true
optionword

/// feedback
feedbackword
///
////

//// option | 404
    id: wrong
optionword

/// feedback
feedbackword
///
////

/// reveal
revealword
///
/////

//// myth | The beliefword of a myth
    id: myth-one

/// reality
realityword
///
////

/// result
resultword
///
"""


def test_what_a_learner_learns_only_after_an_answer_is_not_in_the_index(tmp_path):
    folder = tmp_path / "lessons" / "01_tiny"
    folder.mkdir(parents=True)
    (folder / "lesson.md").write_text(SECRET_LESSON, encoding="utf-8")
    library = Library(tmp_path / "lessons", tmp_path / "exercises")

    whole = text_of(Searches(library).finder(entries.load(), decision.load(), ()).documents)

    assert {"promptword", "beliefword", "everybody"} <= set(re.findall(r"\w+", whole))
    assert not re.search(r"optionword|feedbackword|revealword|realityword|resultword", whole)


def test_no_hint_or_solution_is_in_the_index(finder):
    whole = text_of(finder.documents)
    for exercise in EXERCISES:
        for hint in exercise.hints:
            assert hint.split("\n")[0][:60] not in whole, exercise.slug
        assert exercise.solution_path.read_text(encoding="utf-8")[:80] not in whole
    for pair in entries.load().pairs.values():
        assert pair.question.reveal_html[3:40] not in whole


def text_of(documents: tuple[Document, ...]) -> str:
    return "\n".join(field for document in documents for field in document.fields)


def test_the_index_is_written_anew_only_when_something_has_changed(tmp_path):
    folder = tmp_path / "lessons" / "01_tiny"
    folder.mkdir(parents=True)
    (folder / "lesson.md").write_text(SECRET_LESSON, encoding="utf-8")
    searches = Searches(Library(tmp_path / "lessons", tmp_path / "exercises"))
    first = searches.finder(entries.load(), decision.load(), ())

    assert searches.finder(entries.load(), decision.load(), ()) is first
    (folder / "lesson.md").write_text(SECRET_LESSON.replace("everybody", "hippopotamus"), encoding="utf-8")
    again = searches.finder(entries.load(), decision.load(), ())
    assert first.find("hippopotamus").documents == ()
    assert again.find("hippopotamus").documents[0].target == "lesson:01_tiny#a-step"


def test_a_python_without_full_text_search_is_told_in_one_sentence(monkeypatch):
    monkeypatch.setattr(index, "MODULE", "fts_that_is_missing")
    with pytest.raises(SearchUnavailable, match="SQLite was built without full-text search"):
        Searches(LIBRARY).finder(entries.load(), decision.load(), EXERCISES)


# --- What people type, and what the course calls it ---


def test_what_a_synonym_means_stands_in_the_course(finder):
    """A line whose right side is nowhere would look as if it helped."""
    known = set(re.findall(r"[^\W_]+", text_of(finder.documents).lower()))
    for typed, meant in synonyms.load().means.items():
        words = {word for phrase in meant for word in re.findall(r"[^\W_]+", phrase.lower())}
        assert words <= known, (typed, words - known)


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (
            {"typed": ["Login"], "means": ["sign in"]},
            "'Login': what is typed has up to 4 words in lower case",
        ),
        ({"typed": ["a b c d e"], "means": ["x"]}, "has up to 4 words"),
        ({"typed": ["jwt"], "means": [401]}, "401: write it in quotation marks"),
        ({"typed": "jwt", "means": ["token"]}, "has two lists, typed and means"),
        ({"typed": ["jwt", "jwt"], "means": ["token"]}, "'jwt' stands on 2 lines under typed"),
    ],
)
def test_a_line_of_synonyms_that_cannot_be_used_is_told(line, said):
    with pytest.raises(synonyms.SynonymsFault, match=re.escape(said)):
        synonyms.read({"stop": "a", "keep": [], "spelling": [], "means": [line]})


def test_a_file_of_synonyms_without_its_keys_is_told():
    with pytest.raises(synonyms.SynonymsFault, match="has the keys keep, means, spelling, stop, not stop"):
        synonyms.read({"stop": "a"})
