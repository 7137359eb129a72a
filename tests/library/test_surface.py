"""What the commands use of the book is named in one place, with its types."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from ethnictrack import library

COMMANDS = Path(library.__file__).parents[1] / "cli"


def test_every_name_is_found_where_its_type_is_looked_up() -> None:
    """The imports a checker sees and those that happen are the same."""
    source = Path(library.__file__).read_text(encoding="utf-8")
    seen = {
        name.name: str(node.module).removeprefix("ethnictrack.")
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.ImportFrom) and str(node.module).startswith("ethnictrack.")
        for name in node.names
    }

    assert seen == library.WHERE
    assert all(getattr(library, each) is not None for each in seen)
    with pytest.raises(AttributeError):
        library.__getattr__("nothing")


def test_no_command_reaches_below_the_library() -> None:
    """Nor for types alone, nor inside a function."""
    below = re.compile(
        r"^\s*(?:from|import) (?:ethnictrack\.(?:book|services|ledger)|sql)", re.MULTILINE
    )

    assert [
        path.name
        for path in COMMANDS.rglob("*.py")
        if below.search(path.read_text(encoding="utf-8"))
    ] == []


def test_nothing_is_named_that_no_command_uses() -> None:
    """A name that nobody imports, or takes from the module when it is needed, goes."""
    nodes = [
        node
        for path in COMMANDS.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
    ]
    used = {
        name.name
        for node in nodes
        if isinstance(node, ast.ImportFrom) and node.module == "ethnictrack.library"
        for name in node.names
    }
    used |= {
        node.attr
        for node in nodes
        if isinstance(node, ast.Attribute) and ast.unparse(node.value) == "lib"
    }

    assert set(library.WHERE) == used
