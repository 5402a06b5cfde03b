"""Every piece of the interface on one page, in all its states. Its values are made up, and it says so."""

from __future__ import annotations

from flask import Blueprint, Response, render_template

from course.site.http.negotiation import answer
from course.site.present.course_map import ExerciseMark, StepMark
from course.site.present.pieces import ASIDE_WORDS, Piece, pieces
from course.site.present.questions import Draft, OpenMyth, show_question
from course.site.present.samples import sample_bars, sample_rows, sample_sureness, sample_verdict
from course.site.present.wires import Wire, draw, hide
from course.text.html import code_lines
from course.values import codes
from course.values.lesson import Aside, Option, Panel, Question
from course.values.progress import Answer
from course.values.wire import Exchange, Request
from course.values.wire import Response as WireResponse

bp = Blueprint("styleguide", __name__)
WHEN = "2026-01-05T09:30:00+00:00"
TEXT = (("Content-Type", "text/html; charset=utf-8"),)
JSON = (("Content-Type", "application/json"),)
#: Anchor and words of each section.
SECTIONS = (
    ("type", "Type"),
    ("colours", "Hues"),
    ("buttons", "Buttons, fields, notes"),
    ("wires", "On the wire"),
    ("code", "Code"),
    ("questions", "Questions"),
    ("asides", "Blocks of a lesson"),
    ("contents", "Contents"),
    ("place", "Place in a lesson"),
    ("bars", "The bar of the bench"),
    ("contract", "Contract"),
    ("verdict", "Verdict"),
    ("sureness", "Sure, and right"),
    ("codes", "Codes"),
    ("table", "Table"),
)


@bp.get("/styleguide")
def index() -> Response:
    """Show the style guide."""
    page = render_template(
        "styleguide.html",
        families=tuple(codes.FAMILIES.values()),
        sections=SECTIONS,
        wires=sample_wires(),
        questions=sample_questions(),
        myth=OpenMyth("sample-myth", "Every request gets a status code."),
        asides=sample_asides(),
        steps=sample_steps(),
        exercises=sample_exercises(),
        verdict=sample_verdict(),
        bars=sample_bars(),
        rows=sample_rows(),
        sureness=sample_sureness(),
    )
    return answer(page, {})


def sample_wires() -> tuple[tuple[str, Wire], ...]:
    """Return a wire panel of every kind with its caption."""
    post = Request("POST", "/recipes", JSON, b'{"title": "Plum cake"}')
    get = Request("GET", "/recipes/7")
    long = (
        ("Location", "/recipes/" + "plum-cake-with-cinnamon-" * 4),
        ("Set-Cookie", "session=" + "a1b2c3" * 20),
    )
    body = b'{"error":"There is no recipe 7.","near":[{"id":1,"title":"Pl\\u00e4tzchen"},{"id":2}]}\n'
    return (
        ("hidden", hide(post)),
        ("created, with long header fields", draw(Exchange(post, WireResponse(201, "CREATED", long)))),
        ("JSON body", draw(Exchange(get, WireResponse(404, "NOT FOUND", JSON, body)))),
        ("no content", draw(Exchange(Request("DELETE", "/recipes/7"), WireResponse(204, "NO CONTENT")))),
        ("HEAD", draw(Exchange(Request("HEAD", "/recipes/7"), WireResponse(200, "OK", JSON)))),
        ("redirection", draw(Exchange(get, WireResponse(308, "PERMANENT REDIRECT", long[:1])))),
        (
            "informational",
            draw(Exchange(get, WireResponse(103, "Early Hints", (("Link", "</a.css>; rel=preload"),)))),
        ),
        (
            "a view that raised",
            draw(
                Exchange(get, WireResponse(500, "INTERNAL SERVER ERROR", TEXT, b"<h1>...</h1>"), crashed=True)
            ),
        ),
        ("an exception that left the app", draw(Exchange(get, raised="ZeroDivisionError: division by zero"))),
        (
            "an interim response before the answer",
            draw(Exchange(get, WireResponse(401, "UNAUTHORIZED"), fragment=b"HTTP/1.1 100 Continue\r\n\r\n")),
        ),
        ("no answer at all", draw(Exchange(get))),
        ("half an answer", draw(Exchange(get, fragment=b"HTTP/1.1 200 OK\r\nContent-Le"))),
    )


