"""A short day of a clerk, on whatever system the program is installed: Linux, Windows, wine.

By itself it runs with the Python of the tests. SMOKE_PYTHON, a list of words in JSON, names another
one, such as that which `tools/windows.py` makes under wine. Files are named from the folder the
clerk is in, which is called the same in all of them.
"""

from __future__ import annotations

import csv
import io
import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from tests.shell import clean_environment, forked
from tests.terminal import Terminal
from tests.warm import at_start

from ethnictrack import __version__
from ethnictrack.render import FORMATS

PYTHON: tuple[str, ...] = tuple(
    json.loads(os.environ.get("SMOKE_PYTHON", "null")) or [sys.executable]
)
PROGRAM = (*PYTHON, "-m", "ethnictrack")
ON_WINDOWS = sys.platform == "win32" or len(PYTHON) > 1
BOOK = "sổ 2021.sqlite"
only_windows = pytest.mark.skipif(not ON_WINDOWS, reason="no other system keeps open files so")
_PATIENCE = 300  # seconds; wine starts slowly
_CODE_PAGE = {"PYTHONIOENCODING": "cp1258"}
_ENDINGS = {"table": "txt", "plain": "txt", "markdown": "md"}
_OFFICE = {"pdf", "odt", "ods"}
_DAY = [
    "allocate add CT135 '20.868 triệu' --year 2021",
    "disburse add CT135 '15,213 tỷ' --date 15/11/2021 --payee 'Ban Dân tộc' --voucher 01/CT",
    "disburse reverse last --reason 'ghi nhầm' --yes",
    "disburse import tệp.csv",
    "disburse list -o 'giải ngân.xlsx'",
    "disburse import bảng.xlsx",
    "activity add XOM 'Xóm được thăm' --unit xóm",
    "book settings office 'BAN DÂN TỘC'",
    "book verify",
    "book check",
    "book backup bản-sao.sqlite",
    "book export xuất.jsonl",
]
_DOCS = Path(__file__).parents[1] / "docs"
# Has cmd run a line, with the program's own folder on the path.
_TYPED = (
    "import os, subprocess, sys\n"
    "os.environ['PATH'] = os.path.dirname(sys.executable) + ';' + os.environ['PATH']\n"
    "sys.exit(subprocess.call(sys.argv[1], shell=True))\n"
)
_ROWS = """Chương trình;Số tiền;Ngày;Nội dung
CT135;1,5 tỷ;16/11/2021;Đường xóm Lũng Hính
CT135;250 triệu;17/11/2021;Kênh mương
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Return a folder of the clerk's, in which there is the book of a day, and be in it."""
    path = tmp_path_factory.mktemp("smoke") / "Thư mục của tôi"
    path.mkdir()
    before = Path.cwd()
    os.chdir(path)
    made = _run("--book", BOOK, "book", "init", "--units", "cao-bang-2020", "--programs", "2021")
    assert made.returncode == 0, made
    (path / "tệp.csv").write_text(_ROWS, "utf-8")
    workbook = openpyxl.Workbook()
    for row in (_ROWS.splitlines()[0], "CT135;3 tỷ;18/11/2021;Nhà văn hóa"):
        workbook.active.append(row.split(";"))
    workbook.save(path / "bảng.xlsx")
    answers = _lines(*_DAY)
    assert [each for each in answers if each["exit"]] == []
    assert len(answers) == len(_DAY)
    yield path
    os.chdir(before)


def _run(
    *words: str,
    typed: str = "",
    program: tuple[str, ...] = PROGRAM,
    env: Mapping[str, str] | None = None,
) -> subprocess.CompletedProcess[bytes]:
    """Run a program with pipes for all its streams."""
    environment = clean_environment(env)
    del environment["PYTHONUTF8"]
    if program == (sys.executable, "-m", "ethnictrack") and not (typed or at_start(env or {})):
        return forked(words, environment)
    return subprocess.run(
        [*program, *words],
        input=typed.encode(),
        env=environment,
        capture_output=True,
        timeout=_PATIENCE,
        check=False,
    )


def _lines(*commands: str) -> list[dict[str, Any]]:
    """Run commands in one process, on the book of the folder."""
    ran = _run("--book", BOOK, "run", "-", "--keep-going", typed="\n".join(commands))
    return [json.loads(line) for line in ran.stdout.splitlines()]


def test_it_is_installed() -> None:
    """It says its version."""
    assert _run("--version").stdout.decode().split() == ["ethnictrack", __version__]


def test_help_comes_through_a_pipe_to_the_letter() -> None:
    """Whatever the code page."""
    ran = _run("--help", env=_CODE_PAGE)

    assert (ran.returncode, ran.stderr) == (0, b"")
    assert "Sổ theo dõi chương trình" in ran.stdout.decode()


