from __future__ import annotations

from course.lessons.blocks import check
from course.lessons.scan import Heading, Markdown, Node, scan
from course.text.front_matter import Fault


def lines(faults: list[Fault]) -> list[int]:
    return [fault.line for fault in faults]


def test_text_headings_and_blocks_keep_their_lines() -> None:
    items, faults = scan("one\n\n## Two {#two level=expert}\n/// why | Title\nBecause.\n///\n\nthree", 5)

    assert not faults
    assert [(type(item), item.line) for item in items] == [
        (Markdown, 5),
        (Heading, 7),
        (Node, 8),
        (Markdown, 12),
    ]


def test_blocks_nest_by_their_slashes() -> None:
    items, faults = scan("///// a\n//// b\n/// c\nx\n///\n////\n//// d\n////\n/////\ny")

    assert not faults
    outer, text = items
    assert isinstance(outer, Node) and isinstance(text, Markdown)
    assert [child.name for child in outer.blocks()] == ["b", "d"]
    assert outer.blocks("b")[0].blocks()[0].text == "x"


def test_options_end_at_the_first_line_that_is_not_indented() -> None:
    (node,), faults = scan("/// a | b | c\n    id: x\n    list:\n      - 1\n\n    indented code\n///")

    assert not faults
    assert isinstance(node, Node)
    assert node.argument == "b | c"
    assert node.options == {"id": "x", "list": [1]}
    assert node.option_lines == {"id": 2, "list": 3}
    assert node.text == "    indented code"


def test_fences_hide_slashes_and_headings() -> None:
    text = "/// why\n```\n/// deep\n## no step\n///\n```\n~~~~\n```\n///\n~~~~\n///"

    items, faults = scan(text)

    assert not faults
    assert len(items) == 1


def test_unclosed_block_is_reported_at_its_opening_and_hides_nothing() -> None:
    items, faults = scan("/// why\nx\n/// deep\ny\n///\n## Step\n//// deep\nz")

    assert lines(faults) == [1, 7]
    assert [type(item).__name__ for item in items] == ["Node", "Node", "Heading", "Node"]


def test_stray_closing_and_slashes_that_open_nothing() -> None:
    _, faults = scan("///\n\n/// | argument\n\n/// a b\n///")

    assert lines(faults) == [1, 3, 5, 6]


def test_bad_yaml_is_reported_at_its_line_with_the_remedy() -> None:
    _, (fault,) = scan('/// exchange | x\n    app: a.py\n    send: POST /x {"a": 1}\n///')

    assert fault.line == 3
    assert "single quotes" in fault.remedy


def test_option_stated_twice() -> None:
    _, (fault,) = scan("/// exchange | x\n    app: a.py\n    app: b.py\n///")

    assert (fault.line, fault.message) == (3, "app is stated twice.")


def test_check_turns_options_into_values() -> None:
    (node,), _ = scan(
        "/// exchange | x\n    app: a.py\n    show: f, g\n    server: true\n"
        "    send:\n      - GET /a\n      - {request: 'POST /b', headers: {A: [1, 2]}, body: 'x'}\n///"
    )

    assert isinstance(node, Node)
    assert check(node) == []
    assert node.options["show"] == ("f", "g")
    assert node.options["server"] == "werkzeug"
    first, second = node.options["send"]
    assert (first.line, first.headers, first.body) == ("GET /a HTTP/1.1", (), b"")
    assert (second.line, second.headers, second.body) == ("POST /b HTTP/1.1", (("A", "1"), ("A", "2")), b"x")


def typed_quiz(*arguments: str, kind: str = "quiz", more: str = "") -> list[Fault]:
    """Return the faults of a typed block with these options, which begin in lines 5, 11, 17."""
    option = "//// option | {}\n    id: o{}\n/// feedback\nYes.\n///\n////"
    options = [option.format(argument, n) for n, argument in enumerate(arguments)]
    text = f"///// {kind} | Which?\n    id: a-quiz\n    typed: true\n{more}\n" + "\n".join(options)
    (node,), faults = scan(f"{text}\n/// reveal\nSo.\n///\n/////")
    assert isinstance(node, Node) and not faults
    return check(node)


def test_the_options_of_a_typed_block_are_codes_or_names_of_headers() -> None:
    assert not typed_quiz("{200}", "404")
    assert not typed_quiz("Location", "WWW-Authenticate", "ETag")
    for arguments, line in (
        (("{200}", "Location"), 11),
        (("{200} with a body", "{404}"), 5),
        (("Location", "the body", "ETag"), 11),
        (("{200}", "{404}", "{299}"), 17),
    ):
        (fault,) = typed_quiz(*arguments)
        assert fault.line == line and "cannot be typed" in fault.message


def test_only_one_typed_option_is_right_and_a_typed_prediction_is_a_status() -> None:
    right = [f"{code}\n    right: true" for code in ("200", "201")]
    (fault,) = typed_quiz(*right)
    assert (fault.line, "several options are right" in fault.message) == (3, True)
    faults = typed_quiz("200", "201", kind="predict", more="    ask: body\n    app: a.py\n    send: GET /")
    assert [fault.message for fault in faults if fault.line == 3] == [
        "only a code can be typed in a predict block."
    ]