def sample_question(kind: str = "predict", ask: str = "status") -> Question:
    """Return a made-up question."""
    post = Request("POST", "/recipes", JSON, b'{"title": "Plum cake"}')
    panel = Panel(
        "recipes.py",
        code_lines('@app.post("/recipes")\ndef add():\n    recipe = request.json\n    return recipe'),
        (Exchange(post, WireResponse(200, "OK", JSON, b'{"title":"Plum cake"}\n')),),
    )
    values = ("201", "200") if ask == "status" else ("text/html", "application/json")
    if kind == "quiz":
        values = ("", "")
    options = tuple(
        Option(name, value, text, f"<p>{told}</p>", right, codes.family(int(value)) if value.isdigit() else 0)
        for name, value, text, told, right in (
            ("one", values[0], "because something was stored", "Storing is just Python to Flask.", False),
            ("two", values[1], "because the view never says otherwise", "Yes. The view says nothing.", True),
        )
    )
    return Question(
        f"sample-{kind}-{ask}",
        "quiz" if kind == "quiz" else "predict",
        f"<p>Which {ask if kind == 'predict' else 'reason'} do you expect?</p>",
        options,
        "<p>The reveal stands here.</p>",
        None if kind == "quiz" else panel,
        ask,
    )


def sample_questions() -> tuple[tuple[str, object], ...]:
    """Return a question in every state with its caption."""

    def given(question: Question, choice: str) -> Answer:
        return Answer(question.id, (choice,), "sure", choice == "two", 1, WHEN)

    open_one = sample_question()
    empty = Draft(open_one.id + "-empty", (), "sure", "Choose an answer first.")
    refused = Question(
        empty.question, open_one.kind, "<p>What was not answered?</p>", open_one.options, "", None
    )
    numerals = sample_question()
    answered = Question(
        "sample-answered",
        "predict",
        "<p>What did come back?</p>",
        numerals.options,
        numerals.reveal_html,
        numerals.panel,
    )
    calm, quiz = sample_question(ask="content-type"), sample_question("quiz")
    return (
        ("open", show_question(open_one, None)),
        ("refused, with the message", show_question(refused, None, empty)),
        ("answered: two numerals", show_question(answered, given(answered, "one"))),
        ("answered: another value", show_question(calm, given(calm, "one"))),
        ("answered: a quiz", show_question(quiz, given(quiz, "two"))),
    )


def sample_asides() -> tuple[Piece, ...]:
    """Return a prose block of every kind."""
    blocks = tuple(
        Aside(kind, f"A title of {kind}", "<p>What it says, in <code>code</code> and in words.</p>")
        for kind in ASIDE_WORDS
    )
    return pieces(blocks, {})


def sample_steps() -> tuple[StepMark, ...]:
    """Return steps in every state."""
    return (
        StepMark("a", "One word for it worked", 1, "foundation", "done"),
        StepMark("b", "Nothing to hand back", 2, "foundation", "missed"),
        StepMark("c", "A new thing exists now", 3, "intermediate", "open", current=True),
        StepMark("d", "Where does it live?", 4, "advanced", "open"),
    )


def sample_exercises() -> tuple[ExerciseMark, ...]:
    """Return exercises in every state."""
    return (
        ExerciseMark("a", "Solved", 1, 10, (200,), "done", "solved", "foundation"),
        ExerciseMark("b", "Begun", 2, 10, (201,), "part", "3 of 6 checks pass", "intermediate"),
        ExerciseMark("c", "Untouched", 3, 10, (404,), "open", "not tried yet", "expert"),
    )
