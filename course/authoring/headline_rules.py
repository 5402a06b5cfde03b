"""The rule of headlines: what a sentence of the tutor names, the entry's evidence must show.

Codes, headers, media types and exceptions are looked for, and whether "nothing says" looks at the body. Deeds
and words like "every" are not: of what a rule for them reported, nearly all was true.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from course.exercises.catalogue import Catalogue
from course.exercises.wrong_fixes import ALL, Entry, catalogue_path, evidence_of, read_entries
from course.grading.evidence.facts_language import split
from course.values.codes import NAMES
from course.values.exercise import Exercise, ExerciseError
from course.values.mistakes import ContentError, CourseContentError

#: A number of three digits that is not a part of a larger one, of a path, or of an amount.
CODE = re.compile(r"(?<![\w.,/#-])([1-5]\d\d)(?![\w-]|[.,]\d)(?! (?:bytes|cents|characters|loaves|bikes))")
#: Names of headers with a hyphen, and those without one that are no other word inside a sentence.
HEADER = re.compile(r"(?<![\w-])([A-Z]\w*(?:-[A-Z]\w*)+|Location|Allow|ETag|Authorization|Origin)(?![\w-])")
EXCEPTION = re.compile(r"\b([A-Z]\w*(?:Error|Exception))\b")
MEDIA_TYPE = re.compile(r"\b((?:application|audio|image|multipart|text|video)/[\w.+-]*\w)")
#: Words of the vocabulary that show something which they do not spell.
SHOWS = {"crash": "500", "html": "Content-Type text/html"}
#: What is denied shows nothing: !404, !~ `REGEX`, !holds VALUE.
DENIED = re.compile(r"[\w.-]* *!~ *(?:`[^`]*`|\S+)|![\w|]+")
#: Codes or exceptions of which one is enough: 500|503.
CHOICE = re.compile(r"\w+(?:\|\w+)+")

#: Words that deny every way of saying something, the text of a message too.
NOTHING_SAYS = re.compile(r"\b(nothing (?:says|tells|names)|(?:am|are|is) not told)\b", re.IGNORECASE)
LOOKS_AT_THE_BODY = re.compile(r"\bempty\b|\bbody !(?:~|holds)")


@dataclass(frozen=True)
class Named:
    """A thing that a sentence names: its kind in words, and how it is written."""

    kind: str
    text: str


def check_headlines(folder: Path) -> tuple[ContentError, ...]:
    """Return each thing that a headline of one exercise names and nothing shows.

    `Believes` says what came, so the evidence (or `Claims`) must show it. `Misconception` may also name what
    the README promises; so may both where the learner's file is not an app, whose exchanges are evidence.
    """
    catalogue = catalogue_path(folder)
    try:
        exercise = Catalogue(folder.parent).get(folder.name)
        written = evidence_of(catalogue) if exercise else {}
        entries = read_entries(catalogue)
    except (ExerciseError, CourseContentError):
        return ()
    if exercise is None or not written:
        return ()
    common = written.get(ALL, "")
    return tuple(fault for one in entries if one.evidence for fault in _faults(exercise, one, common))


def named_in(sentence: str) -> Iterator[Named]:
    """Yield what a sentence names, each thing once."""
    codes = (code for code in CODE.findall(sentence) if int(code) in NAMES)
    found = [Named("code", code) for code in codes]
    kinds = (("header", HEADER), ("exception", EXCEPTION), ("media type", MEDIA_TYPE))
    found += [Named(kind, text) for kind, pattern in kinds for text in pattern.findall(sentence)]
    yield from dict.fromkeys(found)


def shown_in(evidence: str, named: Named, sentence: str) -> bool:
    """Tell whether an evidence shows a thing that a sentence names.

    What is denied shows no code; of anything else it shows that it is not there. A choice like 500|503 shows
    one of them only when the sentence names all.
    """
    clauses = split(evidence, ";")
    held = " ; ".join(clause for clause in clauses if not clause.startswith("no "))
    certain = CHOICE.sub(lambda choice: _certain(choice[0], sentence), _plain(DENIED.sub(" ", held)))
    shown = [certain, *(shows for word, shows in SHOWS.items() if _is_in(word, certain))]
    denied = [*DENIED.findall(held), *(clause for clause in clauses if clause.startswith("no "))]
    texts = shown if named.kind == "code" else shown + [_plain(text) for text in denied]
    return any(_is_in(named.text, text) for text in texts)


def _plain(text: str) -> str:
    """Return a text without what regular expressions write in front of a sign or around a word."""
    return re.sub(r"\\([^\w\s])", r"\1", text).replace("\\b", " ")


def _certain(choice: str, sentence: str) -> str:
    names = choice.split("|")
    return choice.replace("|", " ") if all(_is_in(name, sentence) for name in names) else " "


def _faults(exercise: Exercise, entry: Entry, common: str) -> Iterator[ContentError]:
    evidence = "; ".join(filter(None, (entry.evidence, entry.claims, common)))
    readme = _readme(exercise.folder)
    app = exercise.edit == "app.py"
    for key, sentence in (("Misconception", entry.misconception), ("Believes", entry.believes)):
        promised = readme if key == "Misconception" or not app else ""
        for named in named_in(sentence):
            if not (_is_in(named.text, promised) or shown_in(evidence, named, sentence)):
                yield _fault(exercise, entry, key, named)
    found = NOTHING_SAYS.search(entry.believes)
    if found and app and not LOOKS_AT_THE_BODY.search(evidence):
        yield _nothing_says(exercise, entry, found[0])


def _fault(exercise: Exercise, entry: Entry, key: str, named: Named) -> ContentError:
    file = catalogue_path(exercise.folder)
    message = (
        f"{entry.name}: {key} names the {named.kind} {named.text}, and no clause of its evidence shows it."
    )
    remedy = "Add a clause that does, leave the name out, or write what prove has to find true after Claims:."
    return ContentError(file, _line_of(file, entry, key), message, remedy)


def _nothing_says(exercise: Exercise, entry: Entry, words: str) -> ContentError:
    file = catalogue_path(exercise.folder)
    message = f"{entry.name}: Believes says {words!r}, and no clause of its evidence looks at the body."
    remedy = (
        "A message may say it. Name what is missing (no header says, no Allow says), or add body !~ `REGEX`."
    )
    return ContentError(file, _line_of(file, entry, "Believes"), message, remedy)


def _line_of(file: Path, entry: Entry, key: str) -> int:
    lines = file.read_text(encoding="utf-8").split("\n")
    return next(n for n, line in enumerate(lines, 1) if n > entry.line and line.startswith(f"{key}:"))


def _is_in(name: str, text: str) -> bool:
    """Tell whether a name stands in a text, not as a part of another one."""
    return re.search(rf"(?<![\w-]){re.escape(name)}(?![\w-])", text, re.IGNORECASE) is not None


@cache
def _readme(folder: Path) -> str:
    return (folder / "README.md").read_text(encoding="utf-8")
