"""What ways look for in a lesson, built and as written."""

from __future__ import annotations

from course.lessons.parser import Source
from course.lessons.scan import Node
from course.values.lesson import Block, Lesson, Myth, Panel, Pitfall, Question, Shown


def blocks_of(lesson: Lesson) -> tuple[Block, ...]:
    """Return every block of a lesson in reading order."""
    return (*lesson.opener, *(block for step in lesson.steps for block in step.blocks))


def nodes_of(source: Source, *names: str) -> list[Node]:
    """Return the blocks of these names in a lesson as written, in reading order."""
    return [item for item in source.items if isinstance(item, Node) and item.name in names]


def panels_of(lesson: Lesson) -> tuple[Panel, ...]:
    """Return every app of a lesson with its exchanges in reading order, also those of questions."""
    return tuple(panel for block in blocks_of(lesson) for panel in _panels(block))


def _panels(block: Block) -> tuple[Panel, ...]:
    if isinstance(block, Shown):
        return (block.panel,)
    if isinstance(block, Pitfall):
        return block.wrong, block.right
    return (block.panel,) if isinstance(block, Question | Myth) and block.panel else ()
