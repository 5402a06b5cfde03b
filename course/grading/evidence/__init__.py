"""Whether a misconception is true of an answer. Pure: no process, no database, no file."""
