"""Cells to rows: headings, units, totals, what is no record."""
