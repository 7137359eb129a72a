"""Alembic revisions of the book, inside the package so that an installed program can upgrade."""
