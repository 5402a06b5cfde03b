"""The map of the course is made once for as long as everything on it is the same."""

from __future__ import annotations

from course.site.http.services import services
from course.site.pages.whole_course import whole_course


def read_again():
    """Let the next view read the files, as a view does a moment later."""
    services().remembered._made.clear()


def test_the_map_is_made_anew_only_when_something_on_it_changed(app, settings):
    with app.test_request_context("/"):
        first = whole_course()
        assert whole_course() is first
        read_again()
        assert whole_course() is first

        services().store.record_answer("q-stored", ("200",), "sure", True)
        answered = whole_course()
        assert answered is not first
        assert "q-stored" in answered.answers


def test_a_title_that_an_author_changes_is_on_the_map(app, settings):
    file = settings["ROOT"] / "lessons" / "01_shop" / "lesson.md"
    with app.test_request_context("/"):
        before = whole_course().parts
        text = file.read_text(encoding="utf-8")
        title = next(line for line in text.splitlines() if line.startswith("title:"))
        file.write_text(text.replace(title, "title: Another title"), encoding="utf-8")
        read_again()
        after = whole_course().parts

    titles = [lesson.outline.title for part in after for lesson in part.lessons]
    assert "Another title" in titles
    assert after != before
