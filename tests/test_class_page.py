"""docs/class.md shows the configuration that .ci/hub/run starts."""

from __future__ import annotations

from pathlib import Path

DOCS = Path(__file__).parents[1] / "docs"


def test_the_page_shows_the_configuration_of_the_hub_as_it_is():
    page = (DOCS / "class.md").read_text(encoding="utf-8")
    shown = page.partition("```python\n")[2].partition("```")[0]
    file = (DOCS / "hub" / "jupyterhub_config.py").read_text(encoding="utf-8")

    assert shown.startswith("HUB = ")
    assert file.endswith(f"\n{shown}")


def test_the_values_for_kubernetes_start_the_same_command():
    page = (DOCS / "class.md").read_text(encoding="utf-8")
    values = page.partition("      args:\n")[2].partition("```")[0].splitlines()
    args = [line.strip().removeprefix("- ").strip('"') for line in values]
    said: dict[str, object] = {}
    text = (DOCS / "hub" / "jupyterhub_config.py").read_text(encoding="utf-8")
    exec(text, {"get_config": lambda: Config(said)})

    assert args == said["args"]


class Config:
    """Takes what a configuration sets."""

    def __init__(self, said):
        object.__setattr__(self, "said", said)

    @property
    def Spawner(self):
        return self

    def __setattr__(self, name, value):
        self.said[name] = value

    def __getattr__(self, name):
        return self.said[name]