def test_a_day_is_recorded(folder: Path) -> None:
    """Plans, payments, a file of them, a list, a result, a setting, proofs, copies."""
    for name in ("giải ngân.xlsx", "bản-sao.sqlite", "xuất.jsonl"):
        assert (folder / name).stat().st_size > 1000


@pytest.mark.usefixtures("folder")
def test_nobody_is_told_of_rights_that_the_system_does_not_have() -> None:
    """A fresh book is as it should be."""
    ran = _run("--book", BOOK, "book", "check")

    assert (ran.returncode, ran.stderr.decode()) == (0, "")


def test_every_format_is_written(folder: Path) -> None:
    """A report as each of them but those that LibreOffice writes."""
    files = {
        name: f"báo cáo {name}.{_ENDINGS.get(name, name)}"
        for name in FORMATS
        if name not in _OFFICE
    }
    line = "report annual 2021 --as-of 2021-12-31 --format {name} --output '{file}'"

    answers = _lines(*(line.format(name=name, file=file) for name, file in files.items()))

    assert [each for each in answers if each["exit"]] == []
    assert [file for file in files.values() if (folder / file).stat().st_size < 200] == []
    assert "Chương trình 135" in (folder / files["plain"]).read_text("utf-8")


def test_a_table_redirected_to_a_file_keeps_its_letters(folder: Path) -> None:
    """The shell opens the file, and knows nothing of letters."""
    code = (
        "import subprocess, sys\n"
        "with open('chuyển.txt', 'wb') as file:\n"
        "    words = ['--book', sys.argv[1], 'disburse', 'list', '-O', 'csv']\n"
        "    command = [sys.executable, '-m', 'ethnictrack', *words]\n"
        "    sys.exit(subprocess.call(command, stdout=file))\n"
    )

    ran = _run("-c", code, BOOK, program=PYTHON, env=_CODE_PAGE)

    assert (ran.returncode, ran.stderr.decode()) == (0, "")
    rows = list(csv.DictReader(io.StringIO((folder / "chuyển.txt").read_text("utf-8-sig"))))
    assert "Đường xóm Lũng Hính" in {value for row in rows for value in row.values()}


@pytest.mark.usefixtures("folder")
def test_whoever_stops_reading_hears_no_more() -> None:
    """As `| more` that is left, or `| findstr` that has found it."""
    code = (
        "import subprocess, sys\n"
        "words = [sys.executable, '-m', 'ethnictrack', '--book', sys.argv[1], 'place', 'list']\n"
        "with subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as child:\n"
        "    child.stdout.close()\n"
        "    said = child.stderr.read()\n"
        "print(child.returncode, said)\n"
    )

    ran = _run("-c", code, BOOK, program=PYTHON)

    assert ran.stdout.split() == [b"0", b"b''"], ran


@pytest.mark.usefixtures("folder")
def test_a_machine_without_a_name_of_the_user_has_an_actor() -> None:
    """It is asked of the system itself."""
    unknown = dict.fromkeys(("USERNAME", "USER", "LOGNAME", "LNAME"), "")

    words = ("activity", "add", "LOP", "Lớp học", "--unit", "lớp")
    ran = _run("--book", BOOK, *words, env=unknown)

    assert ran.returncode == 0, ran


def test_two_writers_lose_nothing(folder: Path) -> None:
    """They take turns; all of both is kept, and the book proves itself."""
    count = 10
    line = "disburse add CT135 1 --date 20/11/2021 --note {}"
    before = _entries()
    files = [folder / f"lệnh {number}.txt" for number in range(2)]
    for number, file in enumerate(files):
        file.write_text("\n".join([line.format(number)] * count), "utf-8")

    with ThreadPoolExecutor(2) as both:
        answers = list(both.map(lambda file: _run("--book", BOOK, "run", file.name), files))

    assert [each.returncode for each in answers] == [0, 0], answers
    assert _entries() == before + 2 * count
    assert [each["exit"] for each in _lines("book verify")] == [0]


def _entries() -> int:
    (answer,) = _lines("disburse list --json")
    assert "result" in answer, answer
    return len(answer["result"])


@only_windows
def test_a_report_that_is_open_in_excel_is_named(folder: Path) -> None:
    """Excel lets nobody else write its file, or take it away."""
    (folder / "mở.xlsx").write_bytes(b"PK")

    code, said = _while_open("mở.xlsx", "report", "rates", "-o", "mở.xlsx", "--replace")

    assert code == 3
    assert "Excel" in said
    assert (folder / "mở.xlsx").read_bytes() == b"PK"


@only_windows
def test_a_book_that_is_open_is_not_replaced(folder: Path) -> None:
    """It is busy, and nothing is left of the attempt."""
    before = sorted(path.name for path in folder.iterdir())

    code, said = _while_open(BOOK, "book", "restore", "bản-sao.sqlite", "--replace")

    assert (code, "[busy]" in said) == (4, True), said
    assert sorted(path.name for path in folder.iterdir()) == before


