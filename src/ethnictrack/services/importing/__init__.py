"""Importing: the rules of `add`, row by row in file order, in one transaction."""
