"""The command line: commands parse, call and print; no rule and no SQL lives here."""
