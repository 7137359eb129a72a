"""Reports: pure functions from figures to documents; they know no terminal and no database."""
