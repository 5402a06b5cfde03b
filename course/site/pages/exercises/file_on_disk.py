"""The learner's file as it is on the disk now."""

from __future__ import annotations

from course.practice import sources
from course.site.present.learner_file import LearnerFile, shown
from course.values.exercise import Exercise


def learner_file(exercise: Exercise) -> LearnerFile:
    """Read the learner's file for showing it. Never raises for what a learner can do to it."""
    name = exercise.edit
    try:
        found = sources.look(exercise)
    except sources.Refused as error:
        return LearnerFile(name, "", "", f"{name} cannot be shown: {error}")
    except OSError as error:
        return LearnerFile(name, "", "", f"{name} cannot be shown: {error.strerror or 'it cannot be read'}.")
    if found is None:
        return LearnerFile(
            name, "", "", f"{name} cannot be shown: there is no such file. Reset brings it back."
        )
    return shown(name, found.data)
