"""Readers of text formats: Markdown, front matter, YAML, citations, figures."""
