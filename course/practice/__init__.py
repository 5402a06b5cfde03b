"""The learner's file: read, saved, followed, graded."""
