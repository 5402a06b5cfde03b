"""Exercises: folders in, values out."""
