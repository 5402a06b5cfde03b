from __future__ import annotations

from course.site.present.stated_checks import stated_checks, stated_of
from course.values.report import CheckResult

CHECKS = '''"""Checks."""


def helper(client):
    """Help."""


def test_one(client):
    """The first rule.

    Row: a, b
    """


def test_no_docstring(client):
    pass
'''


def test_checks_are_read_in_their_order_without_being_run():
    assert [(check.name, check.rule, check.rows) for check in stated_checks(CHECKS)] == [
        ("test_one", "The first rule.", ("a", "b")),
        ("test_no_docstring", "no docstring", ()),
    ]


def test_a_file_that_is_not_python_states_nothing():
    assert stated_checks("def (") == stated_checks("a\0b") == ()


def test_a_check_with_a_parameter_is_found_under_its_function():
    found = stated_of(CheckResult("test_one[GET]", "", "not_run"), stated_checks(CHECKS))
    assert found is not None and found.rule == "The first rule."
    assert stated_of(CheckResult("test_other", "", "not_run"), stated_checks(CHECKS)) is None
