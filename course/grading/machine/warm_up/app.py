"""A tiny app that a waiting process grades once, so that its first real job is fast."""

from __future__ import annotations

from flask import Flask

app = Flask(__name__)


@app.get("/warm")
def warm() -> dict[str, bool]:
    """Answer 200."""
    return {"warm": True}
