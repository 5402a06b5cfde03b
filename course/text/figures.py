"""Drawings that stand in the page itself: what they may hold, and how they are made fit for it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.etree import ElementTree

_SVG = "{http://www.w3.org/2000/svg}"
_FORBIDDEN_ELEMENTS = {"script", "style", "foreignObject", "image", "animate", "set", "iframe"}
_COLOUR_ATTRIBUTES = {"fill", "stroke", "color", "stop-color", "flood-color", "lighting-color"}
_FREE_COLOURS = re.compile(r"none|currentColor|inherit|transparent|url\(#[\w.-]+\)")
_INSIDE = re.compile(r"#[\w.-]+")


def problems(source: str) -> list[str]:
    """Return what keeps a drawing from standing in a page that changes between light and dark."""
    if "<!DOCTYPE" in source or "<!ENTITY" in source:
        return ["it has a DOCTYPE or an entity; begin with <svg"]
    try:
        root = ElementTree.fromstring(source)  # noqa: S314 (no entities: refused above)
    except ElementTree.ParseError as error:
        return [f"it is not well-formed XML ({error})"]
    if root.tag != f"{_SVG}svg":
        return ['its root is not <svg xmlns="http://www.w3.org/2000/svg">']
    found = [] if root.get("viewBox") else ["it has no viewBox"]
    found += [f"its root has a fixed {name}" for name in ("width", "height") if root.get(name)]
    for element in root.iter():
        found += _element_problems(element)
    return list(dict.fromkeys(found))


def _element_problems(element: ElementTree.Element) -> Iterator[str]:
    name = str(element.tag).removeprefix(_SVG)
    if name in _FORBIDDEN_ELEMENTS:
        yield f"it holds a <{name}> element"
    for key, value in element.attrib.items():
        attribute = key.rpartition("}")[2]
        if attribute == "style":
            yield "it has a style attribute; use the classes of the drawing palette"
        elif attribute.lower().startswith("on"):
            yield f"it has the script attribute {attribute}"
        elif attribute == "href" and not _INSIDE.fullmatch(value):
            yield f"it refers to something outside ({value})"
        elif attribute in _COLOUR_ATTRIBUTES and not _FREE_COLOURS.fullmatch(value.strip()):
            yield f'it has a fixed colour ({attribute}="{value}"); use the classes of the drawing palette'
        elif "url(" in value and not re.fullmatch(r"url\(#[\w.-]+\)", value.strip()):
            yield f"it refers to something outside ({value})"


def inline_svg(source: str, name: str) -> str:
    """Return a drawing as part of a page, with ids of its own. The page around it says what it shows (alt).

    Two drawings in one page must not share ids, so each id gets the drawing's name in front.
    """
    start = source.index("<svg")
    drawing = re.sub(r"<!--.*?-->", "", source[start:], flags=re.S).strip()
    for found in sorted(set(re.findall(r'\bid="([^"]+)"', drawing))):
        new = f"{name}-{found}"
        drawing = drawing.replace(f'id="{found}"', f'id="{new}"').replace(f"url(#{found})", f"url(#{new})")
        drawing = drawing.replace(f'href="#{found}"', f'href="#{new}"')
    opening, _, rest = drawing.partition(">")
    # Screen readers get the words of the page and not the scattered labels of the drawing.
    opening = re.sub(r'\s(?:role|aria-[a-z]+)="[^"]*"', "", opening)
    return f'{opening} aria-hidden="true">{rest}'
