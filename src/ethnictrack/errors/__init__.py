"""Refusals by what they are about: a book, entries, files, what is typed."""
