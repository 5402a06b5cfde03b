"""The toy exercises of the grader's tests, graded from a terminal."""

from tests.grading.conftest import run_pytest, tea_house, toy

__all__ = ["run_pytest", "tea_house", "toy"]
