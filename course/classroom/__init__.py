"""The work of a class: read from a folder, graded again, written for the engines that keep grades."""
