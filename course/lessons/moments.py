"""The recordings of a lesson, and its author's words: each belongs to a frame that was recorded."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from course.lessons.frames import MOST_FRAMES, Frame, fold
from course.lessons.recordings import RecordingFault, record
from course.text.front_matter import Fault
from course.values.lesson import Moment, Visualize
from course.values.recording import Recorded, Run

#: Stations that a moment may name.
NAMED = ("routed", "early", "raised", "crash", "made", "finished", "sent")


def recorded(folder: Path, blocks: Sequence[Visualize]) -> tuple[tuple[Recorded, ...], tuple[Fault, ...]]:
    """Record the runs of a lesson's blocks, and return what keeps them from being shown."""
    found = record(folder, blocks)
    faults = [fault for block, one in zip(blocks, found, strict=True) for fault in faults_of(block, one)]
    return tuple(one for one in found if isinstance(one, Recorded)), tuple(faults)


def frames_of(block: Visualize, run: Run) -> tuple[Frame, ...]:
    """Return the frames of one run of a block."""
    return fold(run.recording, set(block.starts))


def faults_of(block: Visualize, found: Recorded | RecordingFault) -> Iterator[Fault]:
    """Yield what is wrong with a block, now that its runs are known."""
    if isinstance(found, RecordingFault):
        yield Fault(block.line, f"{found}.", "Repair the app, or record another request.")
        return
    if block.lanes and len(block.sent) < 2:
        yield Fault(block.line, "lanes: true, but one request only.", "Send several, or leave lanes: out.")
    pictures = [frames_of(block, run) for run in found.runs]
    for run, frames in zip(found.runs, pictures, strict=True):
        yield from _too_much(block, run, len(frames))
    for moment in block.moments:
        yield from _misplaced(block, moment, pictures)


def _too_much(block: Visualize, run: Run, frames: int) -> Iterator[Fault]:
    line = run.exchange.request.line.removesuffix(" HTTP/1.1")
    if run.recording.cut:
        yield Fault(block.line, f"the recording of {line} ends early ({run.recording.cut}).", "Send less.")
    if frames > MOST_FRAMES:
        remedy = "Name fewer functions in show:, or record a shorter run."
        yield Fault(
            block.line, f"the recording of {line} has {frames} frames, more than {MOST_FRAMES}.", remedy
        )


def _misplaced(block: Visualize, moment: Moment, pictures: list[tuple[Frame, ...]]) -> Iterator[Fault]:
    if moment.of > len(pictures):
        yield Fault(moment.line, f"of: {moment.of}, but {len(pictures)} requests are recorded.")
        return
    about = pictures[moment.of - 1 : moment.of] if moment.of else pictures
    if moment.at not in NAMED and len(lines := _lines(block, moment)) != 1:
        remedy = f"Write text of one line that is shown, or {', '.join(NAMED)}."
        yield Fault(moment.line, f"{moment.at!r} stands on {len(lines)} shown lines, not on one.", remedy)
    elif not any(_is_at(block, moment, frame) for frames in about for frame in frames):
        what = f"the station {moment.at}" if moment.at in NAMED else f"the line with {moment.at!r}"
        remedy = "Say nothing about it, or send a request that comes there."
        yield Fault(moment.line, f"{what} was never reached in this recording.", remedy)


def _lines(block: Visualize, moment: Moment) -> list[int]:
    return [index for index, line in enumerate(block.code) if moment.at in line.text]


def _is_at(block: Visualize, moment: Moment, frame: Frame) -> bool:
    if moment.at in NAMED:
        return frame.station == moment.at
    return frame.line > 0 and [frame.line] == [block.starts[index] for index in _lines(block, moment)]


def words_for(block: Visualize, number: int, frames: Sequence[Frame]) -> tuple[str, ...]:
    """Return what the author says at each frame of the run of that number (from 1); "" for nothing.

    A moment is said once a run: where its line is reached first.
    """
    words = [""] * len(frames)
    for moment in block.moments:
        if moment.of in (0, number):
            at = next((n for n, frame in enumerate(frames) if _is_at(block, moment, frame)), None)
            if at is not None:
                words[at] = moment.html
    return tuple(words)
