"""What the learner did, in one SQLite file."""
