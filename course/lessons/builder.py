"""From the source of a lesson to the lesson: its text rendered, its apps run, its answers computed."""

from __future__ import annotations

import ast
import contextlib
import hashlib
import json
import os
import re
import textwrap
from collections.abc import Callable
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import cast

from course.lessons import apps, blocks
from course.lessons.parser import Source, errors
from course.lessons.scan import Markdown, Node
from course.lessons.trace_source import statements
from course.text import figures
from course.text.front_matter import Fault
from course.text.marks import plain
from course.text.markup import Markup, code_lines
from course.values import codes
from course.values.lesson import (
    Aside,
    Block,
    CodeLine,
    Figure,
    Lesson,
    Moment,
    Myth,
    Option,
    Panel,
    Pitfall,
    Prose,
    Question,
    Shown,
    Step,
    Visualize,
)
from course.values.links import DEFAULT_LINKS, Links
from course.values.mistakes import ContentError
from course.values.typed import typed_as
from course.values.wire import Exchange, Request


def build(source: Source, links: Links = DEFAULT_LINKS) -> tuple[Lesson | None, tuple[ContentError, ...]]:
    """Render a lesson and run its apps. A lesson is returned only when nothing at all is wrong with it."""
    with ThreadPoolExecutor(os.cpu_count() or 1) as pool:
        builder = _Builder(source.file.parent, Markup(links), _served_ahead(source, pool))
        opener = builder.blocks(source.opener)
        steps = tuple(
            Step(step.id, step.title, step.level, builder.blocks(step.items), step.line)
            for step in source.steps
        )
    found = errors(source.file, [*source.faults, *builder.faults])
    if found or source.outline is None:
        return None, found
    return Lesson(source.outline, opener, steps), ()


#: What becomes of the requests to an app behind a server, by line of the block and its option.
_Served = dict[tuple[int, str], Future[tuple[Exchange, ...]]]


def _served_ahead(source: Source, pool: Executor) -> _Served:
    """Start every app that runs behind a server: each waits for a process, and they can wait together."""
    ahead: _Served = {}
    for node in source.items:
        if isinstance(node, Node) and node.sound and "server" in node.options:
            for option in {"app", "wrong", "right"} & node.options.keys():
                ahead[node.line, option] = pool.submit(
                    apps.run_served,
                    source.file.parent / node.options[option],
                    node.options["send"],
                    node.options.get("mode", "production"),
                    node.options["server"],
                )
    return ahead


class _Unbuildable(Exception):
    """Raised inside a block that already has its fault, to go on with the next block."""


