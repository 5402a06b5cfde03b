"""The walk to a code: a tree in the order in which a server checks, and two faults sent to a real app."""

from __future__ import annotations

import copy
from importlib import resources

import pytest
import yaml

from course.lessons import apps
from course.reference import decision
from course.reference import entries as reference
from course.reference.decision import DecisionFault, read

WALK = decision.load()

#: The order of the checks, and codes that end at each.
ORDER = {
    "Availability": {503, 429},
    "Request line and header": set(),
    "Address": {404, 410, 451},
    "Method": {405, 501},
    "Credentials": {401, 407, 511},
    "Permission": set(),
    "Query and header fields": {400},
    "Media type": {415, 413, 411, 406},
    "Syntax": {400},
    "Meaning": {422},
    "Preconditions": {412, 304, 428, 416},
    "State": {409, 423, 424, 402, 507},
    "The work": {202, 500, 502, 504},
    "Kind of success": {200, 201, 204, 205, 206, 207, 303},
}


@pytest.fixture
def values():
    """Return the values of decision.yaml, to be spoilt."""
    text = resources.files("course.data").joinpath("decision.yaml").read_text(encoding="utf-8")
    return copy.deepcopy(yaml.safe_load(text))


def test_the_checks_come_in_the_order_of_a_server():
    found = {check.stage: {choice.end.code for choice in check.choices if choice.end} for check in WALK.spine}
    assert list(found) == list(ORDER)
    assert found == ORDER


def test_each_check_of_the_spine_leads_to_the_next():
    for here, after in zip(WALK.spine, WALK.spine[1:], strict=False):
        ways = [choice.go for choice in here.choices]
        assert after.id in ways or any(
            after.id in [choice.go for choice in WALK.checks[way].choices] for way in ways if way
        )


def test_there_is_one_way_to_everything_and_it_begins_at_the_start():
    for place in [*WALK.checks, *WALK.ends]:
        way = WALK.way_to(place)
        assert not way if place == WALK.start else way[0].check.id == WALK.start
        assert [stage.choice.target for stage in way][-1:] == ([place] if way else [])
    with pytest.raises(KeyError):
        WALK.way_to("nowhere")


def test_ends_are_codes_that_a_server_can_answer_with():
    assert {end.code for end in WALK.ends.values()} <= set(reference.load().entries)
    assert all(end.code >= 200 for end in WALK.ends.values())
    # 404 is the honest answer in four places: nothing here, nothing you should know of, no such version,
    # and a body that names what the address stands for.
    assert [end.code for end in WALK.ends.values()].count(404) == 4


@pytest.mark.parametrize("end", WALK.ends.values(), ids=lambda end: end.id)
def test_an_end_names_what_others_send_and_what_it_costs(end):
    assert end.instead
    for one in end.instead:
        assert one.code in reference.load().entries and one.code != end.code
        assert one.cost.endswith(".") and one.cost not in end.because


@pytest.mark.parametrize(
    ("way", "codes"),
    [
        ("fields", {400}),
        ("field-fault", {400, 401, 415, 428}),
        ("version-fault", {400, 404, 406, 410, 415}),
        ("named-missing", {404, 409, 422}),
        ("preflight", {204, 403}),
    ],
)
def test_what_people_ask_for_most_has_a_way(way, codes):
    assert {choice.end.code for choice in WALK.checks[way].choices if choice.end} == codes


def test_codes_that_matter_are_reached():
    sheet = {entry.code for entry in reference.load().entries.values() if entry.sheet}
    assert sheet <= {end.code for end in WALK.ends.values()}


def test_every_code_of_the_walk_is_named_at_one_of_its_checks_and_once():
    named = [WALK.codes_at(check) for check in WALK.spine]
    assert all(len(set(codes)) == len(codes) > 0 for codes in named)
    assert {code for codes in named for code in codes} == {end.code for end in WALK.ends.values()}
    assert WALK.codes_at(WALK.checks["up"]) == (503, 429)
    assert WALK.codes_at(WALK.checks["uri"])[2:6] == (308, 301, 307, 302)  # two questions below the check


#: What the app says now. 416 is the one place where Werkzeug and the standard part.
WINS = [404, 404, 405, 401, 401, 401, 403, 415, 401, 404, 412, 416, 412]


def answered(case) -> int:
    response = apps.run(WALK.app, (case.request,))[0].response
    assert response is not None
    return response.status


def test_which_of_two_faults_wins():
    assert [answered(case) for case in WALK.cases] == WINS


def test_where_the_standard_fixes_it_only_range_differs():
    different = [case.faults for case in WALK.cases if case.wants and answered(case) != case.wants]
    assert different == [("copy still good", "part does not exist")]


@pytest.mark.parametrize(
    ("spoil", "told"),
    [
        (lambda d: d["checks"]["uri"]["answers"][0].update(go="up"), "the start, up"),
        (lambda d: d["checks"]["uri"]["answers"][0].update(go="nowhere"), "leads to nowhere"),
        (lambda d: d["checks"]["uri"]["answers"][0].update(go="message"), "message is reached in 2 ways"),
        (lambda d: d["checks"]["uri"]["answers"][1].update(code=419), "419 is not registered"),
        (lambda d: d["checks"]["uri"]["answers"][1].update(because="Because."), "say where the standard"),
        (lambda d: d["checks"]["uri"]["answers"][1].update(instead={}), "name a code that people defend"),
        (
            lambda d: d["checks"]["uri"]["answers"][1].update(instead={404: "X."}),
            "404 is not an alternative to 404",
        ),
        (lambda d: d["checks"]["uri"]["answers"][1].update(instead={400: "RFC 9110 §77"}), "no RFC 9110 §77"),
        (lambda d: d["checks"]["uri"].update(order="RFC 9110 §77"), "no RFC 9110 §77"),
        (lambda d: d["two_faults"]["cases"][0].update(verdict="fixed"), "a fixed case"),
        (lambda d: d["two_faults"]["cases"][0].update(verdict="maybe"), "verdict is one of"),
    ],
)
def test_a_mistake_in_the_data_is_named(values, spoil, told):
    spoil(values)
    with pytest.raises(DecisionFault, match=told):
        read(values)
