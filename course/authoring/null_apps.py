"""Answers that know nothing of the task: no exercise may accept one of them."""

from __future__ import annotations

import yaml

from course.values.exercise import Exercise

EMPTY = "from flask import Flask\napp = Flask(__name__)\n"
ALWAYS = """from flask import Flask
app = Flask(__name__)

@app.before_request
def always():
    {body}
"""
HTML = """

@app.after_request
def always_html(response):
    if response.mimetype.endswith("json"):
        response.set_data("<!doctype html><title>Page</title><p>" + response.get_data(as_text=True))
        response.mimetype = "text/html"
    return response
"""
#: Files that know nothing of the task, for exercises in which the learner writes tests or a document.
NULL_TESTS = {
    "an empty file": "",
    "tests that assert True": "".join(f"def test_{n}(client):\n    assert True\n\n\n" for n in range(9)),
    "tests that ask and assert True": "".join(
        f"def test_{n}(client):\n    client.get('/')\n    assert True\n\n\n" for n in range(9)
    ),
    "tests that always fail": "".join(
        f"def test_{n}(client):\n    client.get('/')\n    assert False\n\n\n" for n in range(9)
    ),
    "a file that crashes": "def test_one(client):\n    assert True\n\n\nanswer = client.get('/')\n",
    "a file that is no Python": "def test_one(client:\n",
}
INFO = 'openapi: "3.1.0"\ninfo: {title: Nothing, version: "1"}\n'
NULL_DOCUMENTS = {
    "an empty document": "",
    "a comment": "# openapi\n",
    "no YAML": "openapi: [3.1\npaths: {\n",
    "a list": "- openapi\n- paths\n",
    "no paths": INFO + "paths: {}\n",
    "paths that are a list": INFO + "paths: [get, post]\n",
    "components only": INFO + "components: {schemas: {Error: {type: object}}}\n",
}


def null_apps(exercise: Exercise) -> dict[str, str]:
    """Return the apps, tests or documents that know nothing of the task, by name."""
    if exercise.edit.endswith(".py") and exercise.edit != "app.py":
        return NULL_TESTS
    if exercise.edit != "app.py":
        return NULL_DOCUMENTS | {"everything under default": default_only(exercise)}
    apps = {
        "an empty app": EMPTY,
        "always 200": ALWAYS.format(body="return {}, 200"),
        "always crash": ALWAYS.format(body="raise RuntimeError('always')"),
        "HTML instead of JSON": exercise.solution_path.read_text(encoding="utf-8") + HTML,
    }
    for code in exercise.codes:
        apps[f"always {code}"] = ALWAYS.format(body=f"return {{'error': 'always', 'id': 1}}, {code}")
    return apps


def default_only(exercise: Exercise) -> str:
    """Return the reference document with every answer of every operation under "default"."""
    document = yaml.safe_load(exercise.solution_path.read_text(encoding="utf-8"))
    for item in document["paths"].values():
        for operation in item.values():
            if isinstance(operation, dict) and "responses" in operation:
                operation["responses"] = {"default": next(iter(operation["responses"].values()))}
    return str(yaml.safe_dump(document))
