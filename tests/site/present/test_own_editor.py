"""The link that opens the learner's file in their editor."""

from __future__ import annotations

import pytest

from course.site.present.own_editor import DEFAULT, editor_link


@pytest.mark.parametrize(
    ("pattern", "path", "link"),
    [
        (DEFAULT, "/home/a b/app.py", "vscode://file/home/a%20b/app.py:4"),
        (DEFAULT, "C:\\course\\app.py", "vscode://file/C:/course/app.py:4"),
        (DEFAULT, '/ü"<&/app.py', "vscode://file/%C3%BC%22%3C%26/app.py:4"),
        ("pycharm://open?file=/{path}&line={line}", "/a/app.py", "pycharm://open?file=/a/app.py&line=4"),
        ("vscode://", "/a/app.py", ""),
        ("", "/a/app.py", ""),
    ],
)
def test_a_file_and_its_line_in_an_address(pattern, path, link):
    assert editor_link(pattern, path, 4) == link


def test_a_site_on_this_machine_opens_its_editor(client, app):
    page = client.get("/exercises/01_echo/").text

    assert f'href="vscode://file{app.config["EXERCISES"]}/01_echo/app.py:1"' in page


@pytest.mark.parametrize("url", ["https://desk.example/"])
def test_a_site_elsewhere_opens_none_unless_it_is_told_which(settings, url, monkeypatch):
    from course.site.app import create_app

    def page() -> str:
        app = create_app({**settings, "URL": url})
        return app.test_client().get("/exercises/01_echo/", base_url="http://127.0.0.1").text

    assert "Open it in your editor" not in page()
    monkeypatch.setenv("COURSE_EDITOR_URL", "vscode://vscode-remote/ssh-remote+desk/{path}:{line}")
    assert 'href="vscode://vscode-remote/ssh-remote+desk/' in page()
