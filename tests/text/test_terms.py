"""Marks of terms: what a text defines, and the sentence that does."""

from __future__ import annotations

import pytest

from course.text.marks import plain
from course.text.markup import render
from course.text.terms import anchor_of, definitions, linked, name_of

TEXT = """First sentence. An [[entity tag!]], or [[ETag]], names
one version (RFC 9110 §8.8.3). It is quoted.

- One. Two.
- [[Token bucket]]: tokens fall into it. It has a size.

```python
"[[never]]"
```
`app.run` ends. "Is `a. B` code?" [[Cache]]s keep `x. Y` and more! Then *this*.
"""


@pytest.fixture(scope="module")
def found():
    return {one.name: one for one in definitions(TEXT, 10)}


def test_a_term_is_known_by_name_line_and_mark(found):
    assert {name: (one.line, one.technical) for name, one in found.items()} == {
        "entity tag": (10, True),
        "ETag": (10, False),
        "token bucket": (14, False),
        "cache": (19, False),
    }


@pytest.mark.parametrize(
    ("term", "sentence"),
    [
        ("ETag", "An [[entity tag!]], or [[ETag]], names one version (RFC 9110 §8.8.3)."),
        ("token bucket", "[[Token bucket]]: tokens fall into it."),
        ("cache", "[[Cache]]s keep `x. Y` and more!"),
    ],
)
def test_the_sentence_around_the_mark_is_the_definition(found, term, sentence):
    assert found[term].sentence == sentence


def test_in_the_glossary_the_term_is_bold_and_others_are_links(found):
    one = found["ETag"]
    assert linked(one.sentence, one.name).startswith("An [entity tag](term:entity-tag), or **ETag**, names")


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("Authentication", "authentication"),
        ("Problem details", "problem details"),
        ("CORS", "CORS"),
        ("OpenAPI", "OpenAPI"),
        ("ETag", "ETag"),
        ("Server-sent events", "server-sent events"),
    ],
)
def test_a_name_keeps_its_letters_and_a_word_is_small(written, name):
    assert name_of(written) == name


def test_a_term_is_shown_where_it_is_defined_and_leads_to_the_glossary():
    dfn = '<dfn id="term-header-field"><a href="/glossary#header-field">header fields</a></dfn>'
    assert render("Then [[header field!]]s follow.") == f"<p>Then {dfn} follow.</p>"
    assert render("`[[x]]`") == "<p><code>[[x]]</code></p>"


def test_a_link_to_a_term_leads_to_its_entry():
    assert 'href="/glossary#entity-tag"' in render("[tags](term:entity-tag)")
    assert anchor_of("entity tag") == "entity-tag"


def test_plain_text_has_no_marks():
    assert plain("An [[entity tag!]] and [[cache]]s") == "An entity tag and caches"