@dataclass
class _Builder:
    folder: Path
    markup: Markup
    served: _Served
    faults: list[Fault] = field(default_factory=list)
    visualized: int = 0

    def blocks(self, items: tuple[Markdown | Node, ...]) -> tuple[Block, ...]:
        built: list[Block] = []
        for item in items:
            if isinstance(item, Markdown):
                built.append(Prose(self.markup.render(item.text)))
                continue
            if not item.sound:
                continue
            with contextlib.suppress(_Unbuildable):
                built.append(self.block(item))
        return tuple(built)

    def block(self, node: Node) -> Block:
        if node.name in blocks.PROSE:
            return self.make_aside(node)
        makers: dict[str, Callable[[Node], Block]] = {
            "exchange": self.make_exchange,
            "figure": self.make_figure,
            "myth": self.make_myth,
            "pitfall": self.make_pitfall,
            "predict": self.make_predict,
            "quiz": self.make_quiz,
            "visualize": self.make_visualize,
        }
        return makers[node.name](node)

    def fault(self, line: int, message: str, remedy: str = "") -> None:
        self.faults.append(Fault(line, message, remedy))

    # Prose

    def make_aside(self, node: Node) -> Aside:
        return Aside(node.name, plain(node.argument), self.markup.render(node.text))

    def make_figure(self, node: Node) -> Figure:
        name, alt, line = node.options["src"], node.options["alt"], node.line_of("src")
        path = self.folder / name
        if not path.is_file():
            self.fault(line, f"there is no file {name}.", "Put the drawing into the lesson's folder.")
            raise _Unbuildable
        source = path.read_text(encoding="utf-8")
        found = figures.problems(source)
        for problem in found:
            self.fault(line, f"{name}: {problem}.")
        if found:
            raise _Unbuildable
        return Figure(figures.inline_svg(source, path.stem), self.markup.inline(node.argument), alt)

    # Panels

    def panel(self, node: Node, option: str = "app", crash: bool | None = None) -> Panel:
        name, sent = node.options[option], node.options["send"]
        mode = node.options.get("mode", "production")
        code = self.code(node, option)
        exchanges = self.exchanges(node, option, sent, mode)
        self.check_crash(node, name, exchanges, node.options.get("crash", False) if crash is None else crash)
        answered = self.answered(node, option, exchanges[-1])
        return Panel(name, code, exchanges, mode, answered)

    def exchanges(
        self, node: Node, option: str, sent: tuple[Request, ...], mode: apps.Mode
    ) -> tuple[Exchange, ...]:
        ahead = self.served.get((node.line, option))
        try:
            return ahead.result() if ahead else apps.run(self.folder / node.options[option], sent, mode)
        except apps.AppFault as fault:
            self.fault(
                node.line_of(option),
                f"{fault}.",
                f"Try: flask --app {Path(node.options[option]).stem} run, in that folder.",
            )
            raise _Unbuildable from None

    def check_crash(self, node: Node, name: str, exchanges: tuple[Exchange, ...], announced: bool) -> None:
        crashed = [exchange for exchange in exchanges if exchange.crashed or exchange.raised]
        if crashed and not announced:
            request = crashed[0].request
            detail = f" ({crashed[0].raised})" if crashed[0].raised else ""
            remedy = "Repair the app, or say crash: true if the crash is the point."
            self.fault(
                node.line_of("send"), f"{request.method} {request.path} crashes {name}{detail}.", remedy
            )
        elif announced and not crashed:
            remedy = "Remove crash: true, or send the request that crashes it."
            self.fault(node.line_of("crash"), f"crash: true, but no request crashes {name}.", remedy)

    def answered(self, node: Node, option: str, exchange: Exchange) -> int:
        path = self.folder / node.options[option]
        shown = shown_numbers(path.read_text(encoding="utf-8"), node.options.get("show", ()))
        return next((shown.index(number) + 1 for number in exchange.answered_at if number in shown), 0)

    def code(self, node: Node, option: str) -> tuple[CodeLine, ...]:
        path = self.folder / node.options[option]
        try:
            source = path.read_text(encoding="utf-8")
            shown = shown_source(source, node.options.get("show", ()))
        except (OSError, UnicodeDecodeError, SyntaxError):
            # Loading the app reports it, with a better message.
            return ()
        except KeyError as missing:
            self.fault(
                node.line_of("show"),
                f"{path.name} has no function or class {missing.args[0]}.",
                "Correct the name in show:.",
            )
            raise _Unbuildable from None
        wanted = node.options.get("highlight", "")
        if wanted and wanted not in shown and option != "right":
            self.fault(node.line_of("highlight"), f"no shown line of {path.name} contains {wanted!r}.")
        return code_lines(shown, wanted)

    def make_exchange(self, node: Node) -> Shown:
        return Shown(self.markup.inline(node.argument), self.panel(node), self.markup.render(node.text))

    def make_pitfall(self, node: Node) -> Pitfall:
        # crash: true says that the wrong app crashes; the right one never may.
        wrong = self.panel(node, "wrong")
        right = self.panel(node, "right", crash=False)
        pays = self.markup.inline(node.options.get("pays", ""), link_codes=True)
        return Pitfall(self.markup.inline(node.argument), wrong, right, self.markup.render(node.text), pays)

    def make_myth(self, node: Node) -> Myth:
        panel = self.panel(node) if "app" in node.options else None
        reality = self.markup.render(node.blocks("reality")[0].text)
        return Myth(node.options["id"], self.markup.inline(node.argument), reality, panel)

    def make_visualize(self, node: Node) -> Visualize:
        options, path = node.options, self.folder / node.options["app"]
        code = self.code(node, "app")
        if not code:
            self.fault(node.line_of("app"), f"{path.name} is missing or no Python.", "Correct app:.")
            raise _Unbuildable
        text = path.read_text(encoding="utf-8")
        numbers, first = shown_numbers(text, options.get("show", ())), statements(text)
        self.visualized += 1
        return Visualize(
            title_html=self.markup.inline(node.argument),
            text_html=self.markup.render(node.text) if node.texts else "",
            app=path.name,
            code=code,
            numbers=numbers,
            # A bare "try:" does nothing that could be watched.
            starts=tuple(
                first.get(number, number) if line.text.strip() != "try:" else 0
                for number, line in zip(numbers, code, strict=True)
            ),
            before=options.get("before", ()),
            sent=options["send"],
            moments=tuple(self.moment(child) for child in node.blocks("moment")),
            lanes=options.get("lanes", False),
            number=self.visualized,
            line=node.line,
        )

    def moment(self, node: Node) -> Moment:
        words = self.markup.inline(node.text)
        return Moment(node.argument.strip(), words, node.options.get("of", 0), node.line)

    # Questions

    def make_quiz(self, node: Node) -> Question:
        options = tuple(
            self.option(one, one.options["id"], blocks.typed_value(node, one), bool(one.options.get("right")))
            for one in node.blocks("option")
        )
        self.check_options(node, [option.value or option.text_html for option in options])
        if not any(option.right for option in options):
            self.fault(node.line, "no option of this quiz is right.", "Add right: true to the right one.")
        return self.question(node, "quiz", options)

    def make_predict(self, node: Node) -> Question:
        ask = node.options.get("ask", "status")
        panel = self.panel(node)
        key = answer(ask, panel.last)
        before = len(self.faults)
        values = [self.value(option, ask) for option in node.blocks("option")]
        if len(self.faults) > before:
            raise _Unbuildable
        self.check_options(node, [comparable(ask, value) for value in values])
        options = tuple(
            self.option(option, value_id(value), value, comparable(ask, value) == comparable(ask, key))
            for option, value in zip(node.blocks("option"), values, strict=True)
        )
        if not any(option.right for option in options):
            shown = key if len(key) <= 200 else f"{key[:200]}…"
            remedy = "Add it as an option, or repair the app or the request."
            self.fault(node.line, f"no option is the real answer ({ask}), which is {shown!r}.", remedy)
        return self.question(node, "predict", options, panel, ask)

    def question(
        self,
        node: Node,
        kind: str,
        options: tuple[Option, ...],
        panel: Panel | None = None,
        ask: str = "status",
    ) -> Question:
        return Question(
            id=node.options["id"],
            kind="predict" if kind == "predict" else "quiz",
            prompt_html=self.markup.inline(node.argument),
            options=options,
            reveal_html=self.markup.render(node.blocks("reveal")[0].text),
            panel=panel,
            ask=ask,
            typed_as=typed_as(option.value for option in options) if node.options.get("typed") else "",
        )

    def option(self, node: Node, option_id: str, value: str, right: bool) -> Option:
        if re.search(r"\n\s*\n|^\s*(?:```|~~~)", node.text):
            self.fault(node.line, "the text of an option is one paragraph without a fence.", "Shorten it.")
        text = node.text if value else f"{node.argument} {node.text}"
        feedback = self.markup.render(node.blocks("feedback")[0].text)
        family = codes.family(int(value)) if re.fullmatch(r"\d{3}", value) else 0
        return Option(option_id, value, self.markup.inline(text), feedback, right, family)

    def value(self, option: Node, ask: str) -> str:
        text = option.argument.strip()
        if ask == "status" and not re.fullmatch(r"\d{1,3}|no answer|exception", text):
            remedy = "Its argument is a code, no answer, or exception; the words go on the lines below."
            self.fault(option.line, f"{text!r} is not a status.", remedy)
        return text

    def check_options(self, node: Node, values: list[str]) -> None:
        for option, value in zip(node.blocks("option"), values, strict=True):
            if values.index(value) < node.blocks("option").index(option):
                self.fault(option.line, f"two options are the same: {option.argument!r}.", "Change one.")


