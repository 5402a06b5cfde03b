"""What may lie at the place of a learner's file instead of one, for `prove --hostile`."""

from __future__ import annotations

import os
import socket
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from course.authoring.hostile_answers import GOOD
from course.values.plain_file import MOST


@dataclass(frozen=True)
class Odd:
    """One kind of file, and what every report says of it."""

    name: str
    make: Callable[[Path], object]
    words: str
    outcome: str = "cannot_load"


def _socket(path: Path) -> None:
    """Bind a socket by a short name: the path of a whole one may be longer than an address."""
    here = os.open(".", os.O_RDONLY)
    try:
        os.chdir(path.parent)
        with socket.socket(socket.AF_UNIX) as one:
            one.bind(path.name)
    finally:
        os.fchdir(here)
        os.close(here)


def _write(data: bytes) -> Callable[[Path], object]:
    return lambda path: path.write_bytes(data)


def _link(target: str) -> Callable[[Path], object]:
    return lambda path: path.symlink_to(target)


ODD = (
    Odd("nothing", lambda path: None, "app.py is not there."),
    Odd("a named pipe", lambda path: os.mkfifo(path), "app.py is a named pipe."),
    Odd("a socket", _socket, "app.py is a device or a socket."),
    Odd("a device", _link("/dev/zero"), "app.py is a device or a socket."),
    Odd("a folder", lambda path: path.mkdir(), "app.py is a folder."),
    Odd("a link to nothing", _link("nowhere.py"), "a link to nowhere.py, and there is nothing."),
    Odd("a link to itself", _link("app.py"), "a link that leads back to itself."),
    Odd("a huge file", _write(b"#" * (MOST + 1)), f"up to {MOST} bytes are read."),
    Odd("an empty file", _write(b""), "no Flask object named 'app'"),
    Odd("a NUL byte", _write(GOOD.encode() + b"\n\0\n"), "NUL byte in line"),
    Odd("UTF-16", _write(GOOD.encode("utf-16")), "NUL byte in line 1"),
    Odd("Latin-1", _write(GOOD.encode() + "# ä\n".encode("latin-1")), "not saved as UTF-8"),
    Odd("an unknown encoding", _write(b"# coding: klingon\n" + GOOD.encode()), "klingon"),
    Odd("Windows line ends", _write(GOOD.replace("\n", "\r\n").encode()), "", "passed"),
    Odd("a byte order mark", _write(b"\xef\xbb\xbf" + GOOD.encode()), "", "passed"),
)
