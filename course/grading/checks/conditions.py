"""Say in words what an assert wants: no learner reads the Python of a check. Pure."""

from __future__ import annotations

import ast
import re
import textwrap

KINDS = {
    "dict": "a JSON object",
    "list": "a list",
    "str": "a text",
    "int": "an integer",
    "float": "a number",
    "bool": "true or false",
}
#: Names of values that every check has.
KNOWN = {"body": "the body", "allow": "Allow", "data": "the body", "text": "the text", "json": "the body"}


def test_of(statement: str) -> ast.expr | None:
    """Return the condition of an assert statement, None when it is not one."""
    try:
        tree = ast.parse(textwrap.dedent(statement).strip())
    except (SyntaxError, ValueError):
        return None
    node = tree.body[0] if tree.body else None
    return node.test if isinstance(node, ast.Assert) else None


def wanted(test: ast.expr | None) -> str:
    """Return what a condition that is not a comparison wants, in words."""
    match test:
        case ast.BoolOp(ast.And(), [ast.Call(ast.Name("isinstance"), [value, ast.Name(kind)]), filled]) if (
            kind in KINDS and wanted(filled) == f"{noun(value)} is not empty"
        ):
            words = f"{KINDS[kind]} that is not empty"
            return words if noun(value).split()[-1] in words.split() else f"{noun(value)} is {words}"
        case ast.BoolOp(ast.And(), parts):
            return " and ".join(dict.fromkeys(map(wanted, parts)))
        case ast.Call(ast.Name("isinstance"), [value, ast.Name(kind)]) if kind in KINDS:
            return f"{noun(value)} is {KINDS[kind]}"
        case ast.UnaryOp(ast.Not(), ast.BinOp(value, ast.BitAnd(), ast.Set(others))):
            return f"none of {', '.join(_constant(one) for one in others)} in {noun(value)}"
        case ast.UnaryOp(ast.Not(), value):
            return f"nothing in {noun(value)}"
        case ast.Call(ast.Attribute(value, "strip")):
            return f"{noun(value)} is not empty"
        case ast.Name() | ast.Attribute() | ast.Subscript():
            return f"{noun(test)} is not empty"
    return "the rule above holds"


def counted(test: ast.expr | None) -> str:
    """Return what the left side of a comparison counts, "" when it does not count."""
    match test:
        case ast.Compare(ast.Call(ast.Name("len"), [value])):
            return f"number of {plain(value)}"
        case ast.Compare(ast.Call(ast.Name("sum"), [value, *_])):
            return f"sum of {plain(value)}"
        case ast.Compare(ast.Call(ast.Attribute(value, "count"), [one])):
            return f"how often {plain(one)} is in {plain(value)}"
    return ""


def names_a_kind(test: ast.expr | None) -> bool:
    """Tell whether a check compares two phrases of its own, as in `kind(body) == "a JSON list"`."""
    match test:
        case ast.BoolOp(ast.And(), [first, *_]):
            return names_a_kind(first)
        case ast.Compare(ast.Name() | ast.Call(ast.Name()), [ast.Eq()], [ast.Constant(str(words))]):
            return re.fullmatch(r"[\w-]+( [\w-]+)+", words) is not None
    return False


def seeks_an_entry(test: ast.expr | None) -> bool:
    """Tell whether a check seeks a fixed value among what came back: `"GET" in answer.allow`."""
    match test:
        case ast.Compare(ast.Constant(str()), [ast.In()], [_]):
            return True
        case ast.Compare(ast.Name(name), [ast.In()], [_]):
            return name.isupper()
    return False


def noun(node: ast.expr) -> str:
    """Return what an expression stands for, with an article where English wants one."""
    match node:
        case ast.Subscript(_, ast.Constant(str(name))):
            return f"the field {name}"
        case ast.Name(name) | ast.Attribute(_, name) if name in KNOWN:
            return KNOWN[name]
    return f"the {plain(node)}"


def plain(node: ast.expr) -> str:
    """Return the words of the last name in an expression."""
    match node:
        case ast.Constant(value):
            return repr(value)
        case ast.Subscript(_, ast.Constant(str(name))):
            return f"field {name}"
        case ast.Name(name) | ast.Attribute(_, name):
            return name.replace("_", " ").strip()
        case ast.Call(function):
            return plain(function)
        case ast.Subscript(value, _) | ast.Starred(value):
            return plain(value)
    return "values"


def _constant(node: ast.expr) -> str:
    return str(node.value) if isinstance(node, ast.Constant) else plain(node)
