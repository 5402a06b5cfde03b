"""Recall: which cards there are, which are due, and what stands on both sides of one."""