def answer(ask: str, exchange: Exchange) -> str:
    """Return the real answer to a predict question, as an author writes it in an option."""
    if exchange.raised:
        return "exception"
    response = exchange.response
    if response is None:
        status = re.match(rb"HTTP/\d\.\d (\d{3})", exchange.fragment)
        return status[1].decode() if status and ask == "status" else "no answer"
    if ask == "status":
        return str(response.status)
    if ask == "content-type":
        return response.mimetype or "none"
    if ask == "body":
        return response.body.decode("utf-8", "backslashreplace").strip() or "empty"
    value = response.header(ask.removeprefix("header ").strip())
    return "absent" if value is None else value.strip()


def comparable(ask: str, value: str) -> str:
    """Return an answer in the form in which two answers are compared."""
    if ask == "content-type":
        return value.strip().lower()
    if ask == "body":
        try:
            return json.dumps(json.loads(value), sort_keys=True)
        except ValueError:
            return value.strip()
    return value.strip()


def value_id(value: str) -> str:
    """Return a stable id for an option that is known by its value alone."""
    short = re.sub(r"[^a-z0-9]+", "-", value.lower()).strip("-")[:40]
    if short == value:
        return short
    digest = hashlib.sha256(value.encode()).hexdigest()[:6]
    return f"{short}-{digest}" if short else digest


def shown_source(source: str, names: tuple[str, ...] = ()) -> str:
    """Return the code to show: the named functions and classes, or all without the module docstring.

    Raises KeyError with a name that the file does not define, SyntaxError for a file that is no Python.
    """
    return "\n".join(text for _, text in _shown(source, names))


def shown_numbers(source: str, names: tuple[str, ...] = ()) -> tuple[int, ...]:
    """Return the number that each line of the code to show has in its file; 0 for one that is not in it.

    Raises the same as `shown_source`.
    """
    return tuple(number for number, _ in _shown(source, names))


@lru_cache(maxsize=512)
def _shown(source: str, names: tuple[str, ...]) -> tuple[tuple[int, str], ...]:
    tree, lines = ast.parse(source), source.split("\n")
    if not names:
        skip = cast(int, tree.body[0].end_lineno) if tree.body and ast.get_docstring(tree) is not None else 0
        return _trimmed(tuple(enumerate(lines, 1))[skip:])
    defined: dict[str, tuple[tuple[int, str], ...]] = {}
    for item in ast.walk(tree):
        if isinstance(item, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            first = min([item.lineno, *(decorator.lineno for decorator in item.decorator_list)])
            text = textwrap.dedent("\n".join(lines[first - 1 : item.end_lineno]))
            defined.setdefault(item.name, tuple(enumerate(text.split("\n"), first)))
    between = ((0, ""),)
    return sum(((between if name != names[0] else ()) + defined[name] for name in names), ())


def _trimmed(lines: tuple[tuple[int, str], ...]) -> tuple[tuple[int, str], ...]:
    written = [index for index, (_, text) in enumerate(lines) if text]
    return lines[written[0] : written[-1] + 1] if written else ((0, ""),)
