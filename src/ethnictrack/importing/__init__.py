"""Outside files to lines of typed cells; nothing here knows the book."""
