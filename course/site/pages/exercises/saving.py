"""Why a text cannot be saved, and the code that says so."""

from __future__ import annotations

import errno

from flask import Response, redirect
from werkzeug.wrappers import Response as BaseResponse

from course.practice import sources
from course.site.http.address import links
from course.site.pages.errors import error_answer

#: The code for each kind of file that is not touched.
STATUS = {"link": 403, "kind": 409}
#: Errors of a disk that is full, of a quota, of a limit on files.
NO_ROOM = (errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC), errno.EFBIG)
CANNOT = (sources.Refused, sources.TooLong, sources.NotText, sources.NotKept, OSError)


def cannot_save(error: Exception) -> Response:
    """Return the answer for a text that cannot be saved, with the code of its reason."""
    if isinstance(error, sources.Refused):
        return error_answer(STATUS[error.kind], str(error))
    if isinstance(error, sources.TooLong):
        return error_answer(413, str(error))
    if isinstance(error, sources.NotText):
        return error_answer(422, str(error))
    if isinstance(error, sources.NotKept):
        return error_answer(507, f"{error} The course keeps every text before it replaces it.")
    if isinstance(error, OSError) and error.errno in NO_ROOM:
        return error_answer(507, f"The file cannot be saved ({error.strerror}). Nothing was changed.")
    reason = error.strerror if isinstance(error, OSError) and error.strerror else "it cannot be written"
    return error_answer(500, f"The file cannot be saved: {reason}. Nothing was changed.")


def back_to_code(slug: str, part: str) -> BaseResponse:
    """Lead back to a part of the code of an exercise with 303; a narrow page shows one view at a time."""
    return redirect(f"{links().exercise(slug)}?view=code#{part}", 303)
