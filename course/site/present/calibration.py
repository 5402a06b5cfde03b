"""Sure against right: how often an answer that was given sure was right, and one that was guessed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from course.values.parts import PARTS
from course.values.progress import Answer, Confidence

#: Answers in a row of the view over time: fewer say nothing, and more hide a change.
STRETCH = 20
#: More rows than these make no picture; stretches grow instead.
MOST_ROWS = 8


@dataclass(frozen=True)
class Rate:
    """How many of some answers were right."""

    right: int
    of: int

    @property
    def percent(self) -> int:
        """Return the right ones in a hundred, rounded; 0 for none."""
        return round(100 * self.right / self.of) if self.of else 0

    @property
    def words(self) -> str:
        """Return the rate as a table says it: "15 of 16"."""
        return f"{self.right} of {self.of}" if self.of else "none"


@dataclass(frozen=True)
class Row:
    """Some answers: those that were sure, and those that were guessed."""

    label: str
    sure: Rate
    guess: Rate

    @property
    def told(self) -> str:
        """Return the row as one sentence part."""
        sure = f"sure {self.sure.percent} per cent right" if self.sure.of else "never sure"
        guess = f"guessing {self.guess.percent}" if self.guess.of else "never guessing"
        return f"{self.label}: {sure}, {guess}"


@dataclass(frozen=True)
class Dot:
    """One rate in the picture. Lengths in pixels of the drawing."""

    x: float
    percent: int
    #: Where its number stands, and on which side of the dot it ends.
    text_x: float
    anchor: str


@dataclass(frozen=True)
class PlotRow:
    """One row of the picture."""

    label: str
    label_y: float
    y: float
    sure: Dot | None
    guess: Dot | None


@dataclass(frozen=True)
class Plot:
    """A picture of rows: a full dot where answers were sure, an open one where they were guessed."""

    width: int
    height: int
    #: Place of each line and its words.
    axis: tuple[tuple[float, str], ...]
    top: int
    bottom: float
    rows: tuple[PlotRow, ...]


@dataclass(frozen=True)
class _Frame:
    """Measures of a picture in pixels."""

    width: int
    left: int
    right: int
    step: int
    label_above: bool


WIDE = _Frame(680, 190, 640, 46, False)
NARROW = _Frame(340, 16, 306, 58, True)


def row_of(label: str, answers: Iterable[Answer]) -> Row:
    """Return how often some answers were right."""
    given = list(answers)
    return Row(label, _rate(given, "sure"), _rate(given, "guessing"))


def _rate(answers: Sequence[Answer], confidence: Confidence) -> Rate:
    found = [answer.right for answer in answers if answer.confidence == confidence]
    return Rate(sum(found), len(found))


def by_part(first: Sequence[Answer], part_of: Mapping[str, int]) -> tuple[Row, ...]:
    """Return a row for each part with an answer whose sureness was told."""
    told = [answer for answer in first if answer.confidence]
    rows = (
        row_of(f"{part.number} {part.title}", (a for a in told if part_of.get(a.question) == part.number))
        for part in PARTS
    )
    return tuple(row for row in rows if row.sure.of + row.guess.of)


def over_time(first: Sequence[Answer]) -> tuple[Row, ...]:
    """Return a row for each stretch of answers, oldest first; none when there is only one stretch."""
    told = [answer for answer in first if answer.confidence]
    size = max(STRETCH, -(-len(told) // MOST_ROWS))
    if len(told) < 2 * STRETCH:
        return ()
    return tuple(
        row_of(f"Answers {start + 1} to {min(start + size, len(told))}", told[start : start + size])
        for start in range(0, len(told), size)
    )


def plots(rows: Sequence[Row]) -> tuple[Plot, Plot]:
    """Return the picture for a wide window and the one for a phone."""
    return _plot(rows, WIDE), _plot(rows, NARROW)


def _plot(rows: Sequence[Row], frame: _Frame) -> Plot:
    axis = tuple((_x(percent, frame), f"{percent}%") for percent in (0, 25, 50, 75, 100))
    bottom = 30.0 + len(rows) * frame.step + 8
    return Plot(
        frame.width,
        int(bottom + 30),
        axis,
        30,
        bottom,
        tuple(_plot_row(row, index, frame) for index, row in enumerate(rows)),
    )


def _plot_row(row: Row, index: int, frame: _Frame) -> PlotRow:
    top = 30 + index * frame.step
    y = top + (44 if frame.label_above else 28)
    # The two numbers stand outside of the two dots.
    sure_right = row.sure.percent >= row.guess.percent
    return PlotRow(
        row.label,
        top + 27 if frame.label_above else y + 5,
        y,
        _dot(row.sure, sure_right, frame),
        _dot(row.guess, not sure_right, frame),
    )


def _dot(rate: Rate, to_the_right: bool, frame: _Frame) -> Dot | None:
    if not rate.of:
        return None
    x = _x(rate.percent, frame)
    return Dot(x, rate.percent, x + (14 if to_the_right else -14), "start" if to_the_right else "end")


def _x(percent: int, frame: _Frame) -> float:
    return round(frame.left + (frame.right - frame.left) * percent / 100, 1)
