"""Ten questions by a seed: the same lessons and the same seed, the same ten."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from random import Random

from course.challenge.candidates import (
    Candidate,
    Sent,
    Sort,
    answers,
    candidates,
    code_before,
    is_steady,
    panel_of,
    secrets_in,
    sent_in,
    sort_of,
)
from course.lessons.library import Library, folder_stamp
from course.reference import entries
from course.values.challenge import Asked
from course.values.wire import Request

#: Questions of a challenge, and the most of them that are sent as a lesson sends them.
TEN = 10
MOST_LIVE = 5
#: Lessons that are asked first.
NEWEST = 4
#: How many of each sort, in this order; the rest is filled up. "same" must be among them, else "anything but
#: the code before" wins.
QUOTAS: tuple[tuple[Sort, int], ...] = (("live", 2), ("good", 4), ("same", 3), ("routine", 1))
#: Fill up with rules that are taught, then with live requests, then with rules that are still to come.
FILL: tuple[tuple[Sort, bool], ...] = (
    ("good", True),
    ("same", True),
    ("live", True),
    ("good", False),
    ("same", False),
    ("routine", False),
)
#: Most questions of one kind of change, of one code, and with the key that the change suggests.
OF_KIND, OF_CODE, SUGGESTED = 2, 3, 3
#: Candidates that are looked at for one sort before another one takes its place.
PATIENCE = 400
#: More changes than these of one request are not looked at.
MOST_CHANGES = 40
#: Codes that fill up the options.
COMMON = (200, 400, 404, 500, 201, 422)


def ten(library: Library, upto: str, seed: int) -> tuple[Asked, ...]:
    """Return the questions of a seed about every lesson up to one, that one first; "" for all lessons."""
    slugs = _slugs(library, upto)
    stamps = tuple(folder_stamp(library.lessons_dir / slug) for slug in slugs)
    return _ten(library, slugs, stamps, seed)


def _slugs(library: Library, upto: str) -> tuple[str, ...]:
    slugs = library.slugs()
    return slugs[: slugs.index(upto) + 1] if upto in slugs else slugs


@lru_cache(maxsize=32)
def _ten(library: Library, slugs: tuple[str, ...], _: object, seed: int) -> tuple[Asked, ...]:
    pool = _Pool(library, slugs, Random(f"{seed} {slugs[-1] if slugs else ''}"))  # noqa: S311 - a game
    return tuple(asked_of(candidate) for candidate in _chosen(pool))


class _Pool:
    """The candidates in the order in which they are looked at; each is run when it is looked at."""

    def __init__(self, library: Library, slugs: tuple[str, ...], random: Random) -> None:
        self._random = random
        sent = [one for slug in slugs for one in _sent(library, slug)]
        sources = [source for slug in slugs if (source := library.source(slug))]
        self._secrets = {one for source in sources for one in secrets_in(source)}
        self._told = {(one.app, request) for one in sent for request in one.requests}
        self._sequences = {(one.app, one.requests) for one in sent}
        self.number = int(slugs[-1][:2]) if slugs else 0
        random.shuffle(sent)
        # Newer lessons first; the order inside is drawn.
        self._sent = sorted(sent, key=lambda one: self.number - one.number >= NEWEST)
        self._made: dict[int, list[Candidate]] = {}

    def live(self) -> Iterator[Candidate]:
        """Yield requests as lessons send them."""
        for index in range(len(self._sent)):
            yield from (one for one in self._of(index) if one.change is None)

    def changed(self, taught: bool) -> Iterator[Candidate]:
        """Yield changed requests, one of each block in turn, whose rule is taught or still to come."""
        for turn in range(MOST_CHANGES):
            for index in range(len(self._sent)):
                mine = [one for one in self._of(index) if one.change and self._is_taught(one) == taught]
                if turn < len(mine):
                    yield mine[turn]

    def shuffled(self, chosen: list[Candidate]) -> list[Candidate]:
        """Return questions in the order in which they are asked."""
        return self._random.sample(chosen, len(chosen))

    def _of(self, index: int) -> list[Candidate]:
        if index not in self._made:
            found = [one for one in candidates(self._sent[index]) if self._may_be_told(one)]
            self._random.shuffle(found)
            self._made[index] = found
        return self._made[index]

    def _may_be_told(self, one: Candidate) -> bool:
        """Tell whether a question tells no answer of a lesson, and is new when it is a changed one."""
        asked = (one.sent.app, one.requests[-1])
        if one.change is None:
            return asked not in self._secrets
        if one.change.again:
            return asked not in self._secrets and (one.sent.app, one.requests) not in self._sequences
        return asked not in self._told

    def _is_taught(self, one: Candidate) -> bool:
        return one.change is None or one.change.lesson <= self.number


def _sent(library: Library, slug: str) -> Iterable[Sent]:
    """Return what a lesson sends; of two blocks that send the same to one app, the first."""
    source = library.source(slug)
    found: dict[tuple[Path, tuple[Request, ...]], Sent] = {}
    for one in sent_in(source) if source else ():
        # Both make questions of one id, and a question found again by it shows the code it was asked with.
        found.setdefault((one.app, one.requests), one)
    return found.values()


@dataclass
class _Ten:
    """The questions chosen so far, and what of them is used up."""

    chosen: list[Candidate] = field(default_factory=list)
    apps: Counter[Path] = field(default_factory=Counter)
    sent: set[tuple[Path, Request]] = field(default_factory=set)
    kinds: Counter[str] = field(default_factory=Counter)
    keys: Counter[int] = field(default_factory=Counter)
    both: set[tuple[str, int]] = field(default_factory=set)
    suggested: int = 0

    @property
    def full(self) -> bool:
        """Tell whether there are ten."""
        return len(self.chosen) == TEN

    def has_room_for(self, one: Candidate, of_app: int) -> bool:
        """Tell whether a question of this app may join."""
        asked = (one.sent.app, one.requests[-1])
        return self.apps[one.sent.app] < of_app and asked not in self.sent

    def fits(self, one: Candidate, key: int) -> bool:
        """Tell whether a question may join: no kind and no code too often."""
        most = MOST_LIVE if one.change is None else OF_KIND
        return not (
            self.kinds[one.kind] >= most
            or self.keys[key] >= OF_CODE
            or (one.change is not None and (one.kind, key) in self.both)
            or (_is_suggested(one, key) and self.suggested >= SUGGESTED)
        )

    def add(self, one: Candidate, key: int) -> None:
        """Let a question join."""
        self.chosen.append(one)
        self.apps[one.sent.app] += 1
        self.sent.add((one.sent.app, one.requests[-1]))
        self.kinds[one.kind] += 1
        self.keys[key] += 1
        self.both.add((one.kind, key))
        self.suggested += _is_suggested(one, key)


def _is_suggested(one: Candidate, key: int) -> bool:
    return one.change is not None and one.change.tempting[:1] == (key,)


def _chosen(pool: _Pool) -> list[Candidate]:
    found = _Ten()
    for sort, many in QUOTAS:
        _take(pool, found, sort, many)
    # A short course has fewer apps than there are questions.
    for of_app in (1, 2, 3):
        for sort, taught in FILL:
            _take(pool, found, sort, TEN, taught, of_app)
    return pool.shuffled(found.chosen)


def _take(pool: _Pool, found: _Ten, sort: Sort, many: int, taught: bool = True, of_app: int = 1) -> None:
    """Let up to `many` questions of a sort join."""
    for looked, one in enumerate(pool.live() if sort == "live" else pool.changed(taught)):
        if many == 0 or found.full or looked > PATIENCE:
            return
        if not found.has_room_for(one, of_app) or sort_of(one) != sort:
            continue
        key = _key(one)
        if found.fits(one, key) and is_steady(one):
            found.add(one, key)
            many -= 1


def _key(one: Candidate) -> int:
    found = answers(one.sent.app, one.requests)
    response = found[-1].response if found else None
    return response.status if response else 0


def asked_of(candidate: Candidate) -> Asked:
    """Return a candidate as a question."""
    change = candidate.change
    panel = panel_of(candidate)
    words = change.words if change else ""
    asked = Asked(candidate.id, candidate.sent.lesson, words, candidate.kind, panel, ())
    return Asked(asked.id, asked.lesson, words, asked.kind, panel, options(candidate, asked.key))


def options(candidate: Candidate, key: int) -> tuple[int, ...]:
    """Return four codes, sorted: the key, the code before, what the change suggests, what is confused."""
    change = candidate.change
    found = [key]
    if change is not None:
        found += [code_before(candidate), *change.tempting[:2]]
    entry = entries.load().entries.get(key)
    found += [*(entry.confused if entry else ()), *COMMON]
    return tuple(sorted(list(dict.fromkeys(found))[:4]))


def find(library: Library, name: str) -> Asked | None:
    """Return the question of an id, None when nothing sends that to that app any more."""
    slug, _, rest = name.partition("/")
    app = rest.partition("/")[0]
    for sent in _sent(library, slug):
        if sent.app.name == app:
            for candidate in candidates(sent):
                if candidate.id == name:
                    return asked_of(candidate)
    return None
