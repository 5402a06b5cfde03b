"""The dev container is written as its reference has it, and starts what the course has."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from course.terminal.listen import PORT
from course.terminal.main import VERBS

FILE = Path(__file__).resolve().parents[1] / ".devcontainer" / "devcontainer.json"
#: What the metadata reference of containers.dev has, as far as it is used here.
KNOWN = {
    "name": str,
    "image": str,
    "updateContentCommand": str,
    "postAttachCommand": str,
    "forwardPorts": list,
    "portsAttributes": dict,
    "otherPortsAttributes": dict,
    "customizations": dict,
}
ON_FORWARD = {"notify", "openBrowser", "openBrowserOnce", "openPreview", "silent", "ignore"}


@pytest.fixture(scope="module")
def container() -> dict[str, Any]:
    """The file without its comments, which its reference allows."""
    text = re.sub(r"^\s*//.*$", "", FILE.read_text(encoding="utf-8"), flags=re.MULTILINE)
    found: dict[str, Any] = json.loads(text)
    return found


def test_every_property_is_one_of_the_reference(container):
    assert {name: type(value) for name, value in container.items()} == {
        name: KNOWN[name] for name in container
    }
    assert set(container["customizations"]) == {"vscode"}


def test_the_image_has_a_python_that_the_course_runs_on(container):
    version = re.fullmatch(r"mcr\.microsoft\.com/devcontainers/python:3\.(\d+)", container["image"])
    assert version and int(version[1]) >= 11


def test_the_port_of_the_course_is_forwarded_and_no_other_is_shown(container):
    assert container["forwardPorts"] == [PORT] and set(container["portsAttributes"]) == {str(PORT)}
    for one in (container["portsAttributes"][str(PORT)], container["otherPortsAttributes"]):
        assert set(one) <= {"label", "onAutoForward", "protocol"} and one["onAutoForward"] in ON_FORWARD
    # The address without the key is 401, so nothing may open it by itself.
    assert "open" not in container["portsAttributes"][str(PORT)]["onAutoForward"]


def test_its_commands_are_verbs_of_the_course(container):
    lines = [container[name] for name in ("updateContentCommand", "postAttachCommand")]
    named = [verb for line in lines for verb in re.findall(r"python3 run\.py (\w+)", line)]
    assert len(named) >= 2 and set(named) <= {verb.name for verb in VERBS}
