"""The blocks of a lesson: how they are written, which there are, and what each may hold.

The syntax is that of pymdown-extensions' Blocks. The splitting is done here and not by that library's Blocks
API: the API leaves a block with an unknown name or option in the page as prose, and knows no line numbers.
Markdown then sees only the leaves, so a mistake in a block can never swallow the text behind it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from course.lessons.apps import MODES
from course.lessons.options import a_server, an_ask, names, requests, which
from course.lessons.scan import Node
from course.text.fields import Reader, a_file, a_flag, a_text, an_id, one_of
from course.text.front_matter import Fault
from course.values.typed import bare, typed_as


@dataclass(frozen=True)
class Spec:
    """What a block of one name may hold. `argument` and `text` are "required", "optional" or "none"."""

    argument: str
    text: str
    options: Mapping[str, Reader] = field(default_factory=dict)
    required: frozenset[str] = frozenset()
    #: Child blocks: name → least and greatest number.
    children: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    #: Where it may stand besides a step ("opener"), or inside which blocks only.
    inside: tuple[str, ...] = ()
    in_opener: bool = False


_RUN: dict[str, Reader] = {
    "send": requests,
    "show": names,
    "highlight": a_text,
    "mode": one_of(*MODES),
    "crash": a_flag,
    "server": a_server,
}
_APP: dict[str, Reader] = {"app": a_file(".py"), **_RUN}
PROSE = (
    "why",
    "mental-model",
    "deep",
    "expert",
    "avoid",
    "production",
    "connections",
    "takeaways",
    "result",
)
_OPENER_PROSE = ("why", "mental-model", "connections")
BLOCKS: dict[str, Spec] = {
    "predict": Spec(
        "required",
        "none",
        {"id": an_id, "ask": an_ask, "typed": a_flag, **_APP},
        frozenset({"id", "app", "send"}),
        {"option": (2, 5), "reveal": (1, 1)},
    ),
    "quiz": Spec(
        "required",
        "none",
        {"id": an_id, "typed": a_flag},
        frozenset({"id"}),
        {"option": (2, 5), "reveal": (1, 1)},
    ),
    "option": Spec(
        "required",
        "optional",
        {"id": an_id, "right": a_flag},
        children={"feedback": (1, 1)},
        inside=("predict", "quiz"),
    ),
    "feedback": Spec("none", "required", inside=("option",)),
    "reveal": Spec("none", "required", inside=("predict", "quiz")),
    "myth": Spec("required", "none", {"id": an_id, **_APP}, frozenset({"id"}), {"reality": (1, 1)}),
    "reality": Spec("none", "required", inside=("myth",)),
    "exchange": Spec("required", "optional", _APP, frozenset({"app", "send"}), in_opener=True),
    "pitfall": Spec(
        "required",
        "required",
        {"wrong": a_file(".py"), "right": a_file(".py"), "pays": a_text, **_RUN},
        frozenset({"wrong", "right", "send"}),
    ),
    "visualize": Spec(
        "required",
        "optional",
        {"app": a_file(".py"), "before": requests, "send": requests, "show": names, "lanes": a_flag},
        frozenset({"app", "send"}),
        {"moment": (0, 16)},
    ),
    "moment": Spec("required", "required", {"of": which}, inside=("visualize",)),
    "figure": Spec(
        "required", "none", {"src": a_file(".svg"), "alt": a_text}, frozenset({"src", "alt"}), in_opener=True
    ),
    **{name: Spec("optional", "required", in_opener=name in _OPENER_PROSE) for name in PROSE},
}


def may_open(name: str) -> bool:
    """Tell whether a block may stand before the first step; a name that has its own fault may."""
    spec = BLOCKS.get(name)
    return spec is None or spec.in_opener or bool(spec.inside)


def check(node: Node, parent: Node | None = None) -> list[Fault]:
    """Check a block and everything in it against the table, and turn its options into values in place."""
    spec = BLOCKS.get(node.name)
    if spec is None:
        remedy = f"There are: {', '.join(sorted(BLOCKS))}."
        faults = [Fault(node.line, f"there is no block {node.name}.", remedy)]
    else:
        faults = _check_place(node, spec, parent) + _check_content(node, spec)
        faults += _check_options(node, spec, parent) + _check_children(node, spec) + _check_typed(node)
        for child in node.blocks():
            faults += check(child, node)
    node.sound = not faults
    return faults


def _check_place(node: Node, spec: Spec, parent: Node | None) -> list[Fault]:
    if spec.inside and (parent is None or parent.name not in spec.inside):
        place = " or ".join(spec.inside)
        return [
            Fault(
                node.line,
                f"{node.name} stands only inside {place}.",
                "The block around it needs more slashes.",
            )
        ]
    if parent is not None and node.name in BLOCKS and parent.name in BLOCKS:
        if node.name not in BLOCKS[parent.name].children:
            remedy = f"Close {parent.name} (line {parent.line}) before it."
            return [Fault(node.line, f"{parent.name} cannot hold {node.name}.", remedy)]
    return []


def _check_content(node: Node, spec: Spec) -> list[Fault]:
    faults = []
    if spec.argument == "required" and not node.argument:
        faults.append(Fault(node.line, f"{node.name} has no text after |.", f"Write /// {node.name} | text."))
    if spec.argument == "none" and node.argument:
        faults.append(Fault(node.line, f"{node.name} takes nothing after |.", "Write it on the lines below."))
    if spec.text == "required" and not node.texts:
        faults.append(Fault(node.line, f"{node.name} is empty.", "Write its text between the slashes."))
    if spec.text == "none" and node.texts:
        remedy = "Write the text before the block, or in one of the blocks inside it."
        if not node.options and ":" in node.texts[0].text.split("\n")[0]:
            remedy = "Options stand directly below the opening, indented by four spaces."
        faults.append(Fault(node.texts[0].line, f"{node.name} holds no text of its own.", remedy))
    return faults


def _check_options(node: Node, spec: Spec, parent: Node | None) -> list[Fault]:
    faults = []
    for name in list(node.options):
        if name not in spec.options:
            known = ", ".join(spec.options) or "none"
            faults.append(
                Fault(node.line_of(name), f"{node.name} has no option {name}.", f"It takes: {known}.")
            )
            del node.options[name]
            continue
        try:
            node.options[name] = spec.options[name](node.options[name])
        except ValueError as error:
            faults.append(Fault(node.line_of(name), f"{name} of {node.name} is not understood: {error}."))
            del node.options[name]
    stated = set(node.option_lines)
    for name in sorted(_required(node, spec, parent) - stated):
        faults.append(Fault(node.line, f"{node.name} needs the option {name}.", f"Add {name}: below it."))
    return faults + _check_together(node, parent)


def _check_typed(node: Node) -> list[Fault]:
    """Check that what a learner types can be told apart: codes or names of headers, one of them right."""
    if not node.options.get("typed"):
        return []
    line, options = node.line_of("typed"), node.blocks("option")
    if node.options.get("ask", "status") != "status":
        remedy = "Remove typed:, or ask for the status."
        return [Fault(line, "only a code can be typed in a predict block.", remedy)]
    if sum(option.options.get("right") is True for option in options) > 1:
        return [Fault(line, "several options are right, but one answer is typed.", "Remove typed:.")]
    values = [bare(option.argument) for option in options]
    if typed_as(values):
        return []
    kind = typed_as(values[:1]) or "code"
    wrong = next(n for n, value in enumerate(values) if typed_as([value]) != kind)
    message = (
        f"{values[wrong]!r} cannot be typed: all options must be codes, or all must be names of headers."
    )
    remedy = "After | stands only {404}, or only Location; the words go on the lines below."
    return [Fault(options[wrong].line, message, remedy)]


def typed_value(node: Node, option: Node) -> str:
    """Return the code or the name of a header that an option of a typed quiz is, "" in other quizzes."""
    return bare(option.argument) if node.options.get("typed") else ""


def _required(node: Node, spec: Spec, parent: Node | None) -> frozenset[str]:
    if node.name == "option" and parent is not None and parent.name == "quiz":
        return frozenset({"id"})
    if node.name == "myth" and {"app", "send"} & set(node.option_lines):
        return spec.required | {"app", "send"}
    return spec.required


def _check_together(node: Node, parent: Node | None) -> list[Fault]:
    faults = []
    if (
        node.name == "option"
        and "right" in node.option_lines
        and parent is not None
        and parent.name == "predict"
    ):
        remedy = "Remove it: the key of a predict block is the real answer."
        faults.append(
            Fault(node.line_of("right"), "an option of predict cannot say that it is right.", remedy)
        )
    if node.name == "myth" and "app" not in node.option_lines and set(node.options) & (set(_RUN) - {"send"}):
        faults.append(
            Fault(node.line, "this myth runs no app, so it cannot say how to run it.", "Add app: and send:.")
        )
    return faults


def _check_children(node: Node, spec: Spec) -> list[Fault]:
    faults = []
    for name, (least, greatest) in spec.children.items():
        number = len(node.blocks(name))
        if not least <= number <= greatest:
            wanted = str(least) if least == greatest else f"{least} to {greatest}"
            faults.append(Fault(node.line, f"{node.name} has {number} {name} blocks, not {wanted}."))
    return faults
