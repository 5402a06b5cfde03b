"""Headings that can be linked to."""

from __future__ import annotations

from course.site.present.anchors import Anchors, linked, raised


def test_an_anchor_is_the_words_of_its_heading_and_each_is_given_once():
    anchors = Anchors()

    assert anchors.of("Follow <code>Location</code> &amp; look") == "follow-location-look"
    assert anchors.of("Follow Location, look") == "follow-location-look-2"
    assert anchors.of("¿?") == "section"


def test_the_ids_of_the_frame_are_never_given_away():
    assert Anchors().of("Main") == "main-2"


def test_headings_of_prose_come_one_level_up_and_lead_to_themselves():
    html = raised("<h3>One</h3><p>x</p><h4>Two</h4>", Anchors())

    assert html == (
        '<h2 id="one"><a class="anchor" href="#one">One</a></h2><p>x</p>'
        '<h3 id="two"><a class="anchor" href="#two">Two</a></h3>'
    )


def test_a_heading_that_holds_a_link_is_left_alone():
    assert linked('See <a href="/x">x</a>', "see") == 'See <a href="/x">x</a>'
