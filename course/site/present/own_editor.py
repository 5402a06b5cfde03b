"""A link that opens the learner's file in an editor of this machine. Pure."""

from __future__ import annotations

from urllib.parse import quote

#: Visual Studio Code's own scheme; COURSE_EDITOR_URL says another.
DEFAULT = "vscode://file/{path}:{line}"


def editor_link(pattern: str, path: str, line: int = 1) -> str:
    """Return a pattern with a file's full path and a line in it; "" for a pattern without {path}.

    The path stands percent-encoded, with its slashes and without the first one: `vscode://file/{path}`.
    """
    if "{path}" not in pattern:
        return ""
    encoded = quote(path.replace("\\", "/").lstrip("/"), safe="/:")
    return pattern.replace("{path}", encoded).replace("{line}", str(max(line, 1)))
