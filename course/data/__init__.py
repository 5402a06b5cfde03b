"""Data files that belong to the course's code."""
