"""What can be found, as documents of six fields, written from the course's own content.

Never in a document: options, feedback, reveals, realities, causes, results, takeaways, hints, solutions. Of a
question only its prompt is there, of a myth only what is believed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from course.lessons.parser import Source, StepSource
from course.lessons.scan import Markdown, Node
from course.reference.glossary import Term, glossary
from course.reference.usage import SECRET
from course.text.marks import RFC, plain

if TYPE_CHECKING:
    from course.reference.decision import Decision, End, Stage
    from course.reference.entries import Entry, Pair, Reference
    from course.values.exercise import Exercise
    from course.values.links import Links

Kind = Literal["page", "code", "comparison", "unregistered", "lesson", "step", "exercise", "check", "term"]
#: Blocks of which not even the title is there: it tells what a learner knows afterwards.
UNTOLD = frozenset({"result", "takeaways", "figure"})
_FENCE = re.compile(r"^(```|~~~).*?^\1\s*$", re.M | re.S)
_NAME = re.compile(r"`([A-Za-z][\w.+/-]*)(?:\([^`]*\))?`")


@dataclass(frozen=True)
class Document:
    """One thing that can be found. The summary is shown below its title, the body never."""

    kind: Kind
    #: Like the course's links: "code:404", "lesson:SLUG#STEP", "exercise:SLUG", "term:NAME"; also "check:ID",
    #: "page:NAME".
    target: str
    title: str
    #: Header fields, names of Flask and of HTTP, words of the address.
    names: str = ""
    #: Situations, objectives, aliases: short phrases, a line each.
    phrases: str = ""
    summary: str = ""
    body: str = ""
    #: The codes it is about, its own one first.
    codes: tuple[int, ...] = ()

    @property
    def fields(self) -> tuple[str, str, str, str, str]:
        """Return what is searched, in the order of the index's columns."""
        return self.title, self.names, self.phrases, self.summary, self.body

    @property
    def name(self) -> str:
        """Return the title without the code in front of it."""
        return self.title.removeprefix(f"{self.code} ")

    @property
    def heading(self) -> str:
        """Return the title without the number of the lesson or exercise in front of it."""
        return self.title.rpartition(": ")[2]

    @property
    def code(self) -> int:
        """Return the code whose own page it is, else 0."""
        return self.codes[0] if self.kind in ("code", "unregistered") else 0


#: The pages that hold other pages.
PAGES = (
    Document(
        "page",
        "page:home",
        "All lessons and exercises",
        phrases="map of the course \nmy progress \nhome \nstart \ncontents",
    ),
    Document("page", "page:lessons", "All lessons", phrases="list of lessons"),
    Document("page", "page:exercises", "All exercises", phrases="list of exercises \nwhat to solve next"),
    Document(
        "page",
        "page:codes",
        "Every status code",
        phrases="list of all status codes \nall codes \noverview of codes \nsheet to print \ncheat sheet",
    ),
    Document(
        "page",
        "page:decide",
        "Which code?",
        phrases="decision tree \nflow chart \nwhich code do I send \nwhich status code to use",
        summary="From the first fault of a request to one code, in the order in which a server checks.",
    ),
    Document(
        "page",
        "page:glossary",
        "Glossary",
        phrases="glossary \nlist of terms \ndefinitions \nvocabulary",
        summary="Every term that a lesson defines, in one sentence.",
    ),
)


def address(document: Document, links: Links) -> str:
    """Return where a document's page is."""
    kind, _, name = document.target.partition(":")
    if kind == "check":
        return links.check(name)
    if kind != "page":
        return links.href(document.target)
    pages = {
        "home": links.home,
        "lessons": links.lessons,
        "exercises": links.exercises,
        "codes": links.codes,
        "decide": links.decide,
        "glossary": links.glossary,
    }
    return pages[name]()


def documents(
    reference: Reference, walk: Decision, sources: Iterable[Source], exercises: Iterable[Exercise]
) -> tuple[Document, ...]:
    """Return everything that can be found, codes first."""
    lessons = tuple(sources)
    return (
        *(_of_code(entry, walk) for entry in reference.entries.values()),
        *map(_of_pair, reference.pairs.values()),
        *(unregistered(code, text) for code, text in reference.unregistered.items()),
        *(document for source in lessons for document in _of_lesson(source)),
        *map(_of_exercise, exercises),
        *_of_checks(walk),
        *map(_of_term, glossary(lessons).terms),
        *PAGES,
    )