def _while_open(file: str, *words: str) -> tuple[int, str]:
    """Run a command while another program has a file open as SQLite and Excel have theirs."""
    code = (
        "import subprocess, sys\n"
        "with open(sys.argv[1], 'rb'):\n"
        "    words = [sys.executable, '-m', 'ethnictrack', *sys.argv[2:]]\n"
        "    done = subprocess.run(words, capture_output=True)\n"
        "print(done.returncode, flush=True)\n"
        "sys.stdout.buffer.write(done.stderr)\n"
    )
    ran = _run("-c", code, file, "--book", BOOK, *words, program=PYTHON)
    first, _, rest = ran.stdout.decode().partition("\n")
    return int(first), rest


@only_windows
@pytest.mark.parametrize("page", ["windows.md", "windows.vi.md"])
def test_the_page_about_windows_is_typed_into_cmd(folder: Path, page: str) -> None:
    """Line by line as it is printed; what it sets holds from then on."""
    text = (_DOCS / page).read_text("utf-8")
    (block,) = re.findall(r"<!-- run: cmd -->\n```bat\n(.*?)```", text, re.DOTALL)
    here = folder / page.replace(".", "-")
    env: dict[str, str] = {}
    here.mkdir()
    os.chdir(here)
    try:
        for line in block.splitlines():
            if line.startswith("set "):
                name, _, value = line.removeprefix("set ").partition("=")
                env[name] = value
                continue
            ran = _run("-c", _TYPED, line, program=PYTHON, env=env)
            assert ran.returncode == 0, ran
    finally:
        os.chdir(folder)
    assert "Đường xóm" in (here / "giai-ngan.csv").read_text("utf-8-sig")
    assert {"so 2026.sqlite", "bao-cao.docx", "sao luu.sqlite"} <= {
        each.name for each in here.iterdir()
    }


@pytest.mark.usefixtures("folder")
def test_a_payment_is_typed_at_a_console() -> None:
    """Questions are asked and answered, in Vietnamese."""
    words = ("disburse", "add", "CT135", "--kind", "payment", "--plan-year", "2021")
    given = (
        "--date",
        "20/11/2021",
        "--capital",
        "investment",
        "--source",
        "central",
        "--voucher",
        "9",
    )
    before = _entries()
    told = {each: os.environ[each] for each in os.environ if each.startswith("WINE")}
    with Terminal(
        *words, *given, book=Path(BOOK), lang="vi", environment=told, program=PROGRAM, patience=90
    ) as console:
        for question, answer in (  # as far as wine 8 shows them in one piece, escapes between
            ("Địa b", "043"),
            ("Số ti", "2 tỷ"),
            ("Người th", "Ban Dân tộc"),
            ("Diễn gi", "Đường xóm"),
            ("Ghi v", "có"),
        ):
            console.wait_for(question)
            console.press(answer, "enter")

        assert console.finish() == 0
    assert _entries() == before + 1


@only_windows
@pytest.mark.parametrize("book", [r"\\máy chủ\chung\so.sqlite", r"N:\so.sqlite"])
def test_a_book_on_a_network_is_refused(folder: Path, book: str) -> None:
    """By its share, and by a drive that leads to one; none is made there, but a copy is.

    The last of all: wine takes the folder for one of that drive from then on.
    """
    code = (
        "import sys\nfrom ethnictrack.book import location\n"
        "from pathlib import Path\nprint(location.in_network(Path(sys.argv[1])))\n"
    )
    drives = ["reg", "add", r"HKLM\Software\Wine\Drives", "/v", "n:", "/d", "network", "/f"]
    if "WINEPREFIX" in os.environ:  # make one
        drive = Path(os.environ["WINEPREFIX"]) / "dosdevices" / "n:"
        drive.unlink(missing_ok=True)
        drive.symlink_to(folder.resolve())
        _run(*drives, program=PYTHON[:1])
    elif book.startswith("N:"):
        pytest.skip("this machine need not have such a drive")

    assert _run("-c", code, book, program=PYTHON).stdout.strip() == b"True"
    made = _run("--book", book, "book", "init", "--units", "none", "--programs", "none")
    assert made.returncode == 3
    assert "[book-unsafe]" in made.stderr.decode()
    if book.startswith("N:"):
        near = f"Z:{folder.parent}".removeprefix("Z:" * (sys.platform == "win32"))
        here, back = (f"{near}/{name}.sqlite" for name in ("máy này", "lại"))
        for words in (
            (here, "book", "init", "--units", "none", "--programs", "none"),
            (here, "book", "backup", "N:\\", "--keep", "2d", "--json"),
        ):
            ran = _run("--book", *words)
            assert ran.returncode == 0, ran
        copy = json.loads(ran.stdout)["path"]
        assert _run("--book", back, "book", "restore", copy).returncode == 0
