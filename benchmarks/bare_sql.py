"""Runs the statements of a script on a book and fetches every row; a reference for benchmarks.

`python bare_sql.py BOOK SCRIPT`: statements end with a semicolon and a line break.
"""

import sqlite3
import sys
from contextlib import closing
from pathlib import Path

with closing(sqlite3.connect(sys.argv[1])) as connection:
    for statement in Path(sys.argv[2]).read_text(encoding="utf-8").split(";\n"):
        connection.execute(statement).fetchall()
