"""An editor saves a learner's file while pages save it too, for `prove --durable`: no text is lost.

The editor has several habits. Every text that a page saved must be found afterwards, and every text of the
editor's that a page replaced.
"""

from __future__ import annotations

import os
import random
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import cycle
from pathlib import Path

from course.authoring.served_copy import Copy, ask, digest, read, served
from course.progress.store import Store

#: Seconds in which an editor's save must be done: half of those for which a save of a page waits for it.
PROMISED = 0.5
#: Requests without an answer after which the server is taken for gone.
MOST_FAILED = 20


@dataclass
class Races:
    """What was saved, and what must be found again."""

    wanted: int
    #: What was written -> who wrote it.
    texts: dict[str, str] = field(default_factory=dict)
    #: Hashes of the texts that a page was told are saved.
    pages: set[str] = field(default_factory=set)
    #: Saves of the editor, by habit.
    editor: Counter[str] = field(default_factory=Counter)
    #: Hashes of the texts that a page replaced.
    replaced: set[str] = field(default_factory=set)
    #: Pages that were told 412, and other refusals.
    conflicts: int = 0
    others: Counter[int] = field(default_factory=Counter)
    #: Saves of the editor that took longer than is promised.
    slow: int = 0
    lost: list[str] = field(default_factory=list)

    @property
    def saves(self) -> int:
        """Return how many saves there were, of both."""
        return len(self.pages) + self.editor.total()

    @property
    def going(self) -> bool:
        """Tell whether more saves are wanted and the server answers."""
        return self.saves < self.wanted and self.others[0] < MOST_FAILED

    def lines(self) -> Iterator[str]:
        """Yield what was seen, for people."""
        habits = ", ".join(f"{count} {name}" for name, count in sorted(self.editor.items()))
        yield f"races: {self.saves} saves, {len(self.pages)} of pages, {self.editor.total()} of the editor"
        yield f"the editor: {habits}; {self.slow} took too long"
        others = ", ".join(f"{count} times {code}" for code, count in sorted(self.others.items()))
        yield f"texts that had to be kept when a page replaced them: {len(self.replaced)}"
        yield f"conflicts: {self.conflicts} times 412; otherwise refused: {others or 'nothing'}"
        yield f"lost: {len(self.lost)}"


def race(copy: Copy, saves: int, chance: random.Random) -> Races:
    """Let an editor and a page save so often in all, kill the server, and look for all texts."""
    races = Races(saves)
    with served(copy.root) as (_, port):
        editor = threading.Thread(target=edit, args=(copy.file, races, chance))
        editor.start()
        save_as_pages_do(copy, races, port)
        editor.join()
    look_for_all(copy, races)
    return races


def save_as_pages_do(copy: Copy, races: Races, port: int) -> None:
    """Read the file, and save another text in its place, again and again."""
    address = f"/exercises/{copy.slug}/source"
    while races.going:
        seen = ask(port, "GET", address).headers.get("ETag", "")
        text = f"# page {len(races.pages)} {races.conflicts}\n"
        races.texts[digest(text.encode())] = "a page"
        answer = ask(port, "PUT", address, text, Content_Type="text/plain", If_Match=seen or '"none"')
        if answer.status in (201, 204):
            races.pages.add(digest(text.encode()))
            races.replaced.add(seen.strip('"'))
        elif answer.status == 412:
            races.conflicts += 1
        else:
            races.others[answer.status] += 1


def edit(file: Path, races: Races, chance: random.Random) -> None:
    """Save with one habit after the other, and note each own text that is not found again."""
    last = b""
    for name, write in cycle(HABITS.items()):
        if last and read(file) != last:
            races.replaced.add(digest(last))
        if not races.going:
            return
        last = f"# {name} {chance.random()}\n".encode() * chance.randrange(1, 200)
        races.texts[digest(last)] = f"the editor ({name})"
        begun = time.monotonic()
        write(file, last, chance)
        if time.monotonic() - begun > PROMISED:
            races.slow += 1
            last = b""
        else:
            races.editor[name] += 1
        # The one who is ahead waits longer, so that both save about equally often.
        ahead = races.editor.total() > len(races.pages)
        time.sleep(chance.uniform(0, 0.2 if ahead else 0.02))


def look_for_all(copy: Copy, races: Races) -> None:
    """Name every text that must be found and is not, as the next start finds them."""
    store = Store(copy.database)
    try:
        kept = {text.hash for text in store.sources(copy.slug)} | copy.texts_beside()
    finally:
        store.close()
    for name in sorted((races.pages | races.replaced) - kept):
        did = "was acknowledged" if name in races.pages else "was replaced by a page"
        races.lost.append(f"{races.texts.get(name, 'nobody')}: text {name[:12]} {did}")


def in_place(file: Path, text: bytes, chance: random.Random) -> None:
    """Write over what the file holds, then cut off the rest."""
    with open(file, "r+b") as handle:
        handle.write(text)
        handle.truncate()


def beside_and_rename(file: Path, text: bytes, chance: random.Random) -> None:
    """Write another file, and give it the name."""
    beside = file.with_name(".editor")
    beside.write_bytes(text)
    os.replace(beside, file)


def truncated_first(file: Path, text: bytes, chance: random.Random) -> None:
    """Empty the file, and write the text in two parts, with a pause between them."""
    with open(file, "wb", buffering=0) as handle:
        handle.write(text[: len(text) // 2])
        time.sleep(chance.uniform(0, 0.02))
        handle.write(text[len(text) // 2 :])


def backup_and_create(file: Path, text: bytes, chance: random.Random) -> None:
    """Give the file the name of a backup, and make a new one."""
    with suppress(FileNotFoundError):
        os.replace(file, file.with_name(f"{file.name}~"))
    time.sleep(chance.uniform(0, 0.005))
    file.write_bytes(text)


#: What an editor does -> how it does it.
HABITS: dict[str, Callable[[Path, bytes, random.Random], None]] = {
    "in place": in_place,
    "beside and renamed": beside_and_rename,
    "truncated, then in two parts": truncated_first,
    "backup, then created": backup_and_create,
}
