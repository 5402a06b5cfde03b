"""Learners' files for the toy exercise of a tea house, and a look at processes."""

from __future__ import annotations

import time
from pathlib import Path

HEAD = "from flask import Flask\napp = Flask(__name__)\n"
VIEW = HEAD + "@app.get('/teas/<name>')\ndef show_tea(name):\n"
GOOD = (
    VIEW + "    if name != 'assam':\n        return {'error': 'no such tea'}, 404\n"
    "    return {'name': 'assam', 'grams': 12}\n"
)


def alive(pid: int) -> bool:
    """Tell whether a process is running (a zombie is not)."""
    for _ in range(20):
        try:
            state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
        except OSError:
            return False
        if state == "Z":
            return False
        time.sleep(0.1)
    return True
