"""The fields of each noun that can be imported: one module a noun."""
