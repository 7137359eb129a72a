"""What only one system has is asked for nowhere when a module is loaded."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
_POSIX = {"fcntl", "grp", "pexpect", "pty", "pwd", "resource", "termios", "tty"}
_WINDOWS = {"ctypes", "msvcrt", "winreg", "_winapi"}


def _modules(*folders: str) -> Iterator[tuple[str, ast.Module]]:
    for folder in folders:
        for path in sorted((ROOT / folder).rglob("*.py")):
            yield str(path.relative_to(ROOT)), ast.parse(path.read_text(encoding="utf-8"))


def _imported(node: ast.AST) -> set[str]:
    if isinstance(node, ast.Import):
        return {alias.name.partition(".")[0] for alias in node.names}
    if isinstance(node, ast.ImportFrom):
        return {(node.module or "").partition(".")[0]}
    return set()


@pytest.mark.parametrize("folder", ["src", "tests", "benchmarks"])
def test_no_module_is_loaded_on_one_system_alone(folder: str) -> None:
    """So that all tests are collected on Windows; what stands under a condition may be there."""
    found = {
        f"{name}: {module}"
        for name, tree in _modules(folder)
        for node in tree.body
        for module in _imported(node) & (_POSIX | _WINDOWS)
    }

    assert found == set()
