"""The tree can be held in one head: how deep it is, how branched, how far a command travels."""

from __future__ import annotations

import ast
import os
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

import pytest
from radon.complexity import cc_visit_ast
from tests.books import allocated, make_book, signed
from tests.source import SOURCE, nodes, trees

from ethnictrack.book.opening import write_book

# What is wished for is 10 and 14 arrows, 10 branches, no name twice, and 35, 60 and 15 files.
# A bound that has not come so far is what was reached, and is only ever lowered.
DEEPEST, DEEPEST_LATE = 10, 14
MOST_BRANCHES = 10
NAMES_TWICE = 0
FILES_OF_A_PAYMENT, FILES_OF_AN_IMPORT, FILES_OF_A_REFUSAL = 39, 60, 15
Graph = Mapping[str, frozenset[str]]
# Notes the files in which a named function runs, in every process that is started.
PROFILER = """
import atexit, os, sys, threading
seen = set()
def look(frame, event, argument):
    code = frame.f_code
    if event == "call" and code.co_flags & 1 and code.co_name[0] != "<":
        seen.add(code.co_filename)
def write():
    sys.setprofile(None)
    with open(os.environ["SEEN"], "a", encoding="utf-8") as file:
        file.writelines(f"{name}\\n" for name in seen)
atexit.register(write)
threading.setprofile(look)
sys.setprofile(look)
"""


@cache
def modules() -> Mapping[str, ast.Module]:
    """Return the modules of the program by name."""
    return {name_of(path): tree for path, tree in trees().items()}


def name_of(path: str) -> str:
    """Return the name of a module: ``ethnictrack.book.lock``."""
    parts = ("ethnictrack", *path.removesuffix(".py").split("/"))
    return ".".join(parts).removesuffix(".__init__")


def imported(node: ast.AST, *, late: bool) -> Iterator[str]:
    """Yield what a module imports when it is loaded, with ``late`` also what its functions do."""
    for child in ast.iter_child_nodes(node):
        if not isinstance(child, ast.stmt | ast.excepthandler | ast.match_case):
            continue  # an expression imports nothing
        if isinstance(child, ast.If) and "TYPE_CHECKING" in ast.unparse(child.test):
            continue  # for the checker alone
        if isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef) and not late:
            continue
        if isinstance(child, ast.Import):
            yield from (each.name for each in child.names)
        elif isinstance(child, ast.ImportFrom) and child.module:
            for each in child.names:
                whole = f"{child.module}.{each.name}"
                yield whole if whole in modules() else child.module
        yield from imported(child, late=late)


def graph(*, late: bool) -> Graph:
    """Return which module imports which."""
    return {
        name: frozenset(imported(tree, late=late)) & modules().keys() - {name}
        for name, tree in modules().items()
    }


def longest(of: Graph) -> list[str]:
    """Return the longest chain of arrows. Raises: ValueError, for a circle."""
    chains: dict[str, list[str]] = {}

    def chain(name: str, above: tuple[str, ...]) -> list[str]:
        if name in above:
            message = " → ".join((*above[above.index(name) :], name))
            raise ValueError(message)
        if name not in chains:
            below = (chain(each, (*above, name)) for each in sorted(of[name]))
            chains[name] = [name, *max(below, key=len, default=[])]
        return chains[name]

    return max((chain(name, ()) for name in of), key=len)


@pytest.mark.parametrize(("late", "most"), [(False, DEEPEST), (True, DEEPEST_LATE)])
def test_no_module_stands_on_too_many_others_and_none_on_itself(late: bool, most: int) -> None:  # noqa: FBT001
    """Arrows of the longest chain, with and without the imports that functions make."""
    chain = longest(graph(late=late))

    assert len(chain) - 1 <= most, " → ".join(chain)


def test_a_circle_is_found() -> None:
    """Or the test above would be green for nothing."""
    with pytest.raises(ValueError, match="a → b → a"):
        longest({"a": frozenset("b"), "b": frozenset("a")})


