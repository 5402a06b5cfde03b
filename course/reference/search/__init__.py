"""The search: documents of the course's content, one reading of a query, SQLite's FTS5 that ranks.

documents -> index <- query <- synonyms, corrections; finder puts them together.
"""
