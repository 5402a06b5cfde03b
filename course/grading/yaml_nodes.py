"""Read a learner's YAML. The checks know no YAML library: whoever runs them hands this in."""

from __future__ import annotations

import re
from typing import Any

import yaml

from course.grading.checks.document import TAG, NotYaml


class _Loader(yaml.SafeLoader):
    """YAML 1.2 (core schema): "no" is a text, "12:30" is a text, a date is a text."""

    yaml_implicit_resolvers = {}


for _kind, _pattern in {
    "null": r"~|null|Null|NULL|",
    "bool": r"true|True|TRUE|false|False|FALSE",
    "int": r"[-+]?[0-9]+",
    "float": r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?",
    "merge": r"<<",
}.items():
    _Loader.add_implicit_resolver(TAG + _kind, re.compile(f"^(?:{_pattern})$"), None)


def compose(text: str) -> Any:
    """Return the topmost node of a document, None when it is empty.

    Raises NotYaml with the line that cannot be read.
    """
    try:
        return yaml.compose(text, Loader=_Loader)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        problem = getattr(error, "problem", None) or str(error).splitlines()[0]
        line, snippet = (mark.line + 1, mark.get_snippet() or "") if mark else (0, "")
        raise NotYaml(problem, line, snippet) from None