def test_a_class_has_a_name_of_its_own() -> None:
    """Whoever reads a name knows which class is meant."""
    names = Counter(node.name for _, node in nodes(ast.ClassDef))
    twice = sorted(name for name, count in names.items() if count > 1)

    assert len(twice) <= NAMES_TWICE, twice


def test_no_function_has_too_many_branches() -> None:
    """As radon counts: a branch, a loop, an operator of truth, a comprehension are one each."""
    found = [
        f"{path}:{block.lineno} {block.fullname} {block.complexity}"
        for path, tree in trees().items()
        for each in cc_visit_ast(tree)
        for block in (*getattr(each, "methods", ()), each)
        if type(block).__name__ == "Function" and block.complexity > MOST_BRANCHES
    ]

    assert not found


def test_no_row_of_a_report_is_made_by_position() -> None:
    """``Table.of`` makes rows: a column says how it gets its cell, and a total has its key."""
    found = [
        f"{path}:{node.lineno}"
        for path, tree in trees().items()
        if str(path).startswith("reports")
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and ast.unparse(node.func) == "Row"
        and any(isinstance(each, ast.Tuple) for each in node.args)
    ]

    assert not found


def test_what_only_one_system_has_is_behind_few_modules() -> None:
    """Each has both branches: locks, disks, terminals, streams, and bounds of a process."""
    there_alone = {"fcntl", "termios", "resource", "msvcrt", "winreg", "pwd", "grp"}
    asking = {
        name_of(path).removeprefix("ethnictrack.")
        for path, node in nodes(ast.Attribute, ast.Import, ast.ImportFrom)
        if (isinstance(node, ast.Attribute) and ast.unparse(node) in {"sys.platform", "os.name"})
        or (isinstance(node, ast.Import) and there_alone & {each.name for each in node.names})
        or (isinstance(node, ast.ImportFrom) and node.module in there_alone)
    }

    assert asking <= {
        "book.location",
        "book.lock",
        "cli.shell.terminal",
        "importing.confined",
    }


@pytest.fixture(scope="module")
def planned(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a book with a plan."""
    path = tmp_path_factory.mktemp("trip") / "book.sqlite"
    make_book(path)
    with write_book(path, signed()) as book:
        allocated(book, 10**9)
    return path


@pytest.mark.parametrize(
    ("words", "code", "most"),
    [
        (("add", "DA1", "1 triệu", "--date", "1/3/2021"), 0, FILES_OF_A_PAYMENT),
        (("import", "one.csv"), 0, FILES_OF_AN_IMPORT),
        (("add", "DA1", "15.2.3"), 2, FILES_OF_A_REFUSAL),
    ],
    ids=["a payment", "a file of one row", "a refusal"],
)
def test_a_command_goes_through_few_files(
    planned: Path, tmp_path: Path, words: tuple[str, ...], code: int, most: int
) -> None:
    """Files of ours in which a named function runs, in the process and in its children."""
    (tmp_path / "sitecustomize.py").write_text(PROFILER, encoding="utf-8")
    rows = "Mã chương trình,Số tiền,Ngày\nDA1,2 triệu,2/3/2021\n"
    (tmp_path / "one.csv").write_text(rows, encoding="utf-8")
    seen = tmp_path / "seen"
    path = os.pathsep.join((str(tmp_path), str(SOURCE.parent)))
    done = subprocess.run(
        [sys.executable, "-m", "ethnictrack", "--book", str(planned), "disburse", *words],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": path, "SEEN": str(seen), "ETHNICTRACK_LANG": "vi"},
        capture_output=True,
        check=False,
    )
    files = set(map(Path, seen.read_text(encoding="utf-8").splitlines()))
    ours = sorted(str(each.relative_to(SOURCE)) for each in files if SOURCE in each.parents)

    assert done.returncode == code, done.stderr.decode()
    assert 0 < len(ours) <= most, ours
