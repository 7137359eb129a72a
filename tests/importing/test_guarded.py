"""The child that reads workbooks: whatever becomes of it, the file is refused and no more."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import openpyxl
import pytest
from tests.importing.hostile import HOSTILE
from tests.shell import PROGRAM, clean_environment

from ethnictrack.errors.files import WHY, HostileWorkbookError
from ethnictrack.i18n import tr, use
from ethnictrack.importing import guarded
from ethnictrack.importing.confined import confine
from ethnictrack.importing.guarded import read_guarded

STARTS_READERS = True
_CONFINED = "from ethnictrack.importing.confined import confine; confine(memory={}, seconds=1); "


@pytest.mark.posix("signals and bounds are those of POSIX")
@pytest.mark.parametrize(
    ("ends", "why"),
    [
        ("import os; os.abort()", "size"),
        ("import os; os.kill(os.getpid(), 9)", "stopped"),
        ("import os; os.kill(os.getpid(), 11)", "stopped"),
        ("raise SystemExit(3)", "stopped"),
        (_CONFINED.format(1 << 30) + "\nwhile True: pass", "time"),
        (_CONFINED.format(1 << 28) + "bytearray(1 << 29)", "stopped"),
    ],
    ids=["aborts", "is killed", "crashes", "gives up", "takes for ever", "wants all memory"],
)
def test_a_child_that_dies_is_a_refusal(
    monkeypatch: pytest.MonkeyPatch, ends: str, why: str
) -> None:
    """It says what became of it, and the program goes on."""
    monkeypatch.setattr(guarded, "_START", f"import sys; sys.path[:] = {{!a}}; {ends}")

    with pytest.raises(HostileWorkbookError) as refusal:
        list(read_guarded("workbook", b"PK", "a.xlsx"))

    assert (refusal.value.name, refusal.value.why) == ("a.xlsx", WHY[why])


def _boundless() -> str | None:
    """Say why no memory is refused here; None where it is."""
    if sys.platform == "win32":
        from ctypes import windll  # noqa: PLC0415 - not elsewhere

        return "wine bounds no job" if hasattr(windll.ntdll, "wine_get_version") else None
    return "macOS counts no memory" if sys.platform == "darwin" else None


@pytest.mark.skipif(_boundless() is not None, reason=_boundless() or "")
def test_a_child_is_refused_more_memory_than_its_bound() -> None:
    """By POSIX's limit, and by the job a process of Windows is in."""
    code = _CONFINED.format(1 << 28) + "bytearray(1 << 29)"

    done = subprocess.run([sys.executable, "-c", code], stderr=subprocess.PIPE, check=False)

    assert done.stderr.splitlines()[-1].startswith(b"MemoryError")


@pytest.mark.posix("signals and bounds are those of POSIX")
def test_a_system_that_lacks_a_bound_reads_nonetheless(monkeypatch: pytest.MonkeyPatch) -> None:
    """As macOS, which refuses a bound of addresses; each other one is set."""
    import resource  # noqa: PLC0415 - not there on Windows

    asked: list[int] = []

    def refused(kind: int, _: tuple[int, int]) -> None:
        asked.append(kind)
        raise ValueError

    monkeypatch.setattr(resource, "setrlimit", refused)
    confine(memory=1 << 30, seconds=60)

    wanted = {"RLIMIT_DATA", "RLIMIT_AS", "RLIMIT_CPU", "RLIMIT_CORE"}
    assert set(asked) == {getattr(resource, each) for each in wanted}


def test_a_child_that_cannot_be_started_is_a_refusal(monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine may have no place for one more process."""
    monkeypatch.setattr(sys, "executable", "/nowhere/python")

    with pytest.raises(HostileWorkbookError) as refusal:
        list(read_guarded("workbook", b"PK", "a.xlsx"))

    assert refusal.value.why == WHY["stopped"]


def test_a_child_is_not_waited_for_without_end(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the system does not bound it, the clock does."""
    monkeypatch.setattr(guarded, "_START", "import time; time.sleep(60) # {!a}")
    monkeypatch.setattr(guarded, "_PATIENCE", 0.1)

    with pytest.raises(HostileWorkbookError) as refusal:
        list(read_guarded("workbook", b"PK", "a.xlsx"))

    assert refusal.value.why == WHY["time"]


def test_what_is_too_large_comes_with_a_way_to_make_it_smaller() -> None:
    """And what is broken, with one to mend it."""
    use("en")
    said = {why: tr(HostileWorkbookError("a", WHY[why]).advice().text) for why in WHY}

    assert said["cells"] == said["size"] == said["merges"] == said["time"]
    assert "Copy the rows" in said["cells"]
    assert said["damaged"] == said["encrypted"] == said["stopped"]
    assert "save it anew" in said["damaged"]


def test_nothing_is_loaded_from_the_folder_the_user_is_in(tmp_path: Path) -> None:
    """A file beside the workbook may be called like a module of Python."""
    book = openpyxl.Workbook()
    book.save(tmp_path / "rows.xlsx")
    for name in ("pickle", "zipfile", "python_calamine", "encodings", "site"):
        (tmp_path / f"{name}.py").write_text(f"open('{name}', 'w')\nraise SystemExit", "utf-8")
    code = (
        "from pathlib import Path\nfrom ethnictrack.importing.files.input_file import held\n"
        "from ethnictrack.importing.files.workbook import sheets_of\n"
        "print(len(sheets_of(held(Path('rows.xlsx')))))"
    )

    done = subprocess.run(
        [sys.executable, "-P", "-c", code],
        cwd=tmp_path,
        env=clean_environment(),
        capture_output=True,
        check=False,
    )

    assert done.stdout.strip() == b"1", done.stderr
    assert not [each.name for each in tmp_path.iterdir() if not each.suffix]


@pytest.mark.skipif(sys.platform != "linux", reason="memory is counted on Linux alone")
@pytest.mark.parametrize("name", ["one long text in every cell", "the farthest cell"])
def test_the_program_and_its_child_stay_small(tmp_path: Path, name: str) -> None:
    """As little memory as promised, in one as in the other."""
    from tests.memory import peak_of  # noqa: PLC0415 - what it counts by is not on Windows

    path = tmp_path / "rows.xlsx"
    path.write_bytes(HOSTILE[name][0]())
    words = [*PROGRAM, "--book", str(tmp_path / "none.sqlite"), "disburse", "import", str(path)]

    code, memory = peak_of(words, clean_environment())

    assert code == 1
    assert memory < 300
