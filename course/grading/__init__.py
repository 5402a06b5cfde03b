"""Grading: a learner's file in, a report out."""
