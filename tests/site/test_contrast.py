"""Every pair of text and background in the style sheet, in both schemes: at least 4.5:1 (WCAG 2.2, 1.4.3)."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

TOKENS = Path(__file__).parents[2] / "static" / "css" / "tokens.css"
FAMILIES = range(1, 6)
CLASSES = tuple(f"c{n}" for n in FAMILIES)
CODE = ("ink", "t-text", "t-note", *CLASSES)
VERDICTS = ("holds", "not-yet")
PAIRS = [
    *(
        (text, ground)
        for text in ("ink", "soft", *CLASSES, *VERDICTS)
        for ground in ("paper", "sheet", "wash")
    ),
    *((text, ground) for text in CODE for ground in ("sheet", "mark", "holds-wash", "not-yet-wash")),
    *((text, f"{verdict}-wash") for verdict in VERDICTS for text in (verdict, "soft")),
    *((text, "wire") for text in ("wire-ink", "wire-soft", *(f"w{n}" for n in FAMILIES))),
    ("paper", "ink"),
]


def tokens(scheme: int) -> dict[str, str]:
    """Return the colours of a scheme, 0 for light and 1 for dark."""
    css = TOKENS.read_text(encoding="utf-8")
    found = dict(re.findall(r"--([\w-]+):\s*(#[0-9a-f]{6});", css))
    for name, light, dark in re.findall(r"--([\w-]+):\s*light-dark\((#\w{6}),\s*(#\w{6})\);", css):
        found[name] = (light, dark)[scheme]
    return found


def luminance(colour: str) -> float:
    """Return the relative luminance of #rrggbb."""
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two colours."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_the_formula_knows_black_and_white():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)


@pytest.mark.parametrize("scheme", [0, 1], ids=["light", "dark"])
def test_text_can_be_read(scheme):
    colours = tokens(scheme)
    weak = {
        f"{text} on {ground}": round(contrast(colours[text], colours[ground]), 2)
        for text, ground in PAIRS
        if contrast(colours[text], colours[ground]) < 4.5
    }

    assert weak == {}


@pytest.mark.parametrize("scheme", [0, 1], ids=["light", "dark"])
def test_edges_and_focus_can_be_seen(scheme):
    colours = tokens(scheme)

    for ground in ("paper", "sheet", "wash"):
        assert contrast(colours["edge"], colours[ground]) >= 3
        assert contrast(colours["focus"], colours[ground]) >= 3
