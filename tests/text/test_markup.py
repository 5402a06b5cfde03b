from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest

from course.text import markup, rfc
from course.text.marks import Mark, marks, plain
from course.text.markup import highlight, inline, render, sentence
from course.values.links import Links

PLAIN_404 = '<span class="n k4" title="404 Not Found">404</span>'
CHIP_404 = '<a class="n k4" href="/codes/404" title="404 Not Found">404</a>'


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("{404}", f"<p>{CHIP_404}</p>"),
        ("a **{404}** b", f"<p>a <strong>{CHIP_404}</strong> b</p>"),
        ("`{404}`", "<p><code>{404}</code></p>"),
        ("\\{404}", "<p>{404}</p>"),
        ("{40} {4040} {abc}", "<p>{40} {4040} {abc}</p>"),
        (
            "See RFC 9110 §15.5.5.",
            '<p>See <a class="rfc" href="https://www.rfc-editor.org/rfc/rfc9110#section-15.5.5">'
            "RFC 9110 §15.5.5</a>.</p>",
        ),
        (
            "RFC\n9110 §B.3",
            '<p><a class="rfc" href="https://www.rfc-editor.org/rfc/rfc9110#appendix-B.3">'
            "RFC 9110 §B.3</a></p>",
        ),
        (
            "RFC 9457 A problem",
            '<p><a class="rfc" href="https://www.rfc-editor.org/rfc/rfc9457">RFC 9457</a> A problem</p>',
        ),
        ("[RFC 9110 §15](https://example.com)", '<p><a href="https://example.com">RFC 9110 §15</a></p>'),
        ("[a](lesson:05_x)", '<p><a href="/lessons/05_x/">a</a></p>'),
        ("[a](lesson:05_x#new-thing)", '<p><a href="/lessons/05_x/new-thing">a</a></p>'),
        ("[a](exercise:05_x)", '<p><a href="/exercises/05_x/">a</a></p>'),
        ("{299}", '<p><span class="n k2" title="299 unregistered">299</span></p>'),
        ("[{404}](code:404)", f'<p><a href="/codes/404">{PLAIN_404}</a></p>'),
    ],
)
def test_inline_marks(text: str, html: str) -> None:
    assert render(text) == html


def test_links_follow_the_place_where_the_course_is_mounted() -> None:
    assert 'href="/course/codes/404"' in render("[x](code:404)", Links("/course"))


def test_headings_stay_below_the_page_and_keep_their_order() -> None:
    assert render("## Contract\n\n### Sub") == "<h3>Contract</h3>\n<h4>Sub</h4>"
    assert render("### Sub\n\n#### Deeper") == "<h3>Sub</h3>\n<h4>Deeper</h4>"


def test_nothing_rendered_breaks_a_strict_content_security_policy() -> None:
    text = "| a | b |\n|:--|--:|\n| x | {200} |\n\n```python\nx = 'a'\n```\n\n```nosuchlanguage\n<b>\n```\n"

    html = render(text)

    assert "style=" not in html and "<script" not in html
    assert '<div class="table"><table>' in html and '<td class="to-right">' in html
    assert "&lt;b&gt;" in html


def test_inline_never_makes_a_block_nor_a_link_of_a_code() -> None:
    assert inline("1. # `x` {404}") == f"1. # <code>x</code> {PLAIN_404}"
    assert sentence("1. # `x` {404}") == f"1. # <code>x</code> {CHIP_404}"
    assert inline("two\nlines") == "two lines"


def test_plain_removes_marks() -> None:
    assert plain("What `Allow` *means* for {405}, [here](code:405)") == "What Allow means for 405, here"


def test_highlight_wraps_and_marks_every_line_even_inside_one_long_token() -> None:
    html = highlight('x = """a\nb"""\n\ny = 1\n', {2})

    lines = html.split('<span class="ln')[1:]
    assert [line.startswith(" at") for line in lines] == [False, True, False, False]
    assert [line.count("<span") for line in lines] == [line.count("</span>") - 1 for line in lines]


def test_a_render_leaves_nothing_behind_for_the_next_one() -> None:
    converter = markup.Markup()
    converter.render("[a]: https://example.com\n\n[a]")

    assert converter.render("[a]") == "<p>[a]</p>"


def test_threads_render_at_once() -> None:
    texts = [f"number {n} {{404}}\n\n```python\nx = {n}\n```" for n in range(40)]
    alone = [render(text) for text in texts]

    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(render, texts)) == alone


def test_marks_know_their_lines_and_skip_code() -> None:
    text = "{200} `{201}`\n\n```\n{202} RFC 9110 §1\n```\n[x](lesson:01_a#b) RFC 9110\n§15.5.5\n<p style='a'>"

    assert list(marks(text, 10)) == [
        Mark("code", "200", 10),
        Mark("link", "lesson:01_a#b", 15),
        Mark("rfc", "9110 15.5.5", 15),
        Mark("html", "<p style=", 17),
    ]


def test_a_pipe_in_a_table_is_shown_as_github_shows_it() -> None:
    html = render("| A | B |\n|---|---|\n| `x\\|y` | z\\|w |")

    assert "<td><code>x|y</code></td>" in html and "<td>z|w</td>" in html


def test_rfc_table_knows_sections_and_appendices() -> None:
    assert rfc.exists("9110", "15.5.5") and rfc.exists("9110", "B.3") and rfc.exists("6585", "4")
    assert not rfc.exists("9110", "15.5.99")
    assert (rfc.sections("9110") or {})["15.5.5"] == "404 Not Found"
    assert rfc.known("9457") and rfc.sections("9457") is None
    assert not rfc.known("9999")
