"""Files from outside to rows of typed values; nothing here knows the book."""
