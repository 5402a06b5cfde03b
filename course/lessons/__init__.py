"""Lessons: folders in, values out."""
