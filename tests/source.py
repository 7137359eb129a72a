"""The source of the program, read and gone through once for all rules about it."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

import ethnictrack

SOURCE = Path(ethnictrack.__file__).parent
Node = TypeVar("Node", bound=ast.AST)


@cache
def trees() -> Mapping[str, ast.Module]:
    """Return each module of the program by its path in it: ``book/lock.py``."""
    return {
        path.relative_to(SOURCE).as_posix(): ast.parse(path.read_text(encoding="utf-8"))
        for path in sorted(SOURCE.rglob("*.py"))
    }


@cache
def _nodes() -> Mapping[type[ast.AST], list[tuple[str, Any]]]:
    found: dict[type[ast.AST], list[tuple[str, Any]]] = {}
    for name, tree in trees().items():
        for node in ast.walk(tree):
            found.setdefault(type(node), []).append((name, node))
    return found


def nodes(*kinds: type[Node]) -> Iterator[tuple[str, Node]]:
    """Yield the nodes of some kinds, each with the path of its module."""
    for kind in kinds:
        yield from _nodes().get(kind, ())


def forget() -> None:
    """Let it all go: it is as large as everything else that tests have in memory."""
    trees.cache_clear()
    _nodes.cache_clear()