def unregistered(code: int, summary: str = "") -> Document:
    """Return the page of a number that nobody registered; it says what a client makes of it."""
    return Document("unregistered", f"code:{code}", f"{code} Not registered", summary=summary, codes=(code,))


def _of_code(entry: Entry, walk: Decision) -> Document:
    said = (entry.says, entry.avoid, entry.client, entry.flask, entry.note, entry.cache_note)
    rules = (f"{header.name}: {plain(header.why)}" for header in entry.headers)
    ends = (_led(walk.way_to(end.id), end) for end in walk.ends.values() if end.code == entry.code)
    return Document(
        "code",
        f"code:{entry.code}",
        f"{entry.code} {entry.name}",
        " ".join(header.name for header in entry.headers),
        _lines(entry.situations),
        plain(entry.use),
        _lines((*map(plain, said), *rules, *ends)),
        (entry.code,),
    )


def _led(way: tuple[Stage, ...], end: End) -> str:
    last = way[-1]
    return f"{plain(last.check.question)} {plain(last.choice.text)} {plain(end.because)}"


def _of_pair(pair: Pair) -> Document:
    asked = re.sub(r"<[^>]+>", " ", pair.question.prompt_html)
    return Document(
        "comparison",
        f"code:{pair.slug}",
        f"{pair.title}?",
        "",
        _lines(plain(side.text) for side in pair.sides),
        pair.rule_text,
        _lines((asked, *(plain(mistake.believes) for mistake in pair.mistakes))),
        pair.codes,
    )


def _of_lesson(source: Source) -> Iterator[Document]:
    outline = source.outline
    if outline is None:
        return
    title = f"Lesson {outline.number}: {outline.title}"
    yield Document(
        "lesson",
        f"lesson:{outline.slug}",
        title,
        _spaced(outline.id),
        _lines(map(plain, outline.objectives)),
        plain(outline.summary),
        _prose(source.opener),
        outline.codes,
    )
    for step in source.steps:
        yield _of_step(step, outline.slug, title)


def _of_step(step: StepSource, slug: str, lesson: str) -> Document:
    text = _lines(_open_texts(step.items))
    return Document(
        "step",
        f"lesson:{slug}#{step.id}",
        step.title,
        f"{_names(text)} {_spaced(step.id)}",
        _lines(plain(node.argument) for node in step.blocks("predict", "quiz", "myth")),
        lesson,
        _clean(text),
    )


def _of_exercise(exercise: Exercise) -> Document:
    text = _lines((exercise.story, exercise.contract, exercise.decide))
    return Document(
        "exercise",
        f"exercise:{exercise.slug}",
        f"Exercise {exercise.number}: {exercise.title}",
        f"{_names(text)} {_spaced(exercise.slug[3:])}",
        "",
        plain(exercise.story.split("\n\n")[0]),
        _clean(text),
        exercise.codes,
    )


def _of_checks(walk: Decision) -> Iterator[Document]:
    for check in walk.checks.values():
        choices = _lines(plain(choice.text) for choice in check.choices)
        yield Document(
            "check", f"check:{check.id}", plain(check.question), "", choices, body=plain(check.order)
        )


def _of_term(term: Term) -> Document:
    return Document("term", f"term:{term.anchor}", term.name, summary=plain(term.sentence))


def _open_texts(items: Iterable[Markdown | Node]) -> Iterator[str]:
    """Yield what stands there for everybody: all text, and of a block with a secret only its first line."""
    for item in items:
        if isinstance(item, Markdown):
            yield item.text
        elif item.name not in UNTOLD:
            yield item.argument
            if item.name not in SECRET:
                yield from _open_texts(item.children)


def _prose(items: Iterable[Markdown | Node]) -> str:
    return _clean(_lines(_open_texts(items)))


def _clean(text: str) -> str:
    """Return a text without listings, citations and marks."""
    bare = RFC.sub(" ", _FENCE.sub(" ", text))
    return re.sub(r"\s+", " ", _lines(plain(line) for line in bare.splitlines()))


def _names(text: str) -> str:
    """Return what stands in code marks and looks like a name: errorhandler, If-Match, application/json."""
    return " ".join(dict.fromkeys(_NAME.findall(_FENCE.sub(" ", text))))


def _spaced(slug: str) -> str:
    return slug.replace("_", " ").replace("-", " ")


def _lines(texts: Iterable[str]) -> str:
    return " \n".join(text for text in texts if text)
